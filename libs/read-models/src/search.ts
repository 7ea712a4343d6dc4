import type { CivilDate } from '#domain/civil-date.js';
import { idOf } from '#domain/decider.js';
import { directive } from '#domain/directives/directive.js';
import type { Facts } from '#domain/facts.js';
import { finding } from '#domain/inspections/finding.js';
import { endOf } from '#domain/organisation/succession.js';
import { nameOn, type Unit } from '#domain/organisation/unit.js';
import { foldedText, markedText } from '#domain/vietnamese-text.js';
import type { At, FactReader, Snapshot } from './fact-reader.js';
import type { SearchKind, SearchPart } from './search-text.js';

export interface SearchHit {
  kind: SearchKind;
  id: string;
  /** Its name or title on the date. */
  title: string;
  /** Number of a directive, as recorded. */
  number: string | null;
  /** The text that was found, cut to what is around the words, and the event that says so. */
  matched: { part: SearchPart; snippet: string; event: string };
  /** When the text that was found holds: of a name from when to when, of all else from the day of the thing on. */
  from: CivilDate | null;
  until: CivilDate | null;
  /** Is it so on the date? */
  current: boolean;
  /** 0 to 1, highest first: how much of the query is found, how much else the text says, and whether the marks agree. */
  rank: number;
}

export interface SearchAnswer {
  asOf: CivilDate;
  knownAt: number;
  /** The query as it is compared. */
  query: string;
  hits: SearchHit[];
  /** Streams whose events could not be read; what stands in them may be missing. */
  incomplete: string[];
}

interface Candidate {
  stream: string;
  kind: SearchKind;
  part: SearchPart;
  text: string;
  event: string;
  near: number;
  alike: number;
}

/** So much of the query's trigrams has to be found close together; less in a short word, which one wrong letter changes more. */
const THRESHOLD = { word: '0.5', words: '0.6' };
const SHORT_WORD = 6;
/** Words that have to be found; more are compared only. */
const MAX_WORDS = 8;
/** Texts that are ranked for each hit that is asked for: several texts may find one thing. */
const CANDIDATES_A_HIT = 4;

/**
 * Finds directives, tasks, findings, units and people by what their texts say, marks and small mistakes forgiven. What
 * begins after the date is left out; a unit is found by each of its names.
 */
export async function search(
  reader: FactReader,
  query: { q: string; kind?: SearchKind | undefined; limit?: number | undefined },
  at: At = {},
): Promise<SearchAnswer> {
  const folded = foldedText(query.q);
  const limit = Math.min(Math.max(query.limit ?? 20, 1), 100);
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    const found = folded === '' ? [] : await candidates(snapshot, folded, query.kind ?? null, limit);
    const best = new Map<string, Candidate & { rank: number }>();
    for (const candidate of found) {
      const ranked = { ...candidate, rank: rankOf(candidate, query.q, folded) };
      const other = best.get(candidate.stream);
      if (!other || other.rank < ranked.rank) best.set(candidate.stream, ranked);
    }
    const hits = await snapshot.facts(
      (facts) => [...best.values()].flatMap((candidate) => hitOf(facts, candidate, folded, asOf) ?? []),
      [...best.keys()],
    );
    // A stable order: of equal rank what holds on the date, and then what was recorded first.
    hits.sort((a, b) => b.rank - a.rank || Number(b.current) - Number(a.current));
    return { asOf, knownAt, query: folded, hits: hits.slice(0, limit), incomplete: await snapshot.incomplete() };
  });
}

/**
 * Texts in which each word begins a word, the shortest first; if they are too few, those that are alike as well. Both are
 * look-ups in the index of trigrams, and likeness, which is dear, is worked out for few.
 */
async function candidates(
  snapshot: Snapshot,
  folded: string,
  kind: SearchKind | null,
  limit: number,
): Promise<Candidate[]> {
  const short = !folded.includes(' ') && folded.length < SHORT_WORD;
  await snapshot.rows(
    `SELECT set_config('search_path', current_setting('search_path') || ',' || quote_ident(nspname), true),
            set_config('pg_trgm.word_similarity_threshold', $1, true)
     FROM pg_extension JOIN pg_namespace ns ON ns.oid = extnamespace WHERE extname = 'pg_trgm'`,
    [short ? THRESHOLD.word : THRESHOLD.words],
  );
  const seen = snapshot.seen('stream', 5);
  const known = `known_from <= $2 AND (known_until IS NULL OR known_until > $2) AND ($3::text IS NULL OR kind = $3)
    AND ${seen.sql}`;
  const ranked = (from: string, order: string) =>
    `SELECT stream, kind, part, text, event_id AS event,
            word_similarity($1, folded) AS near, similarity($1, folded) AS alike
     FROM ${from} AS found ORDER BY ${order} event_ordinal, n LIMIT $4`;
  const given = [folded, snapshot.knownAt, kind, limit * CANDIDATES_A_HIT, ...seen.values];
  // Folded text is letters and digits, so that no pattern is among them; it begins and ends with a space.
  const words = [...new Set(folded.split(' '))].slice(0, MAX_WORDS);
  const contains = words.map((_, i) => `folded LIKE $${i + 1 + given.length}`).join(' AND ');
  const exact = await snapshot.rows<Candidate>(
    ranked(
      `(SELECT * FROM search_text WHERE ${contains} AND ${known} ORDER BY length(folded), event_ordinal, n LIMIT $4)`,
      '',
    ),
    [...given, ...words.map((word) => `% ${word}%`)],
  );
  if (exact.length >= limit) return exact;
  const alike = await snapshot.rows<Candidate>(
    ranked(`(SELECT * FROM search_text WHERE $1 <% folded AND ${known})`, 'near DESC, alike DESC,'),
    given,
  );
  return [...exact, ...alike];
}

