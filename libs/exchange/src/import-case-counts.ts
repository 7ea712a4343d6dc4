import { streamOf } from '#domain/decider.js';
import { caseCount, type CaseFigure } from '#domain/figures/case-count.js';
import { CellRefused, type Column, day, figure, oneOf, required, type RowOf, text } from './columns.js';
import { importKind, type Plan } from './import-kind.js';
import { MEASURE_WORDS, QUALIFIER_WORDS } from './import-words.js';
import { sameText } from './same-text.js';

interface Part {
  name: string;
  value: number;
}

const COLUMNS = {
  reportId: text({
    vi: ['Mã báo cáo'],
    en: ['Report id', 'Report'],
    example: 'bc-2021-09-14-a',
    about: {
      vi: 'Để trống thì lấy theo đơn vị, kỳ và loại số liệu.',
      en: 'Made of unit, period and measure if left out.',
    },
  }),
  unit: required(
    text({
      vi: ['Mã đơn vị', 'Đơn vị'],
      en: ['Unit', 'Unit id'],
      example: 'phuong-a',
      about: { vi: 'Đơn vị mà số liệu nói về.', en: 'The unit that it is about.' },
    }),
  ),
  measure: oneOf(
    { vi: 'Loại số liệu', en: 'Measure', about: { vi: 'Số ca nếu để trống.', en: 'Cases if left out.' } },
    MEASURE_WORDS,
  ),
  from: day({
    vi: ['Kỳ từ ngày', 'Từ ngày'],
    en: ['Period from', 'From'],
    about: { vi: 'Ngày đầu của kỳ; để trống nếu là số tại một ngày.', en: 'First day; empty for a figure of one day.' },
  }),
  to: required(
    day({
      vi: ['Kỳ đến ngày', 'Đến ngày', 'Ngày'],
      en: ['Period to', 'To'],
      about: { vi: 'Ngày cuối của kỳ, tính cả ngày đó.', en: 'Last day of the period, counted.' },
    }),
  ),
  cutoff: cutoffColumn(),
  total: required(
    figure({
      vi: ['Tổng số', 'Số liệu', 'Số ca'],
      en: ['Total'],
      about: { vi: 'Giữ như đã báo cáo.', en: 'Kept as reported.' },
    }),
  ),
  parts: partsColumn(),
  qualifier: oneOf(
    {
      vi: 'Mức độ',
      en: 'Qualifier',
      example: '',
      about: { vi: 'Gần, khoảng, hơn, trung bình.', en: 'Nearly, about, …' },
    },
    QUALIFIER_WORDS,
  ),
  on: required(
    day({
      vi: ['Ngày báo cáo'],
      en: ['Reported on'],
      about: { vi: 'Ngày của báo cáo.', en: 'The day of the report.' },
    }),
  ),
  reportedByUnit: text({
    vi: ['Đơn vị báo cáo'],
    en: ['Reported by'],
    about: { vi: 'Mã đơn vị báo cáo.', en: 'Id of the unit that reports.' },
  }),
  reason: text({
    vi: ['Lý do đính chính', 'Lý do'],
    en: ['Reason'],
    about: {
      vi: 'Khi số liệu khác với số đã ghi; để trống thì lấy tên danh mục.',
      en: 'Why it differs from what is on record; the name of the list if left out.',
    },
  }),
};
type Row = RowOf<typeof COLUMNS>;

/** Reports of case counts, one figure a row. Another total for a known report is a correction. */
export const CASE_COUNTS = importKind({
  name: 'figures',
  title: { vi: 'Báo cáo số ca', en: 'Case counts' },
  columns: COLUMNS,
  fields: { 'figures/0/total': 'total', 'figures/0/from': 'from', 'figures/0/to': 'to', figures: 'total' },
  about: (row) => ({
    key: idOf(row),
    streams: [streamOf(caseCount.category, idOf(row))],
    needs: [streamOf('unit', row.unit), row.reportedByUnit === null ? null : streamOf('unit', row.reportedByUnit)],
  }),
  plan: (facts, row, list): Plan => {
    const reportId = idOf(row);
    const { unit, on, reportedByUnit } = row;
    const known = facts.of(caseCount, reportId);
    if (!known) {
      const body = { reportId, unit, on, figures: [figureOf(row)], reportedByUnit };
      return { result: 'new', commands: [{ command: 'ReportCases', body }] };
    }
    const figure = known.figures[0];
    if (!figure || known.figures.length > 1) return decide('reportId');
    const differs = differing(figure, known.reported, row);
    if (differs !== null) return decide(differs);
    const parts = row.parts ?? figure.parts;
    if (figure.total === row.total && JSON.stringify(parts) === JSON.stringify(figure.parts))
      return { result: 'unchanged' };
    const reason = row.reason ?? `${list.name} ${list.version}`;
    const body = { reportId, figure: 0, total: row.total, parts: row.parts, reason };
    return { result: 'changed', commands: [{ command: 'CorrectCases', body }] };
  },
});

