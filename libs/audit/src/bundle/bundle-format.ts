import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/**
 * The form of an evidence bundle: one ZIP file, every byte of which follows from what it holds. Files stand in one order,
 * are stored and not compressed (two versions of a library compress differently), and bear one date. This file needs
 * nothing of Node, so that a page can open a bundle too.
 */

export const BUNDLE_FORMAT = 'trachnhiem-bundle/1';

/** What a bundle may be about. */
export const BUNDLE_SUBJECTS = ['task', 'person', 'unit', 'directive', 'period'] as const;

/** What was asked. */
export interface BundleQuestion {
  for: (typeof BUNDLE_SUBJECTS)[number];
  /** Id of whom or what it is about; for a period its first day and the first day after, `2021-09-01:2021-10-01`. */
  id: string;
  /** Where the API gives this answer; null for a period, whose answer is made of the bundle's events alone. */
  path: string | null;
  /** Valid time, civil date in Asia/Ho_Chi_Minh. */
  asOf: string;
  /** Known time: ordinal of the last event that the answer could use. */
  knownAt: number;
}

/** One event of the bundle. */
export interface BundledEvent {
  /** Place in the log, counted from 1; the leaf stands at `ordinal - 1` of the tree. */
  ordinal: number;
  /** Canonical JSON of the whole envelope with its ordinal, UTF-8: the bytes that the tree has hashed. */
  leaf: Uint8Array;
  /** C2SP tlog-proof that the leaf is under the checkpoint. */
  proof: string;
}

export interface BundleManifest {
  format: typeof BUNDLE_FORMAT;
  question: BundleQuestion;
  /** Events in the tree of the checkpoint. */
  treeSize: number;
  /** Public keys as verifiers take them (`name+id+key`): the log's, and those of the witnesses that cosigned. */
  keys: { log: string; witnesses: string[] };
  /** How the events were chosen. */
  chosen: {
    /** `streams`: all events of these streams up to `knownAt`. `ordinals`: all events of the log from `first` to `last`. */
    by: 'streams' | 'ordinals';
    streams: string[];
    first: number;
    last: number;
    vi: string;
    en: string;
  };
  /** Ids of the events that the answer names as its evidence; each is in the bundle. */
  evidence: string[];
  /** Ordinals of the events in the bundle, ascending. */
  ordinals: number[];
}

export interface Bundle {
  manifest: BundleManifest;
  /** The very text that the API gives. */
  answer: string;
  /** The signed note of the checkpoint, with cosignatures. */
  checkpoint: string;
  /** In ascending order of the ordinal. */
  events: BundledEvent[];
  /** For people: `index.html`, `README.txt`, and a verifier where there is one. By name; not part of what is proved. */
  pages: ReadonlyMap<string, string>;
}

/** The file is not a bundle in the form that this program writes. */
export class BundleUnreadable extends Error {
  constructor(readonly reason: string) {
    super(`not an evidence bundle: ${reason}`);
    this.name = 'BundleUnreadable';
  }
}

const MANIFEST = 'manifest.json';
const ANSWER = 'answer.json';
const CHECKPOINT = 'checkpoint';
const leafName = (ordinal: number) => `leaves/${padded(ordinal)}.json`;
const proofName = (ordinal: number) => `proofs/${padded(ordinal)}.tlog-proof`;
const PAGE_NAME = /^[A-Za-z][A-Za-z0-9-]*\.(html|txt)$/;
/** Larger files are not opened. */
const MOST_BYTES = 256 * 1024 * 1024;

/** The bytes of a bundle: the same for the same parts, on any machine and at any time. */
export function writeBundle({ manifest, answer, checkpoint, events, pages }: Bundle): Uint8Array {
  const files: Record<string, Uint8Array> = {
    [MANIFEST]: strToU8(`${JSON.stringify(manifest, null, 2)}\n`),
    [ANSWER]: strToU8(answer),
    [CHECKPOINT]: strToU8(checkpoint),
  };
  for (const { ordinal, leaf } of events) files[leafName(ordinal)] = leaf;
  for (const { ordinal, proof } of events) files[proofName(ordinal)] = strToU8(proof);
  for (const [name, text] of pages) {
    if (!PAGE_NAME.test(name)) throw new RangeError(`no name of a page: ${name}`);
    files[name] = strToU8(text);
  }
  // The format has no time zone: this is 1 January 1980, its first moment, wherever it is written.
  return zipSync(files, { level: 0, mtime: new Date(1980, 0, 1), os: 0, attrs: 0 });
}

