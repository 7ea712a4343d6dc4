import { streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import type { Office } from '#domain/organisation/office.js';
import { day, figure, flag, oneOf, type RowOf, text } from './columns.js';
import { importKind, type Plan, type Planned } from './import-kind.js';
import { ACTING_WORDS, HOLDING_WORDS } from './import-words.js';
import { sameText } from './same-text.js';

const COLUMNS = {
  officeId: text({
    vi: ['Mã chức vụ'],
    en: ['Office id', 'Office'],
    example: 'ha-noi.ubnd.ct',
    about: { vi: 'Để trống nếu chỉ ghi nhận người.', en: 'Empty to register the person alone.' },
  }),
  title: text({
    vi: ['Chức vụ', 'Chức danh', 'Tên chức vụ'],
    en: ['Title'],
    example: 'Chủ tịch UBND thành phố A',
    about: { vi: 'Cần khi chức vụ chưa có.', en: 'Needed for a new office.' },
  }),
  body: text({
    vi: ['Mã cơ quan', 'Cơ quan'],
    en: ['Body', 'Body id'],
    example: 'ha-noi.ubnd',
    about: { vi: 'Cơ quan có chức vụ; cần khi chức vụ chưa có.', en: 'The body; needed for a new office.' },
  }),
  head: flag({
    vi: 'Là người đứng đầu',
    en: 'Head',
    about: { vi: 'Có hoặc không; cần khi chức vụ chưa có.', en: 'Yes or no; needed for a new office.' },
  }),
  seats: figure({
    vi: 'Số người giữ',
    en: 'Seats',
    example: '1',
    about: { vi: 'Số người giữ cùng lúc; 1 nếu để trống.', en: 'How many hold it at once; 1 if left out.' },
  }),
  personId: text({
    vi: ['Mã người', 'Mã nhân sự'],
    en: ['Person id', 'Person'],
    example: 'ng-001',
    about: { vi: 'Để trống nếu chỉ ghi nhận chức vụ.', en: 'Empty to register the office alone.' },
  }),
  name: text({
    vi: ['Họ và tên', 'Họ tên'],
    en: ['Person name', 'Full name'],
    example: 'Người A',
    about: { vi: 'Cần khi người chưa có.', en: 'Needed for a new person.' },
  }),
  kind: oneOf(
    {
      vi: 'Hình thức',
      en: 'Kind',
      about: { vi: 'Chính thức (mặc định) hoặc tạm thời.', en: 'Appointed (if left out) or acting.' },
    },
    HOLDING_WORDS,
  ),
  style: oneOf(
    {
      vi: 'Cách gọi khi tạm thời',
      en: 'Acting style',
      about: { vi: 'Quyền, phụ trách, điều hành.', en: 'How an acting holder is styled.' },
    },
    ACTING_WORDS,
  ),
  from: day({ vi: 'Từ ngày', en: 'From', about: { vi: 'Ngày đầu tiên giữ chức vụ.', en: 'First day in office.' } }),
  until: day({
    vi: ['Đến ngày', 'Thôi giữ từ ngày'],
    en: ['Until'],
    example: '',
    about: { vi: 'Ngày đầu tiên không còn giữ chức vụ.', en: 'First day no longer in office.' },
  }),
  termEndsOn: day({
    vi: 'Hết nhiệm kỳ',
    en: 'Term ends on',
    example: '',
    about: { vi: 'Dự kiến; không làm trống chức vụ.', en: 'Planned; it empties no seat.' },
  }),
  replaces: text({
    vi: ['Thay cho', 'Thay người'],
    en: ['Replaces'],
    about: { vi: 'Mã người thôi giữ chức vụ cùng ngày.', en: 'Id of the person who leaves on that day.' },
  }),
};
type Row = RowOf<typeof COLUMNS>;

/** Persons, offices and who holds them: a row may say all three, or a person or an office alone. */
export const APPOINTMENTS = importKind({
  name: 'appointments',
  title: { vi: 'Chức vụ và người giữ chức vụ', en: 'Offices and their holders' },
  columns: COLUMNS,
  fields: { on: 'from', incoming: 'personId', outgoing: 'replaces' },
  about: (row) => {
    const streams = [
      ...(row.officeId === null ? [] : [streamOf('office', row.officeId)]),
      ...(row.personId === null ? [] : [streamOf('person', row.personId)]),
    ];
    const key = [row.officeId, row.personId, row.from].map((part) => part ?? '').join(' ');
    return { key, streams, needs: [row.body === null ? null : streamOf('unit', row.body)] };
  },
  plan: (facts, row) => {
    const parts = [person(facts, row), office(facts, row), holding(facts, row)];
    const open = parts.find((part) => part.result === 'decide');
    if (open) return open;
    const commands = parts.flatMap((part) => ('commands' in part ? part.commands : []));
    if (commands.length === 0) return { result: 'unchanged' };
    return { result: parts.some((part) => part.result === 'changed') ? 'changed' : 'new', commands };
  },
});

function person(facts: Facts, { personId, name }: Row): Plan {
  if (personId === null || name === null) return { result: 'unchanged' };
  const known = facts.person(personId);
  if (!known) return { result: 'new', commands: [{ command: 'RegisterPerson', body: { personId, name } }] };
  return sameText(known.name, name) ? { result: 'unchanged' } : decide('name');
}

function office(facts: Facts, row: Row): Plan {
  const { officeId, title, body, head, seats } = row;
  if (officeId === null) return { result: 'unchanged' };
  const known = facts.office(officeId);
  if (known) {
    if (title !== null && !sameText(known.title, title)) return decide('title');
    if (body !== null && known.body !== body) return decide('body');
    if (head !== null && known.head !== head) return decide('head');
    return seats !== null && known.seats !== seats ? decide('seats') : { result: 'unchanged' };
  }
  // Without its title the row only names an office that has to be on record; the appointment then says that it is not.
  if (title === null) return { result: 'unchanged' };
  const created = { officeId, title, body, head, seats };
  return { result: 'new', commands: [{ command: 'CreateOffice', body: created }] };
}

function holding(facts: Facts, row: Row): Plan {
  const { officeId, personId, from, until, termEndsOn, style, replaces } = row;
  if (officeId === null || personId === null || from === null) return { result: 'unchanged' };
  const kind = row.kind ?? 'appointed';
  const known = facts.office(officeId);
  const held = known?.appointments.find((a) => a.person === personId && a.from === from);
  if (held) {
    if (held.kind !== kind) return decide('kind');
    if (style !== null && held.style !== style) return decide('style');
    if (termEndsOn !== null && held.termEndsOn !== termEndsOn) return decide('termEndsOn');
    if (held.until === until) return { result: 'unchanged' };
    if (until === null || held.until !== null) return decide('until');
    const reason = null;
    return {
      result: 'changed',
      commands: [{ command: 'EndAppointment', body: { officeId, personId, on: until, reason } }],
    };
  }
  if (replaces !== null && kind === 'appointed') {
    const body = { officeId, outgoing: replaces, incoming: personId, on: from, termEndsOn };
    const ended: Planned[] =
      until === null ? [] : [{ command: 'EndAppointment', body: { officeId, personId, on: until, reason: null } }];
    return { result: 'changed', commands: [{ command: 'ReplaceHead', body }, ...ended] };
  }
  if (known && kind === 'appointed' && seatIsTaken(known, from)) {
    return { result: 'decide', code: 'not-the-same-holder', column: 'replaces' };
  }
  return {
    result: 'new',
    commands: [{ command: 'Appoint', body: { officeId, personId, kind, style, from, until, termEndsOn } }],
  };
}

/** One seat, and somebody else on it without an end: whether they left, and when, the list does not say. */
function seatIsTaken(office: Office, from: string): boolean {
  const open = office.appointments.filter((a) => a.kind === 'appointed' && a.from < from && a.until === null);
  return open.length >= office.seats;
}

function decide(column: string): Plan {
  return { result: 'decide', code: 'no-command-changes-this', column };
}
