import { MEASURES } from '#domain/figures/case-count.js';
import { INDICATOR_KINDS, type IndicatorKind } from '#domain/figures/indicator.js';
import { RecordingCommand } from './command.js';
import { Count, OneOf, Text } from './fields.js';

/** A command about a figure that is reported again and again. One of `measure` and `indicator` names it (section 4). */
export abstract class NamesFigure extends RecordingCommand {
  @OneOf(MEASURES, { description: 'Measure of case reports.', optional: true }) measure?: string | null;
  @Count({
    description: 'Length of the period in days that a case figure must have; 1 for `cases` if left out.',
    min: 1,
    max: 366,
    optional: true,
  })
  periodDays?: number | null;
  @Text({ description: 'Name of an indicator, as it is reported.', max: 300, optional: true }) indicator?:
    string | null;
  @OneOf(INDICATOR_KINDS, { description: 'Kind of the indicator.', optional: true }) kind?: IndicatorKind | null;
  @Text({ description: 'What the indicator counts ("giường").', max: 60, optional: true }) measuredIn?: string | null;
}
