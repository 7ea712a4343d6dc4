import { createHash } from 'node:crypto';
import type { NewUnit, OfficialLists, OldUnit } from './official-list.js';
import type { Claim, Unmatched } from './claims.js';
import { type ProposedSuccession, type SuccessorMap, SURE } from './successor-map.js';

/** The first day of the new units: Nghị quyết 202/2025/QH15, 203/2025/QH15, Luật 72/2025/QH15. */
export const REFORM_DAY = '2025-07-01';

/** One line of the proposal and of the approved plan: JSON lines, so that a person can read, sort and compare them. */
export type PlanLine =
  | ({ is: 'header' } & PlanHeader)
  | ({ is: 'succession' } & ProposedSuccession & { above: string | null; decision?: Decision })
  | {
      is: 'new';
      level: 'province' | 'commune';
      code: string;
      name: string;
      above: string | null;
      row: number;
      words: string;
    }
  | ({ is: 'unmatched' } & Unmatched & { decision?: Decision })
  | ({ is: 'other' } & Unmatched);

export interface PlanHeader {
  on: string;
  digests: OfficialLists['digests'];
  counts: Counts;
  /** Only in an approved plan: who, and which proposal and decisions. */
  approved?: { by: string; at: string; proposal: string; decisions: string };
}

/** What a person decides: the successors of an old unit, or that words of a new one need no old unit. */
export interface Decision {
  old?: string;
  into?: string[];
  new?: string;
  words?: string;
  by: string;
  reason: string;
}

export interface Counts {
  old: Record<'provinces' | 'districts' | 'communes', number>;
  new: Record<'provinces' | 'communes', number>;
  communes: Record<'merge' | 'split' | 'kept' | 'none', number>;
  /** Old communes by the confidence of their least sure successor. */
  byConfidence: Record<string, number>;
  matched: number;
  toDecide: number;
  unmatchedWords: number;
  otherWords: number;
  /** New communes whose words name no old unit. */
  fromNothing: number;
}

/** A plan, a proposal or a decision is not as it has to be; the lines say where. */
export class PlanProblem extends Error {
  constructor(
    message: string,
    readonly details: readonly string[] = [],
  ) {
    super([message, ...details.slice(0, 20)].join('\n  '));
  }
}

export function proposalLines(lists: OfficialLists, map: SuccessorMap): PlanLine[] {
  const units = new Map<string, OldUnit>(
    [...lists.oldProvinces, ...lists.oldDistricts, ...lists.oldCommunes].map((u) => [u.code, u]),
  );
  const made = (level: 'province' | 'commune') => (u: NewUnit) => ({
    is: 'new' as const,
    level,
    code: u.code,
    name: u.name,
    above: level === 'province' ? null : u.province,
    row: u.line,
    words: u.words,
  });
  const lines: PlanLine[] = [
    ...map.successions.map((s) => ({ is: 'succession' as const, ...s, above: units.get(s.old)?.above ?? null })),
    ...lists.newProvinces.map(made('province')),
    ...lists.newCommunes.map(made('commune')),
    ...map.unmatched.map((u) => ({ is: 'unmatched' as const, ...u })),
    ...map.others.map((u) => ({ is: 'other' as const, ...u })),
  ];
  return [{ is: 'header', on: REFORM_DAY, digests: lists.digests, counts: countsOf(lines) }, ...lines];
}

