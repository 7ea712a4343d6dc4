import type { Type } from '@nestjs/common';
import { AnnulRecord, ConfirmAnnulment, ProposeAnnulment } from './annulment.commands.js';
import type { RecordingCommand } from './command.js';
import {
  AcknowledgeDirective,
  AmendDirective,
  CascadeDirective,
  DistributeDirective,
} from './directive-circulation.commands.js';
import { IssueDirective, RevokeDirective, SupersedeDirective } from './directive.commands.js';
import { DismissDraft, DraftEscalation, DraftRectification, DraftReminder, SignDraft } from './draft.commands.js';
import { CorrectCases, CorrectIndicator, ReportCases, ReportIndicator } from './figure.commands.js';
import { AnswerFinding, DecideFindingSuccessor, IdentifyFindingUnits, LogFinding } from './finding.commands.js';
import {
  ChangeInspectionTeam,
  DeliverInspectionReport,
  DispatchInspectionTeam,
  EstablishInspectionTeam,
  ReturnInspectionTeam,
} from './inspection.commands.js';
import { AnswerChecklist, RecordSiteVisit, SignInspectionMinutes } from './visit.commands.js';
import {
  AbolishOffice,
  Appoint,
  AttestHolder,
  CreateOffice,
  DeclareAccountability,
  EndAccountability,
  EndAppointment,
  RegisterPerson,
  ReinstateHolder,
  ReplaceHead,
  SignHandover,
  SuspendHolder,
} from './office.commands.js';
import {
  ReportRectification,
  RequestRectification,
  SetRectificationDue,
  VerifyRectification,
} from './rectification.commands.js';
import { IssueCommendation, IssueCriticism, ReferViolation } from './recognition.commands.js';
import {
  ClarifyDeadline,
  GrantExtension,
  RejectCompletion,
  ReportCompletion,
  VerifyCompletion,
} from './task-completion.commands.js';
import { RefuseExtension, RequestExtension } from './task-extension.commands.js';
import {
  ConfirmDelayReason,
  ContestDelayReason,
  EndFollowing,
  NameFollowingOfficer,
  ReportProgress,
  SendReminder,
  SubmitExplanation,
} from './task-follow-up.commands.js';
import {
  AcceptTask,
  ActivateScenario,
  AssignTask,
  DecideTaskSuccessor,
  DelegateTask,
  EndDelegation,
  FanOutTask,
  ReassignTask,
  ResumeTask,
  ReturnTask,
  SuspendTask,
  WithdrawTask,
} from './task.commands.js';
import { CertifyFigure, ProposeFigureReopening, ReopenFigure } from './certification.commands.js';
import { DeclareEpidemicLevel, DefineLevelScheme } from './epidemic-level.commands.js';
import { EndReportingDuty, SetReportingDuty } from './reporting-duty.commands.js';
import { DefineThreshold, EndThreshold, PreparePlan, RecordThresholdCrossing } from './threshold.commands.js';
import { OrderErasure, ProposeErasure, RecordInformant, RecordPersonalDetails } from './personal-data.commands.js';
import {
  ChangeClassMembership,
  DefineClass,
  DissolveUnit,
  EndAreaCharge,
  GiveAreaCharge,
  MergeUnit,
  MoveUnit,
  RegisterBody,
  RegisterPlace,
  RenameUnit,
  SplitUnit,
} from './unit.commands.js';

/** Every command that records something, by its name: for whoever has commands as data. */
export const COMMANDS = {
  RegisterPlace,
  RegisterBody,
  DefineClass,
  ChangeClassMembership,
  RenameUnit,
  MoveUnit,
  MergeUnit,
  SplitUnit,
  DissolveUnit,
  GiveAreaCharge,
  EndAreaCharge,
  RegisterPerson,
  CreateOffice,
  AbolishOffice,
  Appoint,
  ReplaceHead,
  EndAppointment,
  SuspendHolder,
  ReinstateHolder,
  AttestHolder,
  DeclareAccountability,
  EndAccountability,
  SignHandover,
  IssueDirective,
  SupersedeDirective,
  RevokeDirective,
  DistributeDirective,
  AcknowledgeDirective,
  CascadeDirective,
  AmendDirective,
  AssignTask,
  FanOutTask,
  ReassignTask,
  DelegateTask,
  EndDelegation,
  AcceptTask,
  ReturnTask,
  SuspendTask,
  ResumeTask,
  WithdrawTask,
  DecideTaskSuccessor,
  ActivateScenario,
  ClarifyDeadline,
  GrantExtension,
  ReportCompletion,
  VerifyCompletion,
  RejectCompletion,
  RequestExtension,
  RefuseExtension,
  ReportProgress,
  SendReminder,
  SubmitExplanation,
  ConfirmDelayReason,
  ContestDelayReason,
  NameFollowingOfficer,
  EndFollowing,
  EstablishInspectionTeam,
  ChangeInspectionTeam,
  DispatchInspectionTeam,
  ReturnInspectionTeam,
  RecordSiteVisit,
  AnswerChecklist,
  SignInspectionMinutes,
  DeliverInspectionReport,
  LogFinding,
  IdentifyFindingUnits,
  AnswerFinding,
  DecideFindingSuccessor,
  RequestRectification,
  SetRectificationDue,
  ReportRectification,
  VerifyRectification,
  ReportCases,
  CorrectCases,
  ReportIndicator,
  CorrectIndicator,
  DraftEscalation,
  DraftRectification,
  DraftReminder,
  SignDraft,
  DismissDraft,
  IssueCommendation,
  IssueCriticism,
  ReferViolation,
  CertifyFigure,
  ProposeFigureReopening,
  ReopenFigure,
  DefineLevelScheme,
  DeclareEpidemicLevel,
  SetReportingDuty,
  EndReportingDuty,
  DefineThreshold,
  EndThreshold,
  RecordThresholdCrossing,
  PreparePlan,
  ProposeAnnulment,
  ConfirmAnnulment,
  AnnulRecord,
  RecordPersonalDetails,
  RecordInformant,
  ProposeErasure,
  OrderErasure,
} satisfies Record<string, Type<RecordingCommand>>;

export type CommandName = keyof typeof COMMANDS;

/** The body of a command: its own properties, without what the desk attaches. */
export type BodyOf<N extends CommandName> = Omit<InstanceType<(typeof COMMANDS)[N]>, keyof RecordingCommand>;

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}