/** Found near together counts most; then that the text says little else, and that marks which were typed agree. */
function rankOf({ near, alike, text }: Candidate, q: string, folded: string): number {
  const marked = markedText(q);
  const agrees = marked === folded || markedText(text).includes(marked);
  return Number((0.7 * near + 0.2 * alike + (agrees ? 0.1 : 0)).toFixed(4));
}

interface Thing {
  title: string;
  number?: string | null;
  /** The period of the text that was found. */
  from: CivilDate | null;
  until?: CivilDate | null;
  /** First day of the thing itself. */
  begins: CivilDate | null;
}

/** What is found, as of the date. Null: on record no more, or not before the date. */
const THINGS: Readonly<Record<SearchKind, (facts: Facts, id: string, text: string, asOf: CivilDate) => Thing | null>> =
  {
    directive: (facts, id) => {
      const issued = facts.of(directive, id)?.issued;
      return issued ? { title: issued.title, number: issued.number, from: issued.on, begins: issued.on } : null;
    },
    task: (facts, id) => {
      const assigned = facts.task(id)?.assigned;
      return assigned ? { title: assigned.title, from: assigned.on, begins: assigned.on } : null;
    },
    finding: (facts, id) => {
      const logged = facts.of(finding, id)?.logged;
      return logged ? { title: logged.summary, from: logged.on, begins: logged.on } : null;
    },
    unit: (facts, id, text, asOf) => {
      const unit = facts.unit(id);
      return unit && { title: nameOn(unit, asOf), ...periodOfName(facts, unit, text), begins: unit.from };
    },
    person: (facts, id) => {
      const person = facts.person(id);
      return person && { title: person.name, from: null, begins: null };
    },
  };

function hitOf(
  facts: Facts,
  candidate: Candidate & { rank: number },
  folded: string,
  asOf: CivilDate,
): SearchHit | null {
  const { kind, stream, part, text, event, rank } = candidate;
  const id = idOf(stream);
  const thing = THINGS[kind](facts, id, text, asOf);
  if (!thing || (thing.begins !== null && thing.begins > asOf)) return null;
  const { title, number = null, from, until = null } = thing;
  return {
    kind,
    id,
    title: snippetOf(title, folded),
    number,
    matched: { part, snippet: snippetOf(text, folded), event },
    from,
    until,
    current: (from === null || from <= asOf) && (until === null || asOf < until),
    rank,
  };
}

const END_OF_TIME = '9999-12-31';

/** From when to when a unit had a name: until the next one, or its end. */
function periodOfName(facts: Facts, unit: Unit, name: string): { from: CivilDate | null; until: CivilDate | null } {
  const inOrder = [...unit.names].sort((a, b) => ((a.on ?? '') < (b.on ?? '') ? -1 : 1));
  const at = inOrder.findIndex((other) => other.name === name);
  const from = at <= 0 ? unit.from : (inOrder[at]?.on ?? null);
  return { from, until: inOrder[at + 1]?.on ?? endOf(facts, unit, END_OF_TIME)?.on ?? null };
}

const SNIPPET_WORDS = 24;

/** A long text around the words that were asked for; `…` stands for what is left out. */
function snippetOf(text: string, folded: string): string {
  const words = text.split(/\s+/u);
  if (words.length <= SNIPPET_WORDS) return text;
  const asked = folded.split(' ');
  const counts = words.map((word) => {
    const own = foldedText(word);
    return own !== '' && asked.some((one) => own === one || (one.length > 2 && own.startsWith(one.slice(0, 3))))
      ? 1
      : 0;
  });
  let sum = counts.slice(0, SNIPPET_WORDS).reduce((a: number, b) => a + b, 0);
  let [best, start] = [sum, 0];
  for (let i = 1; i + SNIPPET_WORDS <= words.length; i++) {
    sum += (counts[i + SNIPPET_WORDS - 1] ?? 0) - (counts[i - 1] ?? 0);
    if (sum > best) [best, start] = [sum, i];
  }
  const end = start + SNIPPET_WORDS;
  return [start > 0 ? '… ' : '', words.slice(start, end).join(' '), end < words.length ? ' …' : ''].join('');
}
