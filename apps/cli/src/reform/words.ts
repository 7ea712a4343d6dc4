import { COMMUNE_KINDS, DISTRICT_KINDS, kindAndName } from './names.js';

/** How much of an old unit went into the new one, as the words have it. */
export type Share = 'whole' | 'part' | 'rest';

/** One unit that the words name. */
export interface NamedUnit {
  /** The words from which it was read. */
  text: string;
  kind: string | null;
  name: string;
  /** The district that the words put behind it, as written; `hinted`: it stands behind a later name of the same list. */
  district: { name: string; hinted: boolean } | null;
  share: Share;
  /** Where the other parts went, as far as the words say so. */
  otherParts: string[];
}

export interface ReadWords {
  /** "giữ nguyên": the unit was not rearranged. */
  kept: boolean;
  units: NamedUnit[];
  /** Words that name something that is no unit ("khu vực bãi bồi ven biển"). */
  others: string[];
}

const KINDS = [...COMMUNE_KINDS, ...DISTRICT_KINDS, 'tỉnh'];
/** Typing slips of the kinds, and of the words that say how much. */
const SLIPS: readonly (readonly [RegExp, string])[] = [
  [/thành phô(?=[\s)])/giu, 'thành phố'],
  [/(thị\s+trấn|phường|xã|quận|huyện)(?=\p{Lu})/gu, '$1 '],
  [/\bTPHCM\b/gu, 'thành phố Hồ Chí Minh'],
  [/còn lai/giu, 'còn lại'],
  [/lại củ(?=\s)/giu, 'lại của'],
  [/toàn bố/giu, 'toàn bộ'],
  [/sau khi sắp\s+xếp( theo quy định tại khoản \d+ Điều này)?/giu, ''],
];

/** Parts of a commune, and land that belongs to none: they are named, and they are no units of the list. */
const NO_UNIT = /^(?:khu vực|thôn|xóm|bản|ấp|làng|buôn|tổ dân phố|trường bắn) /iu;

const PART = '⟦part⟧';
const REST = '⟦rest⟧';
const WHOLE = '⟦whole⟧';
const AREA = String.raw`diện\s+tích(?:\s+tự\s+nhiên|\s+TN)?`;
const PEOPLE = String.raw`(?:toàn\s+bộ\s+)?quy\s+mô\s+dân\s+số`;
const AMOUNT = String.raw`(?:\s*(?:${AREA}|${PEOPLE}))?(?:\s*(?:,|và)\s*(?:${AREA}|${PEOPLE}))*`;
const OF = String.raw`(?:\s+của)*(?:\s+(?<plural>các))?`;

/** Reads the words of one row. Nothing is looked up: names stay as they are written. */
export function readWords(words: string): ReadWords {
  const text = SLIPS.reduce((t, [slip, right]) => t.replace(slip, right), words.normalize('NFC').replace(/\s+/gu, ' '));
  if (/^giữ nguyên/iu.test(text.trim())) return { kept: true, units: [], others: [] };
  const marked = text
    // A part of the area and all of the people is a part.
    .replace(new RegExp(String.raw`(?:sắp\s+xếp\s+)?(?:một\s+)?phần\s+còn\s+lại${AMOUNT}${OF}`, 'giu'), mark(REST))
    .replace(new RegExp(String.raw`(?:sắp\s+xếp\s+)?một\s+phần${AMOUNT}${OF}`, 'giu'), mark(PART))
    .replace(new RegExp(String.raw`(?<!⟦)phần\s+(?:${AREA})${AMOUNT}${OF}`, 'giu'), mark(PART))
    .replace(new RegExp(String.raw`toàn\s+bộ${AMOUNT}${OF}`, 'giu'), mark(WHOLE));
  const units: NamedUnit[] = [];
  const others: string[] = [];
  let scope: { share: Share; plural: boolean; kind: string | null } = { share: 'whole', plural: true, kind: null };
  for (const piece of pieces(marked)) {
    const begun = /^(⟦(?:part|rest|whole)⟧)(\+?)/u.exec(piece);
    if (begun?.[1]) scope = { share: shareOf(begun[1]), plural: begun[2] === '+', kind: null };
    const unit = unitIn(begun ? piece.slice(begun[0].length) : piece, scope);
    if (!unit) continue;
    if (unit === 'other') {
      others.push(piece);
      continue;
    }
    // What holds for one unit ends with it, unless the next has no kind of its own and so belongs to it.
    if (!begun && !scope.plural && unit.ownKind) scope = { share: 'whole', plural: true, kind: null };
    units.push({ ...unit.named, share: unit.named.share === 'whole' ? scope.share : unit.named.share });
    scope = { ...scope, kind: unit.named.kind ?? scope.kind };
  }
  return { kept: false, units: hinted(units), others };
}

