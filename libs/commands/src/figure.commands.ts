import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  caseCount,
  correctCases,
  type Measure,
  MEASURES,
  type Qualifier,
  QUALIFIERS,
  reportCases,
} from '#domain/figures/case-count.js';
import {
  correctIndicator,
  indicator,
  INDICATOR_KINDS,
  type IndicatorEvents,
  type IndicatorKind,
  reportIndicator,
} from '#domain/figures/indicator.js';
import { requireExisting, requirePerson } from '#domain/separation-of-duties.js';
import { RecordingCommand } from './command.js';
import { Count, Day, Figure, Flag, Id, Instant, OneOf, Parts, Text } from './fields.js';
import { Recorder } from './recorder.js';

export class PartField {
  @Text({ description: 'Name of the part ("cộng đồng").', max: 100 }) name!: string;
  @Count({ description: 'Its figure.' }) value!: number;
}

export class CaseFigureField {
  @OneOf(MEASURES, { description: '`cases` if left out.', optional: true }) measure?: Measure | null;
  @Day({ description: 'First day of the period; null for a figure that stands on the last day.', optional: true })
  from?: string | null;
  @Day({ description: 'Last day of the period, counted.' }) to!: string;
  @Instant({ description: 'Instant at which counting stopped on the last day.', optional: true }) cutoffAt?:
    string | null;
  @Count({ description: 'The figure as reported.' }) total!: number;
  @Parts(() => PartField, { description: 'Parts as reported; they need not add up.', optional: true }) parts?:
    PartField[] | null;
  @OneOf(QUALIFIERS, { description: 'Gần, khoảng, hơn, trung bình.', optional: true }) qualifier?: Qualifier | null;
  @Flag({ description: 'True where the source leaves open whether both ends count.', optional: true })
  periodAmbiguous?: boolean | null;
}

/** Records a report of case counts (số ca). The figures are kept as reported. */
export class ReportCases extends RecordingCommand {
  @Id({ description: 'Id of the report.' }) reportId!: string;
  @Id({ description: 'The unit that it is about.' }) unit!: string;
  @Parts(() => CaseFigureField, { description: 'Its figures.', atLeast: 1, atMost: 200 }) figures!: CaseFigureField[];
  @Day({ description: 'The day of the report.' }) on!: string;
  @Id({ description: 'Unit that reports.', optional: true }) reportedByUnit?: string | null;
  @Id({ description: 'Person who reports.', optional: true }) reportedByPerson?: string | null;
  @Id({ description: 'Unit that it is reported to.', optional: true }) reportedTo?: string | null;
  @Instant({
    description: 'Instant at which it was handed in, on the day of the report; a reporting duty is judged by its hour.',
    optional: true,
  })
  reportedAt?: string | null;
}

/** Corrects one figure of a report. What it does not name stays as reported; the first report stays in the record. */
export class CorrectCases extends RecordingCommand {
  @Id({ description: 'The report.' }) reportId!: string;
  @Count({ description: 'Which figure, counted from 0; the first if left out.', optional: true }) figure?:
    number | null;
  @Count({ description: 'The right figure.' }) total!: number;
  @Parts(() => PartField, { description: 'The right parts, if they change.', optional: true }) parts?:
    PartField[] | null;
  @Text({ description: 'Why.' }) reason!: string;
}

/** Records a figure that is not a case count (chỉ tiêu, chỉ số). Kinds are never summed together. */
export class ReportIndicator extends RecordingCommand {
  @Id({ description: 'Id of the figure.' }) indicatorId!: string;
  @Text({ description: 'What it is, in your own words.', max: 300 }) name!: string;
  @Id({ description: 'The unit that it is about.' }) unit!: string;
  @OneOf(INDICATOR_KINDS, { description: 'Its kind.' }) kind!: IndicatorKind;
  @Figure({ description: 'The figure; null where the source says that it was done and gives none.', optional: true })
  value?: number | null;
  @Text({ description: 'What is counted ("mũi", "giường").', max: 60, optional: true }) measuredIn?: string | null;
  @OneOf(QUALIFIERS, { description: 'Gần, khoảng, hơn, trung bình.', optional: true }) qualifier?: Qualifier | null;
  @Day({ description: 'The day for which it holds.' }) on!: string;
  @Id({ description: 'Unit that reports.', optional: true }) reportedByUnit?: string | null;
  @Id({ description: 'Person who reports.', optional: true }) reportedByPerson?: string | null;
  @Instant({
    description:
      'Instant at which it was handed in; a reporting duty is judged by it. Left out: by the day for which it holds.',
    optional: true,
  })
  reportedAt?: string | null;
}

