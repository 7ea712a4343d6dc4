import type { CivilDate } from '../civil-date.js';
import type { EvidenceFile } from '../evidence-file.js';
import type { OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import type { UnitId } from '../organisation/unit.js';

/** What was seen of one point of the checklist. A point that nobody speaks of was not looked at. */
export type ChecklistAnswer = 'met' | 'not-met' | 'not-looked-at';
export const CHECKLIST_ANSWERS: readonly ChecklistAnswer[] = ['met', 'not-met', 'not-looked-at'];
/** Ý kiến của đơn vị in the minutes. */
export type UnitOpinion = 'agrees' | 'disagrees' | 'refused-to-sign';
export const UNIT_OPINIONS: readonly UnitOpinion[] = ['agrees', 'disagrees', 'refused-to-sign'];

/** Đoàn kiểm tra, or the party of a working visit (đoàn công tác). One record may stand for several teams ("15 đoàn"). */
export type InspectionEvents = {
  InspectionTeamEstablished: {
    teamId: string;
    name: string;
    kind: 'inspection' | 'working-visit';
    /** The bodies that sent it out. */
    owners: UnitId[];
    /** How many teams the record stands for; null where the source gives no number. */
    teamCount: number | null;
    leaders: PersonId[];
    leaderOffice: OfficeId | null;
    leaderText: string | null;
    members: PersonId[];
    membersText: string | null;
    scope: string;
    checklist: string[];
    /** Units to be inspected, as far as the source names them. */
    areas: UnitId[];
    reportsTo: UnitId | null;
    /** The directive that it checks on, if one is named. */
    directiveId: string | null;
    /** The day on which the source shows the team; `establishedOn` is null where it does not say when it was set up. */
    on: CivilDate;
    establishedOn: CivilDate | null;
    /** Last day for its report, where the order gives one. */
    reportDueOn?: CivilDate | null;
  };
  /** Who joins and who leaves, and who leads from then on; `leaders` null: those who led before. */
  InspectionTeamChanged: {
    teamId: string;
    joined: PersonId[];
    left: PersonId[];
    leaders: PersonId[] | null;
    on: CivilDate;
    reason: string | null;
  };
  InspectionTeamDispatched: { teamId: string; to: UnitId[]; on: CivilDate; until: CivilDate | null };
  /** It is back: `on` is the first day on which it is no longer under way. */
  InspectionTeamReturned: { teamId: string; on: CivilDate };
  SiteVisited: {
    teamId: string;
    visitId: string;
    unit: UnitId;
    sites: { name: string; unit: UnitId | null }[];
    on: CivilDate;
    partOfDay: 'morning' | 'afternoon' | 'evening' | null;
    receivedBy: PersonId | null;
    /** `own-order`, `own-area`: allowed, and shown. */
    flags: string[];
  };
  /** What was seen on a visit, point by point; what is said later of a point holds. */
  ChecklistAnswered: {
    teamId: string;
    visitId: string;
    answers: { item: string; answer: ChecklistAnswer; note: string | null }[];
    on: CivilDate;
  };
  /** Biên bản, signed on the spot. After it the findings of the visit change by annulment only. */
  InspectionMinutesSigned: {
    teamId: string;
    visitId: string;
    /** Those of the team who signed. */
    signedBy: PersonId[];
    /** Who signed for the unit: a person, in an office where it is known; or as the minutes name them. */
    representative: PersonId | null;
    representativeOffice: OfficeId | null;
    representativeText: string | null;
    opinion: UnitOpinion;
    opinionText: string | null;
    /** Who saw that the unit refused to sign, as written. */
    witnesses: string[];
    findings: string[];
    files: EvidenceFile[];
    on: CivilDate;
    /** UTC instant of the signing, where it is kept; sending it later does not move it. */
    signedAt: string | null;
  };
  /** The team's report is delivered to the body it answers to. */
  InspectionReported: {
    teamId: string;
    reportId: string;
    to: UnitId;
    /** The leader who signs; null only where no leader is on record as a person. */
    signedBy: PersonId | null;
    /** Number as printed. */
    number: string | null;
    conclusion: string;
    files: EvidenceFile[];
    on: CivilDate;
  };
};