function mark(sign: string) {
  return (...found: unknown[]) => {
    const groups = found.at(-1) as { plural?: string };
    // The sign begins a piece of its own also where the words forgot the comma.
    return `, ${sign}${groups.plural ? '+' : ''} `;
  };
}

function shareOf(sign: string): Share {
  return sign === PART ? 'part' : sign === REST ? 'rest' : 'whole';
}

/** Cuts at commas, semicolons and "và" outside of brackets. */
function pieces(text: string): string[] {
  const cut: string[] = [];
  let depth = 0;
  let piece = '';
  for (const word of text.split(/(\s+|[,;()])/u)) {
    if (word === '(') depth++;
    if (word === ')') depth = Math.max(0, depth - 1);
    if (depth === 0 && (word === ',' || word === ';' || word === 'và')) {
      cut.push(piece);
      piece = '';
    } else piece += word;
  }
  return [...cut, piece].map((p) => p.replace(/\s+/gu, ' ').trim()).filter((p) => p !== '' && p !== '.');
}

function unitIn(
  piece: string,
  scope: { kind: string | null },
): { named: NamedUnit; ownKind: boolean } | 'other' | null {
  const brackets = [...piece.matchAll(/\(([^)]*)\)?/gu)].map((m) => (m[1] ?? '').trim());
  const outside = piece
    .replace(/\([^)]*\)?/gu, ' ')
    .replace(/[.⟦⟧+]+$/gu, '')
    .replace(/^của (?:các )?/iu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  if (outside === '') return null;
  if (NO_UNIT.test(outside)) return 'other';
  const { kind, name } = kindAndName(outside.replace(/^các /iu, ''), KINDS);
  const named: NamedUnit = {
    text: piece,
    kind: kind ?? scope.kind,
    name,
    district: null,
    share: 'whole',
    otherParts: [],
  };
  for (const bracket of brackets) readBracket(bracket, named);
  return { named, ownKind: kind !== null };
}

function readBracket(bracket: string, named: NamedUnit): void {
  const into = /sáp nhập vào (.*)$/iu.exec(bracket);
  if (/⟦rest⟧|còn lại/iu.test(bracket)) named.share = 'rest';
  else if (/⟦part⟧|một phần/iu.test(bracket)) named.share = 'part';
  if (into?.[1]) named.otherParts.push(...pieces(into[1]));
  const within = bracket.replace(/^thuộc /iu, '');
  if (kindAndName(within, DISTRICT_KINDS).kind !== null) named.district = { name: within, hinted: false };
}

/** "Phường 1, Phường 3, Phường 9 (thành phố Trà Vinh)": what stands behind the last may hold for those before it. */
function hinted(units: readonly NamedUnit[]): NamedUnit[] {
  let behind: string | null = null;
  return [...units]
    .reverse()
    .map((unit) => {
      if (unit.district) behind = unit.district.name;
      return unit.district || behind === null ? unit : { ...unit, district: { name: behind, hinted: true } };
    })
    .reverse();
}
