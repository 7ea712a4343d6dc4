import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import type { CommandAuthority } from '#access/command-authority.js';
import type { EventLog } from '#event-log/event-log.js';
import type { EvidenceStore } from '#evidence/evidence-store.js';
import { InMemoryEvidenceStore } from '#evidence/in-memory.evidence-store.js';
import { annulmentHandlers } from './annulment.commands.js';
import { CommandDesk } from './command-desk.js';
import type { Context } from './context.js';
import { EVIDENCE_STORE } from './evidence.js';
import { directiveCirculationHandlers } from './directive-circulation.commands.js';
import { directiveHandlers } from './directive.commands.js';
import { draftHandlers } from './draft.commands.js';
import { figureHandlers } from './figure.commands.js';
import { findingHandlers } from './finding.commands.js';
import { inspectionHandlers } from './inspection.commands.js';
import { officeHandlers } from './office.commands.js';
import type { Outcomes } from './outcomes.js';
import { rectificationHandlers } from './rectification.commands.js';
import { recognitionHandlers } from './recognition.commands.js';
import { Recorder } from './recorder.js';
import { taskCompletionHandlers } from './task-completion.commands.js';
import { taskExtensionHandlers } from './task-extension.commands.js';
import { taskFollowUpHandlers } from './task-follow-up.commands.js';
import { taskHandlers } from './task.commands.js';
import { certificationHandlers } from './certification.commands.js';
import { epidemicLevelHandlers } from './epidemic-level.commands.js';
import { reportingDutyHandlers } from './reporting-duty.commands.js';
import { thresholdHandlers } from './threshold.commands.js';
import { unitHandlers } from './unit.commands.js';
import { visitHandlers } from './visit.commands.js';
import { personalDataHandlers } from './personal-data.commands.js';
import { SEALER } from './personal-fields.js';
import { NO_KEYS } from '#sealing/no-keys.js';
import type { Sealer } from '#sealing/sealer.js';

export interface CommandSide {
  log: EventLog;
  context: Context;
  outcomes: Outcomes;
  /** Who may send what: the policy, or `TRUSTED_PROCESS` for a caller that has the rights of the installation. */
  authority: CommandAuthority;
  /** Without one, what is uploaded is kept in memory. */
  evidence?: EvidenceStore;
  /** Without one, commands with personal fields fail. */
  sealer?: Sealer;
  now?: () => Date;
}

/** The write side: every handler, one recorder, one desk. */
@Module({})
export class CommandsModule {
  static on(side: CommandSide): DynamicModule {
    const recorder: Provider = {
      provide: Recorder,
      useValue: new Recorder(side.log, side.context, side.outcomes, side.now),
    };
    const sealer = side.sealer ?? NO_KEYS;
    const desk: Provider = {
      provide: CommandDesk,
      useFactory: (bus: CommandBus) => new CommandDesk(bus, side.outcomes, sealer, side.authority),
      inject: [CommandBus],
    };
    return {
      module: CommandsModule,
      imports: [CqrsModule.forRoot()],
      providers: [
        recorder,
        desk,
        { provide: EVIDENCE_STORE, useValue: side.evidence ?? new InMemoryEvidenceStore() },
        { provide: SEALER, useValue: sealer },
        ...unitHandlers,
        ...officeHandlers,
        ...directiveHandlers,
        ...directiveCirculationHandlers,
        ...taskHandlers,
        ...taskCompletionHandlers,
        ...taskExtensionHandlers,
        ...taskFollowUpHandlers,
        ...inspectionHandlers,
        ...visitHandlers,
        ...findingHandlers,
        ...rectificationHandlers,
        ...figureHandlers,
        ...draftHandlers,
        ...recognitionHandlers,
        ...reportingDutyHandlers,
        ...thresholdHandlers,
        ...certificationHandlers,
        ...epidemicLevelHandlers,
        ...annulmentHandlers,
        ...personalDataHandlers,
      ],
      exports: [CommandDesk, EVIDENCE_STORE, SEALER],
    };
  }
}
