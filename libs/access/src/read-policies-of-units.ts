import { IN_SCOPE, IN_SCOPE_NOW, ONE_PERSON, ONE_PERSON_ON_RECORD, oneUnit, read, SIGNED_IN } from './read-policy.js';
import type { ReadPolicy } from './read-policy.js';

const OFFICE = 'Who holds or held a public office, as documents show.';
const UNITS = 'Units, not persons.';
const FIGURES = 'Figures of units.';
const DOCUMENT = 'Published documents and what became of them.';

/** Units, offices, persons and documents. */
export const READS_OF_UNITS: readonly ReadPolicy[] = [
  read('GET /units', 'organisation', ['Danh sách đơn vị', 'Units'], SIGNED_IN, { ordinary: UNITS }),
  read('GET /units/{unitId}', 'organisation', ['Một đơn vị', 'A unit'], SIGNED_IN, { ordinary: UNITS }),
  read('GET /units/{unitId}/tree', 'organisation', ['Cây đơn vị', 'A unit with what is below it'], SIGNED_IN, {
    ordinary: UNITS,
  }),
  read('GET /history/units/{unitId}', 'organisation', ['Quá trình của đơn vị', 'The history of a unit'], IN_SCOPE_NOW, {
    ordinary: UNITS,
  }),
  read('GET /offices/{officeId}', 'organisation', ['Một chức vụ', 'An office'], SIGNED_IN, { ordinary: OFFICE }),
  read(
    'GET /offices/unnamed-heads',
    'organisation',
    ['Chức vụ đứng đầu chưa có thông tin', 'Head offices of which no holder is on record'],
    SIGNED_IN,
    { ordinary: OFFICE },
  ),
  read('GET /offices/handovers', 'organisation', ['Bàn giao chức vụ', 'Handovers of offices'], SIGNED_IN, {
    ordinary: OFFICE,
  }),
  read(
    'GET /offices/{officeId}/handovers',
    'organisation',
    ['Bàn giao của một chức vụ', 'Handovers of an office'],
    SIGNED_IN,
    { ordinary: OFFICE },
  ),
  read(
    'GET /history/offices/{officeId}',
    'organisation',
    ['Quá trình của một chức vụ', 'The history of an office'],
    IN_SCOPE_NOW,
    { ordinary: OFFICE },
  ),
  read('GET /persons/{personId}', 'organisation', ['Trang của một người', 'A person'], ONE_PERSON_ON_RECORD, {
    sensitive: 'One person through all offices.',
    guardAlone: true,
  }),
  read(
    'GET /history/persons/{personId}',
    'organisation',
    ['Quá trình của một người', 'The history of a person'],
    ONE_PERSON_ON_RECORD,
    { sensitive: 'One person through all offices, event by event.', guardAlone: true },
  ),
  read(
    'GET /persons/{personId}/work',
    'tasks',
    ['Việc một người đang phụ trách', 'What a person has in hand'],
    ONE_PERSON,
    { sensitive: 'What one person has in hand.', guardAlone: true },
  ),
  read(
    'GET /scorecards/persons/{personId}',
    'tasks',
    ['Phiếu theo dõi của một người', 'The sheet of a person'],
    ONE_PERSON,
    { sensitive: 'Days and tasks counted for one person.', guardAlone: true },
  ),
  read('GET /scorecards/units', 'tasks', ['Bảng theo dõi các đơn vị', 'Units in a table'], oneUnit('place'), {
    ordinary: UNITS,
    guardAlone: true,
  }),
  read(
    'GET /scorecards/units/{unitId}',
    'tasks',
    ['Phiếu theo dõi của đơn vị', 'The sheet of a unit'],
    oneUnit('unitId'),
    { ordinary: UNITS, guardAlone: true },
  ),
  read('GET /offices/{officeId}/work', 'tasks', ['Việc của một chức vụ', 'What an office has in hand'], IN_SCOPE, {
    ordinary: 'What an office has in hand, whoever holds it.',
  }),
  read('GET /units/{unitId}/work', 'tasks', ['Việc của đơn vị', 'What a unit has in hand'], IN_SCOPE, {
    ordinary: UNITS,
  }),
  read(
    'GET /units/{unitId}/accountability-sheet',
    'tasks',
    ['Phiếu trách nhiệm của đơn vị (DOCX)', 'What a unit answers for, as a paper'],
    IN_SCOPE,
    { ordinary: 'Units and offices; as a paper it is recorded as an export.' },
  ),
  read('GET /units/{unitId}/owed-reports', 'figures', ['Báo cáo đơn vị còn nợ', 'Reports that a unit owes'], IN_SCOPE, {
    ordinary: FIGURES,
  }),
  read('GET /units/{unitId}/findings', 'inspections', ['Ghi nhận về đơn vị', 'Findings on a unit'], IN_SCOPE, {
    sensitive: 'Findings on a unit, with who found them.',
  }),
  read('GET /directives', 'directives', ['Văn bản chỉ đạo', 'Directives'], SIGNED_IN, { ordinary: DOCUMENT }),
  read('GET /directives/in-force', 'directives', ['Văn bản còn hiệu lực', 'Directives in force'], SIGNED_IN, {
    ordinary: DOCUMENT,
  }),
  read(
    'GET /directives/unread',
    'directives',
    ['Văn bản chưa xác nhận', 'Directives that somebody has not acknowledged'],
    SIGNED_IN,
    { ordinary: DOCUMENT },
  ),
  read('GET /directives/legal-basis', 'directives', ['Căn cứ pháp lý', 'Legal bases'], SIGNED_IN, {
    ordinary: DOCUMENT,
  }),
  read('GET /directives/{directiveId}', 'directives', ['Một văn bản', 'A directive'], SIGNED_IN, {
    ordinary: DOCUMENT,
  }),
  read(
    'GET /directives/{directiveId}/acknowledgements',
    'directives',
    ['Xác nhận đã nhận', 'Acknowledgements'],
    SIGNED_IN,
    { ordinary: DOCUMENT },
  ),
  read('GET /directives/{directiveId}/cascade', 'directives', ['Văn bản triển khai', 'What took it up'], SIGNED_IN, {
    ordinary: DOCUMENT,
  }),
  read(
    'GET /directives/{directiveId}/legal-basis',
    'directives',
    ['Căn cứ của văn bản', 'The legal basis of a directive'],
    SIGNED_IN,
    { ordinary: DOCUMENT },
  ),
  read(
    'GET /directives/{directiveId}/follow-up-report',
    'directives',
    ['Báo cáo theo dõi thực hiện (DOCX)', 'How its tasks stand, as a paper'],
    IN_SCOPE,
    { ordinary: `${DOCUMENT} As a paper it is recorded as an export.` },
  ),
  read(
    'GET /history/directives/{directiveId}',
    'directives',
    ['Quá trình của văn bản', 'The history of a directive'],
    IN_SCOPE_NOW,
    { ordinary: DOCUMENT },
  ),
  read('GET /number-registers', 'directives', ['Sổ số văn bản', 'Registers of numbers'], SIGNED_IN, {
    ordinary: DOCUMENT,
  }),
  read('GET /number-registers/{issuer}', 'directives', ['Sổ số của một cơ quan', 'A register'], SIGNED_IN, {
    ordinary: DOCUMENT,
  }),
];
