import type { CivilDate } from '../civil-date.js';
import type { CaseFigure } from '../figures/case-count.js';
import type { Story } from './story.js';

/** A report of one figure: new cases of a unit on one day, if nothing else is said. The event's id comes back. */
export function tellCases(
  story: Story,
  reportId: string,
  unit: string,
  day: CivilDate,
  total: number,
  o: Partial<CaseFigure> & {
    reportedOn?: CivilDate;
    reportedByUnit?: string | null;
    reportedByPerson?: string;
    reportedAt?: string;
  } = {},
): string {
  const { reportedOn = day, reportedByUnit = unit, reportedByPerson = null, reportedAt, ...figure } = o;
  return story.add('CaseCountReported', reportId, {
    reportId,
    unit,
    figures: [
      {
        measure: 'cases',
        from: day,
        to: day,
        cutoffAt: null,
        total,
        parts: [],
        qualifier: null,
        periodAmbiguous: false,
        ...figure,
      },
    ],
    on: reportedOn,
    reportedByUnit,
    reportedByPerson,
    reportedTo: null,
    ...(reportedAt === undefined ? {} : { reportedAt }),
  });
}