/**
 * Takes a bundle apart. It checks the form alone, and whether its parts fit together; whether they are true is what the
 * proofs show.
 *
 * @throws {BundleUnreadable}
 */
export function openBundle(bytes: Uint8Array): Bundle {
  const files = unpacked(bytes);
  const manifest = manifestOf(parsed(textOf(files, MANIFEST)));
  const events = manifest.ordinals.map((ordinal) => ({
    ordinal,
    leaf: fileOf(files, leafName(ordinal)),
    proof: textOf(files, proofName(ordinal)),
  }));
  const pages = new Map(
    [...files.keys()].filter((name) => PAGE_NAME.test(name)).map((name) => [name, textOf(files, name)]),
  );
  const bundle = { manifest, answer: textOf(files, ANSWER), checkpoint: textOf(files, CHECKPOINT), events, pages };
  // Two programs may see different files in one ZIP; there is one way to write this one.
  if (!sameBytes(writeBundle(bundle), bytes))
    throw new BundleUnreadable('it holds more than it shows, or was packed anew');
  return bundle;
}

function unpacked(bytes: Uint8Array): Map<string, Uint8Array> {
  if (bytes.length > MOST_BYTES) throw new BundleUnreadable(`larger than ${MOST_BYTES} bytes`);
  const seen = new Set<string>();
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, compression, size, originalSize }) => {
        if (compression !== 0 || size !== originalSize) throw new BundleUnreadable(`${name} is compressed`);
        if (seen.has(name)) throw new BundleUnreadable(`${name} stands twice in it`);
        seen.add(name);
        return true;
      },
    });
    return new Map(Object.entries(files));
  } catch (error) {
    throw error instanceof BundleUnreadable ? error : new BundleUnreadable('no ZIP file, or a damaged one');
  }
}

function fileOf(files: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const bytes = files.get(name);
  if (!bytes) throw new BundleUnreadable(`${name} is missing`);
  return bytes;
}

function textOf(files: ReadonlyMap<string, Uint8Array>, name: string): string {
  const bytes = fileOf(files, name);
  const text = strFromU8(bytes);
  if (!sameBytes(strToU8(text), bytes)) throw new BundleUnreadable(`${name} is not UTF-8`);
  return text;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

function manifestOf(value: unknown): BundleManifest {
  const manifest = (value ?? {}) as Partial<BundleManifest>;
  const { format, question, treeSize, keys, chosen, evidence, ordinals } = manifest;
  if (format !== BUNDLE_FORMAT) throw new BundleUnreadable(`its form is ${String(format)}, not ${BUNDLE_FORMAT}`);
  const sound =
    BUNDLE_SUBJECTS.some((subject) => subject === question?.for) &&
    isText(question?.for) &&
    isText(question.id) &&
    isText(question.asOf) &&
    isCount(question.knownAt) &&
    isCount(treeSize) &&
    isText(keys?.log) &&
    isTexts(keys.witnesses) &&
    (chosen?.by === 'streams' || chosen?.by === 'ordinals') &&
    isTexts(chosen.streams) &&
    isCount(chosen.first) &&
    isCount(chosen.last) &&
    isTexts(evidence) &&
    Array.isArray(ordinals) &&
    ordinals.every((ordinal, i) => isCount(ordinal) && ordinal > (i === 0 ? 0 : Number(ordinals[i - 1])));
  if (!sound) throw new BundleUnreadable(`${MANIFEST} lacks something`);
  return manifest as BundleManifest;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BundleUnreadable(`${MANIFEST} is not JSON`);
  }
}

function padded(ordinal: number): string {
  return String(ordinal).padStart(16, '0');
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
