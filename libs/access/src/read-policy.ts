import type { Category } from '#domain/aggregates.js';
import type { PolicyGroup, PolicyRow, Sentence, Way } from './policy-table.js';

/** A row of the policy table for a route that is no command: who may, and whether that it was read is recorded. */
export interface ReadPolicy extends PolicyRow {
  /** Reading there is recorded in the access log. */
  readonly sensitive: boolean;
  /** Why it is, or is not. */
  readonly why: string;
  /** Whoever may not is answered as if there were no such thing: that there is one is a secret too. */
  readonly unseen?: true;
  /** What it is about is known only to the answer, which looks itself whether a way fits; the guard asks for sign-in. */
  readonly inside?: true;
  /** Nothing stands behind the guard here: what is answered is no row of the read models, so PostgreSQL cannot hide it. */
  readonly guardAlone?: true;
}

interface Read {
  names?: Readonly<Record<string, Category | 'stream'>>;
  sensitive?: string;
  ordinary?: string;
  unseen?: true;
  inside?: true;
  guardAlone?: true;
}

/** Writes a row: `sensitive` or `ordinary` says why reading there is recorded, or is not. */
export function read(
  action: string,
  group: PolicyGroup,
  [vi, en]: readonly [string, string],
  ways: readonly Way[],
  { sensitive, ordinary = '', ...more }: Read,
): ReadPolicy {
  return {
    action,
    group,
    what: { vi, en },
    for: ways,
    sensitive: sensitive !== undefined,
    why: sensitive ?? ordinary,
    ...more,
  };
}

const NOW: Way['state'] = ['in-office'];
const TERM: Way['state'] = ['in-office', 'former'];

const OF_THE_STATE: Sentence = {
  vi: 'Bộ máy, chức vụ và văn bản chỉ đạo: ai đã đăng nhập đều được biết.',
  en: 'Units, offices and directives: whoever has signed in may know them.',
};
const SCOPE: Sentence = {
  vi: 'Chỉ những gì thuộc phạm vi của người hỏi: đơn vị mình, cấp dưới, và việc nêu tên mình. Người đứng đầu cũ thấy như trong nhiệm kỳ, với ngày thuộc nhiệm kỳ đó. Phần còn lại coi như không có.',
  en: 'Only what is within the scope of whoever asks: the own unit, those below it, and what names the asker. A former head sees the own term, on dates of that term. All else is as if it did not exist.',
};
const SCOPE_NOW: Sentence = {
  vi: 'Như trên, nhưng chỉ theo chức vụ đang giữ hôm nay: quá trình và bản ghi gốc vượt ra ngoài một nhiệm kỳ đã qua.',
  en: 'The same, by offices held today only: a history and a record go beyond a term that has ended.',
};
const AUDIT: Sentence = {
  vi: 'Kiểm toán, thanh tra dữ liệu xem được tất cả.',
  en: 'An auditor reads everything.',
};
const RAW: Sentence = {
  vi: 'Là bản ghi gốc của mọi đơn vị: chỉ dành cho kiểm toán.',
  en: 'These are the records of every unit as they are: for an auditor alone.',
};
const MYSELF: Sentence = { vi: 'Ai cũng được xem về chính mình.', en: 'Everybody may read about themselves.' };
const SUPERIOR: Sentence = {
  vi: 'Người giữ chức vụ ở cấp trên xem được về cấp dưới.',
  en: 'Whoever holds an office above reads about those below.',
};
const KEEPS: Sentence = {
  vi: 'Văn thư, tổ chức cán bộ giữ hồ sơ này.',
  en: 'A registrar keeps this record.',
};
const HASH: Sentence = {
  vi: 'Chỉ là giá trị băm và chữ ký, không đọc ra được bản ghi nào: ai cũng phải kiểm tra được.',
  en: 'Hashes and signatures, from which no record can be read: anybody has to be able to check them.',
};
const FORM: Sentence = {
  vi: 'Biểu mẫu và mô tả, không có gì trong hồ sơ.',
  en: 'Forms and descriptions, nothing on record.',
};

/** What is open to whoever has signed in. */
export const SIGNED_IN: readonly Way[] = [{ who: 'anyone-signed-in', relation: 'any', basis: OF_THE_STATE }];
/** Answers: what is out of scope is not in them. */
export const IN_SCOPE: readonly Way[] = [
  { who: 'anyone-signed-in', relation: 'within-scope', state: TERM, basis: SCOPE },
];
/** Histories, records and bundles: as IN_SCOPE, but a term that has ended opens nothing. */
export const IN_SCOPE_NOW: readonly Way[] = [
  { who: 'anyone-signed-in', relation: 'within-scope', state: NOW, basis: SCOPE_NOW },
];
export const AUDITOR: readonly Way[] = [{ who: 'auditor', relation: 'any', basis: AUDIT }];
export const AUDITOR_RAW: readonly Way[] = [{ who: 'auditor', relation: 'any', basis: RAW }];
export const ANYBODY_CHECKS: readonly Way[] = [{ who: 'everybody', relation: 'any', basis: HASH }];
export const EVERYBODY: readonly Way[] = [{ who: 'everybody', relation: 'any', basis: FORM }];
/** What counts the days and tasks of one person. */
export const ONE_PERSON: readonly Way[] = [
  { who: 'anyone-signed-in', relation: 'oneself', field: 'personId', basis: MYSELF },
  { who: 'office', relation: 'above', field: 'personId', of: 'person', basis: SUPERIOR },
  ...AUDITOR,
];
/** One person through all offices. */
export const ONE_PERSON_ON_RECORD: readonly Way[] = [
  ...ONE_PERSON,
  { who: 'registrar', relation: 'any', basis: KEEPS },
];

/** What counts the tasks of a unit that a parameter names: a rate over half of them would be a false one. */
export function oneUnit(field: string): readonly Way[] {
  return [
    {
      who: 'office',
      relation: 'speaks-for',
      field,
      basis: { vi: 'Đơn vị xem phiếu của chính mình.', en: 'A unit reads its own sheet.' },
    },
    { who: 'office', relation: 'above', field, basis: SUPERIOR },
    ...AUDITOR,
  ];
}
