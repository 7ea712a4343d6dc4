import { FileRefused, type SheetRow } from './sheet-row.js';

/** Headings of the rows that the official list is turned into. */
const HEADINGS = ['Mã', 'Loại', 'Tên', 'Cấp', 'Mã đơn vị cấp trên', 'Từ ngày', 'Mã hành chính'];

/** Since when the units of a list are taken to exist, where nobody has said: the list itself does not say it. */
export interface UnitListOptions {
  /** Put before the code of each unit to make its id: a code is not an identity, a reform gives it to a new unit. */
  prefix: string;
  /** First day of each unit. */
  from: string;
}

interface Listed {
  code: string;
  name: string;
  below: Listed[];
}

/**
 * The official list of administrative units in the public dvhcvn form (`level1_id`, `level2s`, …) or in the form of
 * `Code`, `FullName`, `District`, `Ward`/`Wards`, as rows of the kind `units`. Parents come before children.
 *
 * @throws {FileRefused} another JSON
 */
export async function* readUnitList(bytes: Uint8Array, options?: UnitListOptions): AsyncGenerator<SheetRow> {
  const { prefix = 'dvhc-', from = '' } = options ?? {};
  const provinces = listedIn(parsed(bytes));
  if (provinces === null || provinces.length === 0) throw new FileRefused('not-a-table', 'JSON');
  let row = 1;
  yield { row, cells: HEADINGS };
  for (const province of provinces) {
    yield { row: ++row, cells: cellsOf(province, 'province', '') };
    for (const second of province.below) {
      // Since 1 July 2025 communes stand directly below provinces; their codes have five digits, those of districts three.
      const level = second.below.length > 0 || second.code.length === 3 ? 'district' : 'commune';
      yield { row: ++row, cells: cellsOf(second, level, province.code) };
      for (const third of second.below) yield { row: ++row, cells: cellsOf(third, 'commune', second.code) };
    }
  }

  function cellsOf({ code, name }: Listed, level: string, parent: string): string[] {
    return [`${prefix}${code}`, 'place', name, level, parent === '' ? '' : `${prefix}${parent}`, from, code];
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new FileRefused('not-a-table', 'JSON');
  }
}

/** Names of code, name and lists below, in either form. */
const CODES = ['level1_id', 'level2_id', 'level3_id', 'Code'];
const NAMES = ['name', 'FullName'];
const BELOW = ['level2s', 'level3s', 'District', 'Ward', 'Wards'];

function listedIn(value: unknown): Listed[] | null {
  const list = isRecord(value) ? value['data'] : value;
  if (!Array.isArray(list)) return null;
  const units: Listed[] = [];
  for (const entry of list as unknown[]) {
    if (!isRecord(entry)) return null;
    // A unit of the third level repeats the codes of those above it in some copies: its own is the deepest.
    const code = CODES.map((key) => entry[key]).findLast((found) => typeof found === 'string');
    const name = NAMES.map((key) => entry[key]).find((found) => typeof found === 'string');
    if (typeof code !== 'string' || typeof name !== 'string') return null;
    const below = BELOW.flatMap((key) =>
      entry[key] === undefined || entry[key] === null ? [] : [listedIn(entry[key])],
    );
    if (below.some((found) => found === null)) return null;
    units.push({ code, name, below: below.flatMap((found) => found ?? []) });
  }
  return units;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