export class CorrectIndicator extends RecordingCommand {
  @Id({ description: 'The figure.' }) indicatorId!: string;
  @Figure({ description: 'The right figure.', optional: true }) value?: number | null;
  @Text({ description: 'Why.' }) reason!: string;
}

@CommandHandler(ReportCases)
export class ReportCasesHandler implements ICommandHandler<ReportCases> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ReportCases) {
    const { reportId, unit, on } = c;
    const data = {
      reportId,
      unit,
      on,
      figures: c.figures.map((f) => ({
        measure: f.measure ?? 'cases',
        from: f.from ?? null,
        to: f.to,
        cutoffAt: f.cutoffAt ?? null,
        total: f.total,
        parts: partsOf(f.parts) ?? [],
        qualifier: f.qualifier ?? null,
        periodAmbiguous: f.periodAmbiguous ?? false,
      })),
      reportedByUnit: c.reportedByUnit ?? null,
      reportedByPerson: c.reportedByPerson ?? null,
      reportedTo: c.reportedTo ?? null,
      ...(c.reportedAt ? { reportedAt: new Date(c.reportedAt).toISOString() } : {}),
    };
    return this.recorder.recordInContext(caseCount, reportId, c, (state, facts) => {
      for (const id of [unit, data.reportedByUnit, data.reportedTo]) if (id !== null) requireExisting(facts, id, on);
      if (data.reportedByPerson !== null) requirePerson(facts, data.reportedByPerson);
      return reportCases(state, data);
    });
  }
}

@CommandHandler(CorrectCases)
export class CorrectCasesHandler implements ICommandHandler<CorrectCases> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: CorrectCases) {
    const { reportId, total, reason } = c;
    return this.recorder.record(caseCount, reportId, c, (state) =>
      correctCases(state, { reportId, figure: c.figure ?? 0, total, parts: partsOf(c.parts), reason }),
    );
  }
}

@CommandHandler(ReportIndicator)
export class ReportIndicatorHandler implements ICommandHandler<ReportIndicator> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ReportIndicator) {
    const { indicatorId, name, unit, kind, on } = c;
    const [value, measuredIn, qualifier] = [c.value ?? null, c.measuredIn ?? null, c.qualifier ?? null];
    return this.recorder.recordInContext(indicator, indicatorId, c, (state, facts) => {
      for (const id of [unit, c.reportedByUnit]) if (typeof id === 'string') requireExisting(facts, id, on);
      if (typeof c.reportedByPerson === 'string') requirePerson(facts, c.reportedByPerson);
      const data = { indicatorId, name, unit, kind, value, measuredIn, qualifier, on };
      return reportIndicator(state, { ...data, ...reporterOf(c) });
    });
  }
}

@CommandHandler(CorrectIndicator)
export class CorrectIndicatorHandler implements ICommandHandler<CorrectIndicator> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: CorrectIndicator) {
    const { indicatorId, reason } = c;
    return this.recorder.record(indicator, indicatorId, c, (state) =>
      correctIndicator(state, { indicatorId, value: c.value ?? null, reason }),
    );
  }
}

export const figureHandlers = [
  ReportCasesHandler,
  CorrectCasesHandler,
  ReportIndicatorHandler,
  CorrectIndicatorHandler,
];

type Reporting = 'reportedByUnit' | 'reportedByPerson' | 'reportedAt';

/** Who reports, and when it was handed in, where it is said. */
function reporterOf(c: ReportIndicator): Pick<IndicatorEvents['IndicatorReported'], Reporting> {
  return {
    ...(c.reportedAt ? { reportedAt: new Date(c.reportedAt).toISOString() } : {}),
    ...(typeof c.reportedByUnit === 'string' ? { reportedByUnit: c.reportedByUnit } : {}),
    ...(typeof c.reportedByPerson === 'string' ? { reportedByPerson: c.reportedByPerson } : {}),
  };
}

function partsOf(parts: PartField[] | null | undefined): { name: string; value: number }[] | null {
  return parts ? parts.map(({ name, value }) => ({ name, value })) : null;
}
