import type { CivilDate } from '#domain/civil-date.js';
import { streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { nameOn, parentOn, type Unit, valid } from '#domain/organisation/unit.js';
import { day, flag, oneOf, required, type RowOf, text } from './columns.js';
import { importKind, type ImportList, type Plan, type Planned } from './import-kind.js';
import { sameText } from './same-text.js';
import { LEVEL_WORDS, LINE_WORDS, UNIT_KIND_WORDS } from './import-words.js';

const COLUMNS = {
  unitId: required(
    text({
      vi: ['Mã đơn vị', 'Mã'],
      en: ['Unit id', 'Id'],
      example: 'ha-noi.ubnd',
      about: { vi: 'Mã trong hệ thống này.', en: 'Id in this system.' },
    }),
  ),
  kind: required(
    oneOf(
      {
        vi: ['Loại đơn vị', 'Loại'],
        en: ['Kind'],
        about: { vi: 'Địa phương hoặc cơ quan.', en: 'A place or a body.' },
      },
      UNIT_KIND_WORDS,
    ),
  ),
  name: required(
    text({
      vi: ['Tên đơn vị', 'Tên'],
      en: ['Name'],
      example: 'Thành phố A',
      about: { vi: 'Tên đầy đủ.', en: 'Full name.' },
    }),
  ),
  level: oneOf(
    {
      vi: 'Cấp',
      en: 'Level',
      example: 'cấp tỉnh',
      about: { vi: 'Của địa phương.', en: 'Of a place.' },
    },
    LEVEL_WORDS,
  ),
  parent: text({
    vi: ['Mã đơn vị cấp trên', 'Trực thuộc'],
    en: ['Parent', 'Parent id'],
    about: { vi: 'Địa phương hoặc cơ quan cấp trên; để trống nếu không có.', en: 'The unit above; empty if none.' },
  }),
  place: text({
    vi: ['Mã địa phương', 'Đặt tại'],
    en: ['Place', 'Place id'],
    about: { vi: 'Địa phương nơi cơ quan đặt; bắt buộc với cơ quan.', en: 'Where a body sits; a body needs it.' },
  }),
  line: oneOf(
    {
      vi: ['Hệ thống', 'Khối'],
      en: ['Line'],
      example: 'chính quyền',
      about: { vi: 'Của cơ quan.', en: 'Of a body.' },
    },
    LINE_WORDS,
  ),
  from: required(
    day({
      vi: ['Từ ngày', 'Ngày thành lập'],
      en: ['From'],
      about: { vi: 'Ngày đầu tiên tồn tại.', en: 'First day on which it exists.' },
    }),
  ),
  code: text({
    vi: ['Mã hành chính', 'Mã số', 'Mã ĐVHC'],
    en: ['Official code', 'Code'],
    example: '01',
    about: { vi: 'Mã trong danh mục đơn vị hành chính.', en: 'Code in the official list.' },
  }),
  collective: flag({
    vi: 'Cơ quan tập thể',
    en: 'Collective',
    example: 'không',
    about: { vi: 'Ban Thường vụ, Thường trực: không có người đứng đầu riêng.', en: 'Without a head of its own.' },
  }),
  changedOn: day({
    vi: 'Ngày thay đổi',
    en: 'Changed on',
    about: {
      vi: 'Ngày tên, cấp hoặc đơn vị cấp trên thay đổi; để trống thì lấy ngày của danh mục.',
      en: 'Day of a change of name, level or parent; the day of the list if left out.',
    },
  }),
};
type Row = RowOf<typeof COLUMNS>;

/** Places and bodies. A known unit is compared: a new name is a renaming, a new parent or level a move. */
export const UNITS = importKind({
  name: 'units',
  title: { vi: 'Đơn vị', en: 'Units' },
  columns: COLUMNS,
  fields: { on: 'changedOn' },
  about: (row) => ({
    key: row.unitId,
    streams: [streamOf('unit', row.unitId)],
    needs: [row.parent, row.place].map((id) => (id === null ? null : streamOf('unit', id))),
  }),
  plan: (facts, row, list) => {
    const unit = facts.unit(row.unitId);
    return unit ? compared(facts, unit, row, list) : { result: 'new', commands: [registration(row)] };
  },
});

function registration(row: Row): Planned {
  const { unitId, name, parent, from, code } = row;
  return row.kind === 'body'
    ? {
        command: 'RegisterBody',
        body: { unitId, name, place: row.place, line: row.line, parent, from, collective: row.collective },
      }
    : { command: 'RegisterPlace', body: { unitId, name, level: row.level, parent, from, code } };
}

function compared(facts: Facts, unit: Unit, row: Row, list: ImportList): Plan {
  const on = row.changedOn ?? list.asOf;
  const at: CivilDate = on ?? LATEST;
  if (unit.kind !== row.kind) return { result: 'decide', code: 'no-command-changes-this', column: 'kind' };
  if (unit.kind === 'body' && row.place !== null && unit.place !== row.place) return decide('place');
  if (unit.kind === 'body' && row.line !== null && unit.line !== row.line) return decide('line');
  if (row.collective !== null && unit.collective !== row.collective) return decide('collective');
  if (row.code !== null && unit.kind === 'place' && registeredCode(facts, unit) !== row.code) return decide('code');
  if (unit.from !== row.from) return { result: 'decide', code: 'began-otherwise', column: 'from' };
  if (unit.end && unit.end.on <= at) return { result: 'decide', code: 'ended-unit', column: 'unitId' };
  const commands: Planned[] = [];
  const { unitId, name, parent } = row;
  const renamed = !sameText(nameOn(unit, at), name);
  const moved = parentOn(unit, at) !== parent;
  const level = (valid(unit.levels, at) ?? unit.levels[0])?.level ?? null;
  const levelled = row.level !== null && unit.kind === 'place' && level !== row.level;
  if (!renamed && !moved && !levelled) return { result: 'unchanged' };
  if (on === null) return { result: 'decide', code: 'no-day-of-change', column: renamed ? 'name' : 'parent' };
  if (renamed) commands.push({ command: 'RenameUnit', body: { unitId, name, on } });
  if (moved || levelled)
    commands.push({ command: 'MoveUnit', body: { unitId, parent, level: levelled ? row.level : null, on } });
  return { result: 'changed', commands };
}

const LATEST = '2999-12-31';

function decide(column: string): Plan {
  return { result: 'decide', code: 'no-command-changes-this', column };
}

/** The code stands in the record of the registration alone. */
function registeredCode(facts: Facts, unit: Unit): string | null {
  const [first] = facts.streamFacts(streamOf('unit', unit.id));
  const code = first && 'code' in first.data ? first.data.code : null;
  return typeof code === 'string' ? code : null;
}
