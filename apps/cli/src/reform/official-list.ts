import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** The three files of a reform: the list before, the list after, and of what each new unit was made, in words. */
export interface OfficialFiles {
  before: string;
  after: string;
  mergers: string;
}

export interface OldUnit {
  code: string;
  name: string;
  /** Code of the unit above; null for a province. */
  above: string | null;
  province: string;
}

export interface NewUnit {
  code: string;
  name: string;
  province: string;
  /** `truocsapnhap`: of what it was made, in words; and the row of the file that says so, counted from 1. */
  words: string;
  line: number;
}

export interface OfficialLists {
  oldProvinces: OldUnit[];
  oldDistricts: OldUnit[];
  oldCommunes: OldUnit[];
  newProvinces: NewUnit[];
  newCommunes: NewUnit[];
  /** SHA-256 of each file, so that a plan says what it was made from. */
  digests: Record<keyof OfficialFiles, string>;
}

interface RawBefore {
  Code: string;
  FullName: string;
  District?: { Code: string; FullName: string; Ward?: { Code: string; FullName: string }[] }[];
}
interface RawAfter {
  Code: string;
  FullName: string;
  Wards?: { Code: string; FullName: string }[];
}
interface RawMerger {
  ma: string | number;
  ten: string;
  magoc: string | number;
  truocsapnhap: string;
}

/** A file is not of the form that is expected. */
export class UnreadableList extends Error {}

/** @throws {UnreadableList} a file is missing, is no JSON, or is not of its form */
export async function readOfficialLists(files: OfficialFiles): Promise<OfficialLists> {
  const [before, after, mergers] = await Promise.all([read(files.before), read(files.after), read(files.mergers)]);
  const lists = listsOf(before.rows as RawBefore[], after.rows as RawAfter[], mergers.rows as RawMerger[]);
  return { ...lists, digests: { before: before.digest, after: after.digest, mergers: mergers.digest } };
}

async function read(file: string): Promise<{ rows: unknown[]; digest: string }> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new UnreadableList(`${file}: ${(error as Error).message}`);
  });
  let rows: unknown;
  try {
    rows = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new UnreadableList(`${file}: ${(error as Error).message}`);
  }
  if (!Array.isArray(rows)) throw new UnreadableList(`${file}: a list is expected`);
  return { rows, digest: createHash('sha256').update(bytes).digest('hex') };
}

function listsOf(
  before: readonly RawBefore[],
  after: readonly RawAfter[],
  mergers: readonly RawMerger[],
): Omit<OfficialLists, 'digests'> {
  const oldProvinces = before.map((p) => unit(p, null, p.Code));
  const districts = before.flatMap((p) => (p.District ?? []).map((d) => ({ d, province: p.Code })));
  const oldDistricts = districts.map(({ d, province }) => unit(d, province, province));
  const oldCommunes = districts.flatMap(({ d, province }) => (d.Ward ?? []).map((w) => unit(w, d.Code, province)));
  const rows = mergers.map((row, i) => ({ row, line: i + 1 }));
  const isProvince = (row: RawMerger) => String(row.magoc) === '0';
  const newProvinces = rows
    .filter(({ row }) => isProvince(row))
    .map(({ row, line }) => made(row, line, code2(row.ma), after.find((p) => p.Code === code2(row.ma))?.FullName));
  const listed = new Map(after.flatMap((p) => (p.Wards ?? []).map((w) => [w.Code, w.FullName] as const)));
  const newCommunes = rows
    .filter(({ row }) => !isProvince(row))
    .map(({ row, line }) => made(row, line, code2(row.magoc), listed.get(String(row.ma))));
  return { oldProvinces, oldDistricts, oldCommunes, newProvinces, newCommunes };
}

function unit(raw: { Code: string; FullName: string }, above: string | null, province: string): OldUnit {
  if (!raw.Code || !raw.FullName) throw new UnreadableList(`a unit without code or name: ${JSON.stringify(raw)}`);
  return { code: raw.Code, name: tidy(raw.FullName), above, province };
}

function made(row: RawMerger, line: number, province: string, listed: string | undefined): NewUnit {
  if (!row.ten || !row.truocsapnhap) throw new UnreadableList(`row ${line} of the mergers has no name or no words`);
  return { code: String(row.ma), name: tidy(listed ?? row.ten), province, words: tidy(row.truocsapnhap), line };
}

function code2(code: string | number): string {
  return String(code).padStart(2, '0');
}

function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u00a0\s]+/gu, ' ')
    .trim();
}