export function countsOf(lines: readonly PlanLine[]): Counts {
  const old = successionsOf(lines);
  const communes = old.filter((s) => s.level === 'commune');
  const made = lines.flatMap((l) => (l.is === 'new' ? [l] : []));
  const named = new Set(old.flatMap((s) => s.claims.map((c) => c.into)));
  const byConfidence: Record<string, number> = {};
  const kinds = { merge: 0, split: 0, kept: 0, none: 0 };
  for (const commune of communes) {
    kinds[commune.kind] += 1;
    const least = commune.claims.length === 0 ? 0 : Math.min(...commune.claims.map((c) => c.confidence));
    byConfidence[least.toFixed(2)] = (byConfidence[least.toFixed(2)] ?? 0) + 1;
  }
  const of = (level: string) => old.filter((s) => s.level === level).length;
  const toDecide = old.filter(isOpen).length;
  return {
    old: { provinces: of('province'), districts: of('district'), communes: communes.length },
    new: {
      provinces: made.filter((u) => u.level === 'province').length,
      communes: made.filter((u) => u.level === 'commune').length,
    },
    communes: kinds,
    byConfidence: Object.fromEntries(Object.entries(byConfidence).sort(([a], [b]) => (a < b ? 1 : -1))),
    matched: communes.filter((s) => s.claims.length > 0 && s.decide.length === 0).length,
    toDecide,
    unmatchedWords: lines.filter((l) => l.is === 'unmatched' && !l.decision).length,
    otherWords: lines.filter((l) => l.is === 'other').length,
    fromNothing: made.filter((u) => u.level === 'commune' && !named.has(u.code)).length,
  };
}

export function successionsOf(lines: readonly PlanLine[]) {
  return lines.flatMap((l) => (l.is === 'succession' ? [l] : []));
}

function isOpen(s: ProposedSuccession & { decision?: Decision }): boolean {
  return (s.decide.length > 0 || s.claims.length === 0) && !s.decision;
}

/**
 * The approved plan: the proposal with the decisions put in, and every check made on it.
 *
 * @throws {PlanProblem} a decision is about something that is not in the proposal, or something is left open
 */
export function approve(
  proposal: string,
  decisions: string,
  approved: { by: string; at: string },
): { lines: PlanLine[]; decided: number } {
  const lines = parseLines(proposal) as PlanLine[];
  const decided = withDecisions(lines, parseLines(decisions) as Decision[]);
  const header = headerOf(decided.lines);
  const rest = decided.lines.filter((l) => l.is !== 'header');
  requireComplete(rest);
  const stamp = { ...approved, proposal: sha256(proposal), decisions: sha256(decisions) };
  const head: PlanLine = { ...header, is: 'header', counts: countsOf(rest), approved: stamp };
  return { lines: [head, ...rest], decided: decided.count };
}

function withDecisions(lines: readonly PlanLine[], decisions: readonly Decision[]) {
  const made = new Map(lines.flatMap((l) => (l.is === 'new' ? [[l.code, l] as const] : [])));
  const open = new Map<string, Decision>();
  const wrong: string[] = [];
  for (const decision of decisions) {
    const key = decision.old === undefined ? `${decision.new ?? ''} ${decision.words ?? ''}` : decision.old;
    if (open.has(key)) wrong.push(`decided twice: ${key}`);
    if (!decision.by || !decision.reason) wrong.push(`without who decided and why: ${key}`);
    const unknown = (decision.into ?? []).filter((code) => !made.has(code));
    if (decision.old !== undefined && (decision.into ?? []).length === 0) wrong.push(`without a successor: ${key}`);
    if (unknown.length > 0) wrong.push(`no new unit has the code ${unknown.join(', ')}: ${key}`);
    if (new Set(decision.into).size !== (decision.into ?? []).length) wrong.push(`a successor twice: ${key}`);
    open.set(key, decision);
  }
  let count = 0;
  const result = lines.map((line): PlanLine => {
    const key = line.is === 'succession' ? line.old : line.is === 'unmatched' ? `${line.new} ${line.words}` : '';
    const decision = open.get(key);
    if (!decision || (line.is !== 'succession' && line.is !== 'unmatched')) return line;
    open.delete(key);
    count += 1;
    if (line.is === 'unmatched') return { ...line, decision };
    const claims = (decision.into ?? []).map((into) => ({
      into,
      share: (decision.into ?? []).length > 1 ? ('part' as const) : ('whole' as const),
      confidence: 1,
      reason: `decided by ${decision.by}: ${decision.reason}`,
      words: '',
      line: made.get(into)?.row ?? 0,
    }));
    return { ...line, kind: claims.length > 1 ? 'split' : 'merge', claims, decision };
  });
  wrong.push(...[...open.keys()].map((key) => `nothing in the proposal is called ${key}`));
  if (wrong.length > 0) throw new PlanProblem('The decisions do not fit the proposal:', wrong);
  return { lines: withDistricts(result), count };
}

