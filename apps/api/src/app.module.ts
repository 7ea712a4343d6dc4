import { type DynamicModule, Module } from '@nestjs/common';
import { ReadAuthority } from '#access/read-authority.js';
import { AccessEntries } from '#audit/access-log/access-entries.js';
import type { BundleParts } from '#audit/bundle/make-bundle.js';
import { Receipts } from '#audit/ledger/receipts.js';
import { ReplayProofs } from '#audit/replay-proof/replay-proofs.js';
import { CommandsModule } from '#commands/commands.module.js';
import { FactReader } from '#read-models/fact-reader.js';
import { NOBODY } from '#access/read-scope.js';
import { type Fences, FENCES } from './access-here.js';
import { whoAsks } from './asking.js';
import { AUTHORITY_OVER, authorityOver } from './command-authority.js';
import { InsidePolicy } from './inside-policy.js';
import { AccessLogController } from './access-log.controller.js';
import { ACCESS_EVENTS, ACCESS_LEDGER, ACCESS_RECORDER } from './access-log.token.js';
import { AccessTreeController } from './access-tree.controller.js';
import { AnnulmentController } from './annulment.controller.js';
import { DirectiveController } from './directive.controller.js';
import { DraftController } from './draft.controller.js';
import { EvidenceController } from './evidence.controller.js';
import { EVENT_LOG } from './event-log.token.js';
import { BundleController } from './bundle.controller.js';
import { BUNDLE_PARTS } from './bundle-parts.token.js';
import { CaseReportController, IndicatorController } from './figure.controller.js';
import { EventSchemaController } from './event-schema.controller.js';
import { FindingController } from './finding.controller.js';
import { HealthController } from './health.controller.js';
import { CompareController } from './compare.controller.js';
import { HistoryController } from './history.controller.js';
import { ImportController } from './import.controller.js';
import { InspectionController } from './inspection.controller.js';
import { LEDGER_HERE, OUTCOMES } from './ledger-here.token.js';
import { NumberRegisterController } from './number-register.controller.js';
import { OfficeController } from './office.controller.js';
import { PaperController } from './paper.controller.js';
import { PersonController } from './person.controller.js';
import { PersonalDataController } from './personal-data.controller.js';
import { ReceiptController } from './receipt.controller.js';
import { RecognitionController } from './recognition.controller.js';
import { REACTIONS_HERE } from './reactions-here.token.js';
import { RecordController } from './record.controller.js';
import { ReplayProofController } from './replay-proof.controller.js';
import { SearchController } from './search.controller.js';
import { ScorecardController } from './scorecard.controller.js';
import type { System } from './system.js';
import { TaskFollowUpController } from './task-follow-up.controller.js';
import { TaskPageController } from './task-page.controller.js';
import { TaskController } from './task.controller.js';
import { BreachController } from './breach.controller.js';
import { OwedReportsController } from './owed-reports.controller.js';
import { UnitFindingsController } from './unit-findings.controller.js';
import { TransparencyLogController } from './transparency-log.controller.js';
import { CertificationController } from './certification.controller.js';
import { EpidemicLevelController } from './epidemic-level.controller.js';
import { FigureSeriesController } from './figure-series.controller.js';
import { ReportingDutyController } from './reporting-duty.controller.js';
import { PlanController, ThresholdController } from './threshold.controller.js';
import { CloudEventsController } from './cloud-events.controller.js';
import { ViewTable } from './view-table.js';
import { WebhookController } from './webhook.controller.js';
import { WEBHOOKS_HERE } from './webhooks-here.token.js';
import { UnitController } from './unit.controller.js';

/** The parts of a system that HTTP needs; the rest is the caller's. */
export type ServedSystem = Pick<
  System,
  | 'log'
  | 'reader'
  | 'outcomes'
  | 'evidence'
  | 'sealer'
  | 'ledger'
  | 'reactions'
  | 'reactorState'
  | 'accessLog'
  | 'witnessKeys'
  | 'replayProofs'
  | 'webhooks'
>;

/** Asked by what is known now, whatever the answer itself is asked for. */
export function readAuthorityOf(reader: FactReader): ReadAuthority {
  return new ReadAuthority(
    async (question) => (await reader.ask(0n, question)).answer,
    () => reader.today(),
  );
}

/** HTTP on an open system: one controller a resource. It closes nothing of the system. */
@Module({})
export class AppModule {
  static on(system: ServedSystem, fences: Fences): DynamicModule {
    const { log, reader: everything, outcomes, evidence, sealer, ledger, reactions, reactorState, accessLog } = system;
    // What is shown is shown to somebody; what is decided rests on everything.
    const reader = everything.readingFor(() => whoAsks().principal ?? NOBODY, fences);
    const over = authorityOver(everything, log, fences);
    const authority = over(everything);
    // A bundle is made of everything and then given out whole or not at all (InsidePolicy).
    const whole = fences.policy ? everything : reader;
    const bundles: BundleParts = { log, reader: whole, proofs: ledger.reader, witnesses: system.witnessKeys };
    return {
      module: AppModule,
      imports: [CommandsModule.on({ log, context: everything, outcomes, evidence, sealer, authority })],
      providers: [
        ViewTable,
        InsidePolicy,
        { provide: FENCES, useValue: fences },
        { provide: ReadAuthority, useValue: readAuthorityOf(everything) },
        { provide: EVENT_LOG, useValue: log },
        { provide: FactReader, useValue: reader },
        { provide: AUTHORITY_OVER, useValue: over },
        { provide: OUTCOMES, useValue: outcomes },
        { provide: LEDGER_HERE, useValue: ledger },
        { provide: Receipts, useValue: new Receipts(log, ledger.reader) },
        { provide: REACTIONS_HERE, useValue: { reactions, reactorState } },
        { provide: ACCESS_RECORDER, useValue: accessLog.recorder },
        { provide: AccessEntries, useValue: accessLog.entries },
        { provide: ACCESS_EVENTS, useValue: accessLog.log },
        { provide: ACCESS_LEDGER, useValue: accessLog.ledger },
        { provide: BUNDLE_PARTS, useValue: bundles },
        { provide: WEBHOOKS_HERE, useValue: system.webhooks },
        { provide: ReplayProofs, useValue: system.replayProofs },
      ],
      controllers: [
        TaskController,
        TaskFollowUpController,
        DirectiveController,
        NumberRegisterController,
        UnitController,
        OfficeController,
        PersonController,
        PersonalDataController,
        InspectionController,
        FindingController,
        OwedReportsController,
        UnitFindingsController,
        CaseReportController,
        IndicatorController,
        DraftController,
        ReportingDutyController,
        ThresholdController,
        CertificationController,
        FigureSeriesController,
        EpidemicLevelController,
        PlanController,
        AnnulmentController,
        EvidenceController,
        RecognitionController,
        BreachController,
        RecordController,
        SearchController,
        ScorecardController,
        EventSchemaController,
        HealthController,
        HistoryController,
        CompareController,
        ImportController,
        PaperController,
        TaskPageController,
        AccessLogController,
        ReplayProofController,
        AccessTreeController,
        TransparencyLogController,
        ReceiptController,
        BundleController,
        CloudEventsController,
        WebhookController,
      ],
    };
  }
}
