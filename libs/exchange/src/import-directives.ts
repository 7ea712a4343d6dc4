import { streamOf } from '#domain/decider.js';
import { day, oneOf, required, text } from './columns.js';
import { importKind, type Plan } from './import-kind.js';
import { FORM_WORDS, URGENCY_WORDS } from './import-words.js';
import { sameText } from './same-text.js';

const COLUMNS = {
  directiveId: required(
    text({ vi: ['Mã văn bản', 'Mã'], en: ['Directive id', 'Id'], example: 'ct-16', about: { vi: 'Mã.', en: 'Id.' } }),
  ),
  form: required(oneOf({ vi: 'Hình thức', en: 'Form', about: { vi: 'Hình thức.', en: 'Its form.' } }, FORM_WORDS)),
  issuer: required(
    text({
      vi: ['Mã cơ quan ban hành', 'Cơ quan ban hành'],
      en: ['Issuer'],
      example: 'tinh-a.ubnd',
      about: { vi: 'Mã cơ quan.', en: 'Id of the body.' },
    }),
  ),
  title: required(
    text({
      vi: ['Trích yếu', 'Tên văn bản'],
      en: ['Title'],
      example: 'Về …',
      about: { vi: 'Trích yếu.', en: 'Title.' },
    }),
  ),
  number: text({
    vi: ['Số, ký hiệu', 'Số ký hiệu'],
    en: ['Number'],
    example: '05/KH-UBND',
    about: { vi: 'Như đã in; để trống nếu không có.', en: 'As printed; empty if it has none.' },
  }),
  series: text({
    vi: ['Năm hoặc nhiệm kỳ'],
    en: ['Series'],
    example: '2025',
    about: { vi: 'Khi số không ghi năm.', en: 'Where the number has no year.' },
  }),
  on: required(
    day({ vi: ['Hiệu lực từ ngày', 'Từ ngày'], en: ['In force from', 'On'], about: { vi: 'Ngày.', en: 'The day.' } }),
  ),
  issuedOn: day({ vi: ['Ngày ban hành'], en: ['Issued on'], about: { vi: 'Nếu có ghi.', en: 'Where it is given.' } }),
  urgency: oneOf(
    { vi: 'Độ khẩn', en: 'Urgency', example: '', about: { vi: 'Khẩn, thượng khẩn, hỏa tốc.', en: 'Urgency.' } },
    URGENCY_WORDS,
  ),
};

/** Directives without their clauses. What was issued is changed by amendment, never by a list: a difference is listed. */
export const DIRECTIVES = importKind({
  name: 'directives',
  title: { vi: 'Văn bản chỉ đạo', en: 'Directives' },
  columns: COLUMNS,
  about: (row) => ({
    key: row.directiveId,
    streams: [streamOf('directive', row.directiveId)],
    // The register of an issuer's numbers is written too, one directive after the other.
    needs: [streamOf('unit', row.issuer)],
  }),
  plan: (facts, row): Plan => {
    const known = facts.directive(row.directiveId);
    if (!known) return { result: 'new', commands: [{ command: 'IssueDirective', body: row }] };
    const { issued } = known;
    const differs =
      (['form', 'issuer', 'on'] as const).find((field) => issued[field] !== row[field]) ??
      (['issuedOn', 'urgency'] as const).find((field) => row[field] !== null && issued[field] !== row[field]) ??
      (['title', 'number'] as const).find((field) => !sameText(issued[field], row[field]));
    return differs ? { result: 'decide', code: 'no-command-changes-this', column: differs } : { result: 'unchanged' };
  },
});
