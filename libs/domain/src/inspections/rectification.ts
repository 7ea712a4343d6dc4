import type { CivilDate } from '../civil-date.js';
import { type Dated, isAfter, latest } from '../dated.js';
import { type Mention, streamOf } from '../decider.js';
import { type EvidenceFile, filesNamed } from '../evidence-file.js';
import type { OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import type { UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';

interface OnRectification {
  findingId: string;
  rectificationId: string;
  on: CivilDate;
}

/** Who signed: the office, the body in which it sits, and the person who held it on that day. */
export interface Signature {
  by: UnitId;
  office: OfficeId;
  person: PersonId;
}

/** Chấn chỉnh, khắc phục: what a finding obliges a unit to do. All of it stands in the stream of the finding. */
export type RectificationEvents = {
  RectificationRequested: OnRectification &
    Signature & {
      unit: UnitId;
      what: string;
      /** Null until a person sets one; a wording ("sớm", "ngay") stays a wording. */
      dueOn: CivilDate | null;
      dueText: string | null;
    };
  /** A person sets the day by which it is due, or another one. */
  RectificationDueSet: OnRectification & Signature & { dueOn: CivilDate; basis: string | null };
  /** The unit says that it has put it right; `on` is the day on which it had. */
  RectificationReported: OnRectification & { by: UnitId; text: string; files: EvidenceFile[] };
  /** Somebody else decides on one report, named by its event id. After a rejection a new report is needed. */
  RectificationVerified: OnRectification & Signature & { report: string; accepted: boolean; reason: string | null };
};

export interface DueDate extends Dated, Signature {
  deadline: CivilDate;
  basis: string | null;
}

export interface RectificationReport extends Dated {
  by: UnitId;
  text: string;
  files: readonly EvidenceFile[];
  verdict: (Dated & Signature & { accepted: boolean; reason: string | null }) | null;
}

export interface Rectification extends Dated {
  id: string;
  requested: RectificationEvents['RectificationRequested'];
  dueDates: readonly DueDate[];
  reports: readonly RectificationReport[];
}

type Rectifications = readonly Rectification[];

/** How the rectifications of a finding follow from its events. */
export const evolveRectifications: {
  readonly [T in keyof RectificationEvents]: (
    list: Rectifications,
    data: RectificationEvents[T],
    at: EventRef,
  ) => Rectifications;
} = {
  RectificationRequested: (list, e, at) => [
    ...list,
    {
      id: e.rectificationId,
      requested: e,
      dueDates: e.dueOn === null ? [] : [{ ...signatureOf(e), deadline: e.dueOn, basis: null, on: e.on, at }],
      reports: [],
      on: e.on,
      at,
    },
  ],
  RectificationDueSet: (list, e, at) =>
    changed(list, e, (r) => ({
      ...r,
      dueDates: [...r.dueDates, { ...signatureOf(e), deadline: e.dueOn, basis: e.basis, on: e.on, at }],
    })),
  RectificationReported: (list, e, at) =>
    changed(list, e, (r) => ({
      ...r,
      reports: [...r.reports, { by: e.by, text: e.text, files: e.files, verdict: null, on: e.on, at }],
    })),
  RectificationVerified: (list, e, at) =>
    changed(list, e, (r) => ({
      ...r,
      reports: r.reports.map((report) =>
        report.at.id === e.report
          ? { ...report, verdict: { ...signatureOf(e), accepted: e.accepted, reason: e.reason, on: e.on, at } }
          : report,
      ),
    })),
};

export const rectificationMentions: {
  readonly [T in keyof RectificationEvents]: (data: RectificationEvents[T]) => readonly Mention[];
} = {
  RectificationRequested: (e) => [
    ['rectification-on', streamOf('unit', e.unit)],
    ['rectification-by', streamOf('unit', e.by)],
    ...signed(e),
  ],
  RectificationDueSet: signed,
  RectificationReported: (e) => [['rectification-reported', streamOf('unit', e.by)], ...filesNamed(e.files)],
  RectificationVerified: (e) => [['rectification-verifier', streamOf('unit', e.by)], ...signed(e)],
};

function signed(e: Signature): Mention[] {
  return [
    ['rectification-signed', streamOf('office', e.office)],
    ['rectification-signed', streamOf('person', e.person)],
  ];
}

type Earlier = readonly { id: string; type: string; data: object }[];

/** R10: a date, a report and a verdict stand on the request; a verdict on its report; a new report on the rejection. */
export const rectificationStandsOn = {
  RectificationDueSet: (e: OnRectification, earlier: Earlier) => before('RectificationRequested', e, earlier),
  RectificationReported: (e: OnRectification, earlier: Earlier) => [
    ...before('RectificationRequested', e, earlier),
    ...before('RectificationVerified', e, earlier).slice(-1),
  ],
  RectificationVerified: (e: RectificationEvents['RectificationVerified']) => [e.report],
};

function before(type: keyof RectificationEvents, { rectificationId }: OnRectification, earlier: Earlier): string[] {
  return earlier.flatMap((f) =>
    f.type === type && 'rectificationId' in f.data && f.data.rectificationId === rectificationId ? [f.id] : [],
  );
}

function changed(
  list: Rectifications,
  { rectificationId }: OnRectification,
  change: (r: Rectification) => Rectification,
): Rectifications {
  return list.map((r) => (r.id === rectificationId ? change(r) : r));
}

function signatureOf({ by, office, person }: Signature): Signature {
  return { by, office, person };
}

/** The date by which it is due, as set by the date; the latest one wins. Null: nobody has set one. */
export function dueOn(r: Rectification, asOf: CivilDate): DueDate | null {
  return latest(r.dueDates, asOf);
}

/** The report that waits for a decision on the date. */
export function pendingReport(r: Rectification, asOf: CivilDate): RectificationReport | null {
  return r.reports.filter((c) => c.on <= asOf && (c.verdict === null || c.verdict.on > asOf)).at(-1) ?? null;
}

/** The report that somebody else has accepted by the date. */
export function acceptedReport(r: Rectification, asOf: CivilDate): RectificationReport | null {
  return r.reports.find((c) => c.verdict?.accepted === true && c.verdict.on <= asOf) ?? null;
}

/** On time is judged by the day of the report; a date first set after it judges nothing. */
export function inTime(r: Rectification, report: RectificationReport): boolean | null {
  const due = latest(r.dueDates, report.verdict?.on ?? report.on);
  if (!due || !r.dueDates.some((d) => isAfter(report, d))) return null;
  return report.on <= due.deadline;
}
