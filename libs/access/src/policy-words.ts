import type { Check, PolicyRow, Relation, Sentence, Way, Who } from './policy-table.js';

/** Rows of the policy table in plain words, for the page docs/access.md and for the description of each route. */

const WHO: Readonly<Record<Who, Sentence>> = {
  office: { vi: 'Người giữ chức vụ', en: 'A holder of an office' },
  registrar: { vi: 'Văn thư, tổ chức cán bộ', en: 'A registrar' },
  auditor: { vi: 'Kiểm toán', en: 'An auditor' },
  operator: { vi: 'Quản trị vận hành', en: 'An operator' },
  'anyone-signed-in': { vi: 'Người đã đăng nhập', en: 'Whoever has signed in' },
  everybody: { vi: 'Mọi người', en: 'Everybody' },
};

/** `{}` stands for the field. Of the office that acts, or of the person where that is said. */
const RELATION: Readonly<Record<Relation, Sentence>> = {
  'speaks-for': { vi: 'thuộc đơn vị nêu ở {}', en: 'of the unit in {}' },
  'own-office': { vi: 'giữ chính chức vụ nêu ở {}', en: 'holding the office in {} itself' },
  oneself: { vi: 'chính là người nêu ở {}', en: 'who is the person in {}' },
  above: { vi: 'ở cấp trên của {}', en: 'of a body above {}' },
  issues: { vi: 'thuộc nơi đã ban hành, giao, cử hoặc ghi {}', en: 'of whoever issued, gave, sent out or made {}' },
  'leads-task': { vi: 'thuộc đơn vị chủ trì hoặc được giao {}', en: 'of a lead or delegate of {}' },
  'of-the-team': { vi: 'là thành viên đoàn của {}', en: 'who is of the team of {}' },
  'within-scope': { vi: 'thấy được {} trong phạm vi của mình', en: 'who sees {} within scope' },
  any: { vi: '', en: '' },
};

function checkWords(check: Check, language: keyof Sentence): string {
  const field = check.field === undefined ? { vi: 'việc đó', en: 'it' }[language] : `\`${check.field}\``;
  const more = [
    ...(check.inside
      ? [
          check.relation === 'above'
            ? { vi: 'kể cả cơ quan chuyên môn của cấp trên', en: 'or of a department of one' }
            : { vi: 'kể cả cơ quan bên trong', en: 'or of a body inside it' },
        ]
      : []),
    ...(check.coordinators ? [{ vi: 'kể cả đơn vị phối hợp', en: 'coordinators included' }] : []),
    ...(check.ifGiven ? [{ vi: 'nếu có nêu', en: 'if it is given' }] : []),
  ].map((sentence) => sentence[language]);
  return [RELATION[check.relation][language].replace('{}', field), ...more].join(', ');
}

/** Who goes a way, without why. */
export function wayWords(way: Way, language: keyof Sentence): string {
  const and = { vi: ' và ', en: ' and ' }[language];
  const checks = [way, ...(way.and ?? [])].map((check) => checkWords(check, language)).filter((words) => words !== '');
  const fields = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
  const limits = [
    ...(way.without
      ? [{ vi: `khi không nêu ${fields(way.without)}`, en: `where ${fields(way.without)} is left out` }]
      : []),
    ...(way.notOneself
      ? [
          {
            vi: `không phải chính người gửi ở ${fields(way.notOneself)}`,
            en: `not the sender in ${fields(way.notOneself)}`,
          },
        ]
      : []),
    ...(way.among ? [{ vi: `chỉ luồng ${way.among.join(', ')}`, en: `only streams of ${way.among.join(', ')}` }] : []),
    ...(way.state?.includes('former')
      ? [{ vi: 'kể cả người đứng đầu cũ, với ngày thuộc nhiệm kỳ', en: 'also a former head, on days of the term' }]
      : []),
  ].map((sentence) => sentence[language]);
  return [[WHO[way.who][language], checks.join(and)].filter((words) => words !== '').join(' '), ...limits].join('; ');
}

/** Every way of a row with its basis, one a line. */
export function rowLines(row: PolicyRow, language: keyof Sentence): string[] {
  const nobody = { vi: 'Không ai', en: 'Nobody' }[language];
  if (row.for.length === 0) return [[nobody, row.closed?.[language]].filter(Boolean).join(': ')];
  return row.for.map((way) => `${wayWords(way, language)}: ${way.basis[language]}`);
}