function idOf({ reportId, unit, from, to, measure }: Row): string {
  return reportId ?? [unit, from ?? to, to, measure ?? 'cases'].join('~');
}

function figureOf(row: Row) {
  const { from, to, total, parts, qualifier } = row;
  const cutoffAt = row.cutoff === null ? null : new Date(`${to}T${row.cutoff}:00+07:00`).toISOString();
  return { measure: row.measure ?? 'cases', from, to, cutoffAt, total, parts, qualifier, periodAmbiguous: null };
}

/** The column in which the row says something of the report that no correction changes. */
function differing(
  figure: CaseFigure,
  reported: { unit: string; on: string; reportedByUnit: string | null },
  row: Row,
): string | null {
  const now = figureOf(row);
  if (reported.unit !== row.unit) return 'unit';
  if (figure.measure !== now.measure) return 'measure';
  if (figure.from !== now.from) return 'from';
  if (figure.to !== now.to) return 'to';
  if (
    row.cutoff !== null &&
    (figure.cutoffAt === null || Date.parse(figure.cutoffAt) !== Date.parse(now.cutoffAt ?? ''))
  ) {
    return 'cutoff';
  }
  if (figure.qualifier !== now.qualifier) return 'qualifier';
  if (reported.on !== row.on) return 'on';
  return row.reportedByUnit !== null && !sameText(reported.reportedByUnit, row.reportedByUnit)
    ? 'reportedByUnit'
    : null;
}

function decide(column: string): Plan {
  return { result: 'decide', code: 'no-command-changes-this', column };
}

/** `18:00` or `18h`, in Asia/Ho_Chi_Minh. */
function cutoffColumn(): Column<string | null> {
  const base = text({
    vi: ['Giờ chốt'],
    en: ['Cut-off'],
    example: '18:00',
    about: { vi: 'Giờ chốt số liệu của ngày cuối kỳ.', en: 'When counting stopped on the last day; local time.' },
  });
  return {
    ...base,
    read: (cell) => {
      const value = cell.trim();
      if (value === '') return null;
      const [, hour = '', minute = '00'] = /^(\d{1,2})(?:[:hg](\d{2})?)?$/i.exec(value) ?? [];
      if (hour === '' || Number(hour) > 23 || Number(minute) > 59) throw new CellRefused('not-a-number', value);
      return `${hour.padStart(2, '0')}:${minute}`;
    },
  };
}

/** `cộng đồng: 30; cách ly: 81`. */
function partsColumn(): Column<Part[] | null> {
  const base = text({
    vi: ['Các phần', 'Trong đó'],
    en: ['Parts'],
    example: 'cộng đồng: 30; khu cách ly: 81',
    about: { vi: 'Tên và số, cách nhau bằng dấu chấm phẩy.', en: 'Names and figures, divided by semicolons.' },
  });
  return {
    ...base,
    read: (cell) => {
      if (cell.trim() === '') return null;
      return cell
        .split(/[;\r\n]+/)
        .filter((part) => part.trim() !== '')
        .map((part) => {
          const at = Math.max(part.lastIndexOf(':'), part.lastIndexOf('='));
          const [name, value] = [part.slice(0, Math.max(at, 0)).trim(), part.slice(at + 1).trim()];
          if (name === '' || !/^\d+$/.test(value)) throw new CellRefused('not-a-number', part.trim());
          return { name, value: Number(value) };
        });
    },
  };
}
