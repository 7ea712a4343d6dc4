import type { InBoth, Language } from '#exchange/columns.js';
import { hasHeading, headingOf, wordOf } from '#exchange/export-words.js';
import type { Json } from '#event-log/json.js';
import {
  BASIS_WORDS,
  CAPACITY_WORDS,
  CERTAINTY_WORDS,
  type FieldWords,
  FLAG_WORDS,
  LIST_WORDS,
  NONE,
  REASON_WORDS,
  type Saying,
  STATE_FIELDS,
  STATUS_WORDS,
} from './state-words.js';
import type { Difference, Item } from './structure-diff.js';

/** The language, and names for ids; an id that has no name stands for itself. */
export interface Naming {
  readonly language: Language;
  unit(id: string): string;
  office(id: string): string;
  person(id: string): string;
}

const EVIDENCE = 'evidence';
const YES_NO: Readonly<Record<'true' | 'false', InBoth>> = {
  true: { vi: 'có', en: 'yes' },
  false: { vi: 'không', en: 'no' },
};
/** Fields that hold ids, where the table of the state says nothing. */
const NAMED_BY_ID: Readonly<Record<string, Saying>> = {
  place: 'unit',
  parent: 'unit',
  issuer: 'unit',
  person: 'person',
  members: 'unit',
  leaderOffice: 'office',
};
/** What says in a word what an item is about, first found first. */
const TITLES = ['title', 'name', 'summary', 'text', 'wording'];
const IDS = [
  'task',
  'finding',
  'draft',
  'directive',
  'team',
  'office',
  'unit',
  'person',
  'holder',
  'class',
  'ref',
  'visitId',
  'from',
  'on',
];
/** An item in words is a line, not a page. */
const LONGEST = 160;

/** One sentence for one difference, without its full stop. Every difference has one, whatever the field. */
export function inWords(difference: Difference, naming: Naming): string {
  const { path, before, after, within } = difference;
  const { language } = naming;
  const about = within.slice(0, isItself(difference) ? -1 : undefined).map((item) => named(item, naming));
  return capital([...about, core()].join(' – '));

  function core(): string {
    if (path.length === 0) return whole(before ?? null, after ?? null, language);
    const field = path.at(-1) ?? '';
    if (field === EVIDENCE) {
      return say(language, 'dựa trên bản ghi khác, nội dung không đổi', 'rests on other records, and says the same');
    }
    if (isItself(difference)) return ofItem(field, before, after, naming);
    const label = labelOf(field, path.slice(0, -1), within, language);
    if (isWords(before) && isWords(after)) return `${label}: ${listChange(before, after, field, naming)}`;
    return `${label}: ${value(field, before, naming)} → ${value(field, after, naming)}`;
  }
}

/** Is it an item of a list that has come, gone or been replaced, rather than a field of one? */
function isItself({ within, before, after, path }: Difference): boolean {
  const item = within.at(-1);
  return item !== undefined && item.list === path.at(-1) && (item.item === after || item.item === before);
}

function whole(before: Json, after: Json, language: Language): string {
  if (before === null) return say(language, 'bắt đầu có trong hồ sơ', 'is on record from here on');
  if (after === null) return say(language, 'không còn trong hồ sơ', 'is on record no more');
  return say(language, 'câu trả lời khác', 'the answer is another');
}

function ofItem(list: string, before: Json | undefined, after: Json | undefined, naming: Naming): string {
  const { language } = naming;
  const called = itemName(list, after ?? before ?? null, language);
  if (before === undefined) return `${say(language, 'thêm', 'added:')} ${called}: ${item(list, after ?? null, naming)}`;
  if (after === undefined) return `${say(language, 'bớt', 'gone:')} ${called}: ${item(list, before, naming)}`;
  return `${called}: ${item(list, before, naming)} → ${item(list, after, naming)}`;
}

/** What is said before a difference inside an item: which one it is. */
function named({ list, item: of }: Item, naming: Naming): string {
  return `${itemName(list, of, naming.language)} ${item(list, of, naming)}`;
}

function itemName(list: string, of: Json, language: Language): string {
  const capacity = list === 'lines' && isFields(of) ? of['capacity'] : undefined;
  if (typeof capacity === 'string') return wordIn(CAPACITY_WORDS, capacity, language);
  return LIST_WORDS[list]?.[language] ?? headingOf(list, language).toLowerCase();
}

/** An item in a few words: a line of an answer by office and holder, others by title and id. */
function item(list: string, of: Json, naming: Naming): string {
  if (!isFields(of)) return short(scalar(of));
  if (list === 'lines' || list === 'holders') return seat(of, naming);
  const ids = IDS.filter((id) => typeof of[id] === 'string').slice(0, 1);
  const id = ids.map((field) => value(field, of[field], naming));
  const title = TITLES.flatMap((field) => (typeof of[field] === 'string' ? [of[field]] : []))[0];
  if (title !== undefined) return short(id[0] === undefined || id[0] === title ? title : `${title} (${id[0]})`);
  if (id[0] !== undefined) return short(id[0]);
  return short(
    Object.entries(of)
      .filter(([field, part]) => field !== EVIDENCE && typeof part !== 'object')
      .map(([field, part]) => value(field, part, naming))
      .join(', '),
  );
}

