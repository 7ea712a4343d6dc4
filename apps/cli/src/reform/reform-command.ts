import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { CommandDesk } from '#commands/command-desk.js';
import type { FactReader } from '#read-models/fact-reader.js';
import { addDays } from '#domain/civil-date.js';
import { bind, type OfficialPlace, type RegisteredPlace } from './binding.js';
import { type OfficialFiles, readOfficialLists } from './official-list.js';
import {
  approve,
  approvedPlan,
  formatLines,
  headerOf,
  parseLines,
  type PlanLine,
  PlanProblem,
  proposalLines,
  successionsOf,
} from './plan.js';
import { LEGAL_BASES, type Phase, reformPhases } from './reform-records.js';
import { type RecordProgress, recordPhases, registeredPlaces } from './record-reform.js';
import { proposeSuccessors } from './successor-map.js';

/** What the command may use of a system; opened only by those subcommands that need one. */
export interface ReformSystem {
  desk: CommandDesk;
  reader: FactReader;
}

export interface ReformCall {
  args: string[];
  /** Opens the system; called at most once. */
  system: () => Promise<ReformSystem>;
  print: (text: string) => void;
  onProgress: (progress: RecordProgress) => void;
  signal: AbortSignal;
  now: () => Date;
}

interface Subcommand {
  usage: string;
  help: string;
  run(call: ReformCall): Promise<void>;
}

const FILES = '--before FILE --after FILE --mergers FILE';

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  propose: {
    usage: `propose ${FILES} --out PROPOSAL`,
    help: 'Reads the lists before and after and the words of what each new unit was made of; writes a proposal: JSON lines, one a unit, each with successors, confidence, reason, and what a person has to decide. Records nothing.',
    async run({ args, print }) {
      const { values } = parseArgs({
        args,
        options: { before: TEXT, after: TEXT, mergers: TEXT, out: TEXT },
      });
      const files: OfficialFiles = {
        before: need(values.before, '--before'),
        after: need(values.after, '--after'),
        mergers: need(values.mergers, '--mergers'),
      };
      const out = need(values.out, '--out');
      const lists = await readOfficialLists(files);
      const lines = proposalLines(lists, proposeSuccessors(lists));
      await writeFile(out, formatLines(lines));
      print(JSON.stringify(headerOf(lines).counts, null, 2));
    },
  },
  show: {
    usage: 'show PLAN [--old CODE] [--new CODE] [--undecided]',
    help: 'Prints the counts of a proposal or an approved plan; the lines of one old or new unit; or what is left to be decided.',
    async run({ args, print }) {
      const { values, positionals } = parseArgs({
        args,
        allowPositionals: true,
        options: { old: TEXT, new: TEXT, undecided: { type: 'boolean' } },
      });
      const lines = parseLines(await text(need(positionals[0], 'PLAN'))) as PlanLine[];
      const shown = lines.filter((l) => {
        if (values.old !== undefined) return l.is === 'succession' && l.old === values.old;
        if (values.new !== undefined) return concerns(l, values.new);
        return values.undecided === true && isUndecided(l);
      });
      const counted = values.old === undefined && values.new === undefined && !values.undecided;
      print(counted ? JSON.stringify(headerOf(lines), null, 2) : formatLines(shown).trimEnd());
    },
  },
  approve: {
    usage: 'approve PROPOSAL [--decisions FILE] --by PERSON --out PLAN',
    help: 'Puts a person’s decisions into the proposal and writes the approved plan. Decisions are JSON lines: {"old": CODE, "into": [CODE, …], "by": PERSON, "reason": TEXT}, or {"new": CODE, "words": TEXT, "by": …, "reason": …} for words that need no old unit. Refused while anything is open, lost or doubled.',
    async run({ args, print, now }) {
      const { values, positionals } = parseArgs({
        args,
        allowPositionals: true,
        options: { decisions: TEXT, by: TEXT, out: TEXT },
      });
      const proposal = await text(need(positionals[0], 'PROPOSAL'));
      const decisions = values.decisions === undefined ? '' : await text(values.decisions);
      const by = need(values.by, '--by');
      const out = need(values.out, '--out');
      const { lines, decided } = approve(proposal, decisions, { by, at: now().toISOString() });
      await writeFile(out, formatLines(lines));
      print(JSON.stringify({ decided, ...headerOf(lines).counts }, null, 2));
    },
  },
  record: {
    usage:
      'record PLAN [--old-from DATE] [--no-bodies] [--basis-province TEXT] [--basis-district TEXT] [--basis-commune TEXT] [--dry-run]',
    help: 'Records an approved plan: the old units that are not on record, the new ones with their leading bodies and head offices (--no-bodies: without), the ends with their successors. Units on record are recognised by name and unit above and are ended themselves; --dry-run prints which. May be stopped and run again. --old-from: first day for which the old list is recorded, 2025-06-30 if left out.',
    async run(call) {
      const { values, positionals } = parseArgs({
        args: call.args,
        allowPositionals: true,
        options: {
          'old-from': TEXT,
          'no-bodies': { type: 'boolean' },
          'basis-province': TEXT,
          'basis-district': TEXT,
          'basis-commune': TEXT,
          'dry-run': { type: 'boolean' },
        },
      });
      const { header, lines } = approvedPlan(await text(need(positionals[0], 'PLAN')));
      const { desk, reader } = await call.system();
      const registered = await registeredPlaces(reader, addDays(header.on, -1));
      const bindings = bind(registered, officialPlaces(lines), header.on);
      const phases = reformPhases(header, lines, bindings, {
        bases: {
          province: values['basis-province'] ?? LEGAL_BASES.province,
          district: values['basis-district'] ?? LEGAL_BASES.district,
          commune: values['basis-commune'] ?? LEGAL_BASES.commune,
        },
        oldFrom: values['old-from'] ?? addDays(header.on, -1),
        bodies: !values['no-bodies'],
        top: topOf(registered),
      });
      const known = [...bindings.byCode.values()].flat().filter((b) => !b.unit.startsWith('dvhc-'));
      const plan = { bound: known, notOfTheList: bindings.unbound.map((p) => p.unit), phases: sizes(phases) };
      if (values['dry-run']) return call.print(JSON.stringify(plan, null, 2));
      const startedAt = call.now().getTime();
      const run = await recordPhases(desk, phases, { onProgress: call.onProgress, signal: call.signal });
      const seconds = (call.now().getTime() - startedAt) / 1000;
      call.print(JSON.stringify({ ...plan, ...run, seconds, stopped: call.signal.aborted }, null, 2));
    },
  },
};

