import { streamOf } from '#domain/decider.js';
import { indicator } from '#domain/figures/indicator.js';
import { day, figure, oneOf, required, text } from './columns.js';
import { importKind, type Plan } from './import-kind.js';
import { INDICATOR_WORDS, QUALIFIER_WORDS } from './import-words.js';
import { sameText } from './same-text.js';

const COLUMNS = {
  indicatorId: required(
    text({ vi: ['Mã chỉ tiêu', 'Mã'], en: ['Indicator id', 'Id'], example: 'ct-01', about: { vi: 'Mã.', en: 'Id.' } }),
  ),
  name: required(
    text({
      vi: ['Tên chỉ tiêu', 'Tên'],
      en: ['Name'],
      example: 'Số mũi tiêm',
      about: { vi: 'Số liệu là gì.', en: 'What it is.' },
    }),
  ),
  unit: required(
    text({ vi: ['Mã đơn vị', 'Đơn vị'], en: ['Unit', 'Unit id'], about: { vi: 'Đơn vị.', en: 'The unit.' } }),
  ),
  kind: required(
    oneOf(
      { vi: 'Loại', en: 'Kind', about: { vi: 'Không cộng các loại với nhau.', en: 'Kinds are never summed.' } },
      INDICATOR_WORDS,
    ),
  ),
  value: figure({
    vi: ['Giá trị', 'Số liệu'],
    en: ['Value'],
    about: { vi: 'Giữ như đã báo cáo.', en: 'As reported.' },
  }),
  measuredIn: text({
    vi: ['Đơn vị tính'],
    en: ['Measured in'],
    example: 'mũi',
    about: { vi: 'Đơn vị tính.', en: 'What is counted.' },
  }),
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
    day({ vi: ['Ngày'], en: ['On', 'Day'], about: { vi: 'Ngày của số liệu.', en: 'The day for which it holds.' } }),
  ),
  reason: text({
    vi: ['Lý do đính chính', 'Lý do'],
    en: ['Reason'],
    about: { vi: 'Khi khác với số đã ghi.', en: 'Why it differs from what is on record.' },
  }),
};

/** Figures that are no case counts. Another value for a known figure is a correction. */
export const INDICATORS = importKind({
  name: 'indicators',
  title: { vi: 'Chỉ tiêu, chỉ số', en: 'Indicators' },
  columns: COLUMNS,
  about: (row) => ({
    key: row.indicatorId,
    streams: [streamOf(indicator.category, row.indicatorId)],
    needs: [streamOf('unit', row.unit)],
  }),
  plan: (facts, { reason, ...body }, list): Plan => {
    const { indicatorId, value } = body;
    const known = facts.of(indicator, indicatorId);
    if (!known) return { result: 'new', commands: [{ command: 'ReportIndicator', body }] };
    const { reported } = known;
    const differs = (['unit', 'kind', 'qualifier', 'on'] as const).find((field) => reported[field] !== body[field]);
    if (differs) return { result: 'decide', code: 'no-command-changes-this', column: differs };
    if (!sameText(reported.name, body.name))
      return { result: 'decide', code: 'no-command-changes-this', column: 'name' };
    if (!sameText(reported.measuredIn, body.measuredIn)) {
      return { result: 'decide', code: 'no-command-changes-this', column: 'measuredIn' };
    }
    if (known.value === value) return { result: 'unchanged' };
    const corrected = { indicatorId, value, reason: reason ?? `${list.name} ${list.version}` };
    return { result: 'changed', commands: [{ command: 'CorrectIndicator', body: corrected }] };
  },
});