/** `Chủ tịch UBND quận A (Người B)`; without an office the unit, without a holder the reason. */
function seat(of: { readonly [key: string]: Json }, naming: Naming): string {
  const place = [of['office'], of['unit']].find((id) => typeof id === 'string');
  const where = place === undefined ? null : value(place === of['office'] ? 'office' : 'unit', place, naming);
  const who = typeof of['holder'] === 'string' ? naming.person(of['holder']) : null;
  const why = typeof of['reason'] === 'string' ? wordIn(REASON_WORDS, of['reason'], naming.language) : null;
  const said = who ?? why;
  if (where === null) return said ?? NONE[naming.language];
  return said === null ? where : `${where} (${said})`;
}

function labelOf(field: string, path: readonly string[], within: readonly Item[], language: Language): string {
  // Objects on the way, from the item in which it stands: `end`, `on`. The status of an answer is no step.
  const lists = within.length === 0 ? -1 : path.lastIndexOf(within.at(-1)?.list ?? '');
  const steps = path.slice(lists + 1).filter((step) => step !== 'status');
  return [...steps, field].map((step) => fieldLabel(step, language)).join(', ');
}

function fieldLabel(field: string, language: Language): string {
  const words = fieldWords(field);
  if (words) return words[language];
  if (language === 'en' || hasHeading(field)) return headingOf(field, language);
  return `Trường “${field}”`;
}

function fieldWords(field: string): FieldWords | undefined {
  const words: Readonly<Record<string, FieldWords>> = STATE_FIELDS;
  return Object.hasOwn(words, field) ? words[field] : undefined;
}

function value(field: string, of: Json | undefined, naming: Naming): string {
  const { language } = naming;
  const words = fieldWords(field);
  if (of === undefined || of === null) return (words?.none ?? NONE)[language];
  if (typeof of === 'boolean') return YES_NO[of ? 'true' : 'false'][language];
  if (typeof of === 'number') return String(of);
  if (typeof of === 'string') return short(word(field, words?.says ?? NAMED_BY_ID[field] ?? 'text', of, naming));
  if (isWords(of)) return of.length === 0 ? NONE[language] : of.map((part) => value(field, part, naming)).join(', ');
  if (!Array.isArray(of)) return item(field, of, naming);
  return say(language, `${of.length} mục`, `${of.length} items`);
}

/** How a text is said, by what it is. */
const SAYINGS: Readonly<Record<Saying, (text: string, naming: Naming, field: string) => string>> = {
  text: (text, { language }, field) => wordOf(field, text, language),
  status: (text, { language }) => wordIn(STATUS_WORDS, text, language),
  capacity: (text, { language }) => wordIn(CAPACITY_WORDS, text, language),
  reason: (text, { language }) => wordIn(REASON_WORDS, text, language),
  certainty: (text, { language }) => wordIn(CERTAINTY_WORDS, text, language),
  basis: (text, { language }) => wordIn(BASIS_WORDS, text, language),
  flags: (text, { language }) => wordIn(FLAG_WORDS, text, language).replace(/^acting:/, ''),
  unit: (text, naming) => naming.unit(text),
  office: (text, naming) => naming.office(text),
  person: (text, naming) => naming.person(text),
};

function word(field: string, says: Saying, text: string, naming: Naming): string {
  return SAYINGS[says](text, naming, field);
}

/** The word of a code; a code that the table does not have stands for itself. */
function wordIn(words: Readonly<Record<string, InBoth>>, code: string, language: Language): string {
  return Object.hasOwn(words, code) ? (words[code]?.[language] ?? code) : code;
}

function listChange(before: readonly Json[], after: readonly Json[], field: string, naming: Naming): string {
  const { language } = naming;
  const come = after.filter((one) => !before.includes(one));
  const gone = before.filter((one) => !after.includes(one));
  if (come.length + gone.length === 0) return say(language, 'thứ tự khác', 'in another order');
  const some = (list: readonly Json[]) => short(list.map((one) => value(field, one, naming)).join(', '));
  return [
    ...(come.length > 0 ? [`${say(language, 'thêm', 'added')} ${some(come)}`] : []),
    ...(gone.length > 0 ? [`${say(language, 'bớt', 'gone')} ${some(gone)}`] : []),
  ].join('; ');
}

function isWords(of: Json | undefined): of is readonly Json[] {
  return Array.isArray(of) && (of as readonly Json[]).every((part) => typeof part !== 'object');
}

function isFields(of: Json | undefined): of is { readonly [key: string]: Json } {
  return typeof of === 'object' && of !== null && !Array.isArray(of);
}

function scalar(of: Json): string {
  return typeof of === 'string' ? of : JSON.stringify(of);
}

function say(language: Language, vi: string, en: string): string {
  return language === 'vi' ? vi : en;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function short(text: string): string {
  const letters = [...text];
  return letters.length <= LONGEST ? text : `${letters.slice(0, LONGEST - 1).join('')}…`;
}