/** What a decision gives a commune is a successor of its district too. */
function withDistricts(lines: readonly PlanLine[]): PlanLine[] {
  const decided = successionsOf(lines).filter((s) => s.decision && s.level === 'commune');
  return lines.map((line) => {
    if (line.is !== 'succession' || line.level !== 'district' || line.decision) return line;
    // One that went into a single unit as a whole has no other successors.
    if (!line.claims.every((c) => c.share === 'part')) return line;
    const known = new Set(line.claims.map((c) => c.into));
    const own = decided.filter((s) => s.above === line.old).flatMap((s) => s.claims);
    const added = own.filter((c) => !known.has(c.into) && known.add(c.into));
    return added.length === 0 ? line : { ...line, kind: 'split', claims: [...line.claims, ...added.map(asPart)] };
  });
}

function asPart(claim: Claim): Claim {
  return { ...claim, share: 'part' };
}

/**
 * None is lost and none doubled: every old unit stands once and has a successor, each pair stands once, every successor is
 * a new unit, and every new unit was made of something.
 *
 * @throws {PlanProblem}
 */
export function requireComplete(lines: readonly PlanLine[]): void {
  const wrong: string[] = [];
  const made = new Map(lines.flatMap((l) => (l.is === 'new' ? [[l.code, l] as const] : [])));
  const seen = new Set<string>();
  for (const s of successionsOf(lines)) {
    const key = `${s.level} ${s.old} ${s.name}`;
    if (seen.has(s.old)) wrong.push(`doubled: ${key}`);
    seen.add(s.old);
    if (isOpen(s)) wrong.push(`to be decided: ${key} (${s.decide.join('; ') || 'no successor'})`);
    const into = s.claims.map((c) => c.into);
    if (new Set(into).size !== into.length) wrong.push(`a successor twice: ${key}`);
    for (const code of into) if (!made.has(code)) wrong.push(`no new unit ${code}: ${key}`);
    if (!s.decision && s.claims.some((c) => c.confidence < SURE)) wrong.push(`unsure: ${key}`);
  }
  const named = new Set(successionsOf(lines).flatMap((s) => s.claims.map((c) => c.into)));
  for (const unit of made.values()) if (!named.has(unit.code)) wrong.push(`made of nothing: ${unit.code} ${unit.name}`);
  for (const l of lines)
    if (l.is === 'unmatched' && !l.decision) wrong.push(`words not accounted for: ${l.new} "${l.words}"`);
  if (wrong.length > 0) throw new PlanProblem(`The plan is not complete (${wrong.length}):`, wrong);
}

/** @throws {PlanProblem} the file is no approved plan */
export function approvedPlan(text: string): { header: PlanHeader; lines: PlanLine[] } {
  const lines = parseLines(text) as PlanLine[];
  const header = headerOf(lines);
  if (!header.approved) throw new PlanProblem('The plan has not been approved; see `reform approve`.');
  requireComplete(lines);
  return { header, lines };
}

export function headerOf(lines: readonly PlanLine[]): PlanHeader {
  const [first] = lines;
  if (first?.is !== 'header') throw new PlanProblem('The file has no header line; see `reform propose`.');
  return first;
}

export function parseLines(text: string): object[] {
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    try {
      const value: unknown = JSON.parse(line);
      if (typeof value === 'object' && value !== null) return [value];
    } catch {
      // Said below.
    }
    throw new PlanProblem(`Line ${i + 1} is no JSON object.`);
  });
}

export function formatLines(lines: readonly object[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
