import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  declareLevel,
  defineScheme,
  epidemicLevel,
  levelScheme,
  requireNextVersion,
} from '#domain/figures/epidemic-level.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { requireExisting } from '#domain/separation-of-duties.js';
import { RecordingCommand } from './command.js';
import { Day, Id, Parts, Text } from './fields.js';
import { Recorder } from './recorder.js';

export class LevelField {
  @Text({ description: 'The level as it is called for short ("3").', max: 40 }) level!: string;
  @Text({ description: 'Its name ("Nguy cơ cao").', max: 200 }) name!: string;
}

/** Defines a scheme of epidemic levels (cấp độ dịch) of an issuer. A new version is a scheme of its own. */
export class DefineLevelScheme extends RecordingCommand {
  @Id({ description: 'Id of the scheme.' }) schemeId!: string;
  @Text({ description: 'What it is.', max: 300 }) title!: string;
  @Id({ description: 'Unit that issues it.' }) issuer!: string;
  @Text({ description: 'Version, as the issuer calls it.', max: 60, optional: true }) version?: string | null;
  @Id({ description: 'Directive that it stands in.', optional: true }) directiveId?: string | null;
  @Parts(() => LevelField, { description: 'Its levels, the lowest first.', atLeast: 2, atMost: 20 })
  levels!: LevelField[];
  @Id({ description: 'Scheme of the same issuer of which this is the next version.', optional: true }) replaces?:
    string | null;
  @Day({ description: 'First day on which it applies.' }) from!: string;
  @Day({ description: 'First day on which it no longer applies.', optional: true }) until?: string | null;
}

/** Declares the level of a place under a scheme; it holds until the next one under that scheme. */
export class DeclareEpidemicLevel extends RecordingCommand {
  @Id({ description: 'The place.' }) place!: string;
  @Id({ description: 'The scheme.' }) schemeId!: string;
  @Text({ description: 'The level, as the scheme calls it.', max: 40 }) level!: string;
  @Id({ description: 'Unit that declares it.' }) by!: string;
  @Day({ description: 'First day on which it holds.' }) from!: string;
  @Text({ description: 'What it rests on: paper or figures.', optional: true }) basis?: string | null;
}

@CommandHandler(DefineLevelScheme)
export class DefineLevelSchemeHandler implements ICommandHandler<DefineLevelScheme> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: DefineLevelScheme) {
    const { schemeId, title, issuer, from } = c;
    const data = {
      schemeId,
      title,
      issuer,
      version: c.version ?? null,
      directiveId: c.directiveId ?? null,
      levels: c.levels.map(({ level, name }) => ({ level, name })),
      replaces: c.replaces ?? null,
      from,
      until: c.until ?? null,
    };
    return this.recorder.recordInContext(levelScheme, schemeId, c, (state, facts) => {
      requireExisting(facts, issuer, from);
      if (data.directiveId !== null && !facts.directive(data.directiveId)) {
        throw new RuleViolation('directive-unknown', data.directiveId);
      }
      requireNextVersion(facts, data);
      return defineScheme(state, data);
    });
  }
}

@CommandHandler(DeclareEpidemicLevel)
export class DeclareEpidemicLevelHandler implements ICommandHandler<DeclareEpidemicLevel> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: DeclareEpidemicLevel) {
    const { place, schemeId, level, by, from } = c;
    return this.recorder.recordInContext(epidemicLevel, place, c, (state, facts) => {
      if (requireExisting(facts, place, from).kind !== 'place') throw new RuleViolation('not-a-place', place);
      requireExisting(facts, by, from);
      return declareLevel(state, facts, { place, schemeId, level, by, from, basis: c.basis ?? null });
    });
  }
}

export const epidemicLevelHandlers = [DefineLevelSchemeHandler, DeclareEpidemicLevelHandler];