const TEXT = { type: 'string' } as const;

export const REFORM_USAGE = 'reform SUBCOMMAND';
export const REFORM_HELP = `A reorganisation of the administrative units from the official lists (1 July 2025): propose, decide, record.

${Object.values(SUBCOMMANDS)
  .map((sub) => `  reform ${sub.usage}\n      ${sub.help}`)
  .join('\n')}`;

/** @throws {PlanProblem} what is wrong with the arguments or the files, and where */
export async function runReform(call: ReformCall): Promise<void> {
  const [name, ...args] = call.args;
  const sub = name !== undefined && Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  if (!sub || args.includes('--help')) {
    call.print(sub ? `npm run cli -- reform ${sub.usage}\n\n${sub.help}` : REFORM_HELP);
    if (!sub && name !== undefined && name !== '--help') throw new PlanProblem(`No subcommand is called ${name}.`);
    return;
  }
  await sub.run({ ...call, args });
}

function officialPlaces(lines: readonly PlanLine[]): OfficialPlace[] {
  return successionsOf(lines).map(({ old, name, level, above }) => ({ code: old, name, level, above }));
}

/** The one central place on record, if there is one. */
function topOf(registered: readonly RegisteredPlace[]): string | null {
  const central = registered.filter((place) => place.level === 'central');
  return central.length === 1 ? (central[0]?.unit ?? null) : null;
}

function sizes(phases: readonly Phase[]): Record<string, number> {
  return Object.fromEntries(phases.map((phase) => [phase.name, phase.records.length]));
}

function concerns(line: PlanLine, code: string): boolean {
  if (line.is === 'new') return line.code === code;
  if (line.is === 'succession') return line.level === 'commune' && line.claims.some((c) => c.into === code);
  return (line.is === 'unmatched' || line.is === 'other') && line.new === code;
}

function isUndecided(line: PlanLine): boolean {
  if (line.is === 'unmatched') return !line.decision;
  return line.is === 'succession' && !line.decision && line.decide.length > 0;
}

async function text(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new PlanProblem(`${file}: ${(error as Error).message}`);
  });
}

function need(value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw new PlanProblem(`${what} is missing; see --help.`);
  return value;
}
