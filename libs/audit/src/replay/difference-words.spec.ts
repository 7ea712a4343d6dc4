import { TASK_STATUSES } from '#domain/tasks/task-status.js';
import { CAPACITIES } from '#domain/tasks/who-answers.js';
import type { Json } from '#event-log/json.js';
import type { Language } from '#exchange/columns.js';
import { inWords, type Naming } from './difference-words.js';
import { CAPACITY_WORDS, FLAG_WORDS, LIST_WORDS, REASON_WORDS, STATE_FIELDS, STATUS_WORDS } from './state-words.js';
import { differences, SAME_ITEM } from './structure-diff.js';

const NAMES: Readonly<Record<string, string>> = {
  qa: 'Quận A',
  qb: 'Quận B',
  'qa.ct': 'Chủ tịch UBND Quận A',
  'qb.ct': 'Chủ tịch UBND Quận B',
  an: 'Người A',
  binh: 'Người B',
};
const named = (id: string) => NAMES[id] ?? id;
const naming = (language: Language): Naming => ({ language, unit: named, office: named, person: named });
const told = (before: Json, after: Json, language: Language = 'vi') =>
  differences(before, after).map((difference) => inWords(difference, naming(language)));

const line = (more: { [key: string]: Json } = {}) => ({
  capacity: 'answers',
  unit: 'qa',
  office: 'qa.ct',
  holder: 'an',
  certainty: 'recorded',
  basis: 'rule',
  since: '2021-01-01',
  until: null,
  reason: null,
  flags: [],
  evidence: ['e1'],
  ...more,
});
const gone = { holder: null, certainty: null, since: null, reason: 'vacant' };

/** Two answers, and the difference in both languages. */
const TOLD: readonly [what: string, before: Json, after: Json, vi: string[], en: string[]][] = [
  [
    'a status',
    { status: { status: 'open-in-term' } },
    { status: { status: 'open-overdue' } },
    ['Trạng thái: trong hạn → quá hạn'],
    ['Status: in term → overdue'],
  ],
  [
    'a deadline',
    { status: { deadline: null } },
    { status: { deadline: '2026-03-01' } },
    ['Hạn: không nêu → 2026-03-01'],
    ['Deadline: not set → 2026-03-01'],
  ],
  [
    'a closing',
    { closedOn: null, status: { completedOn: null, overdueDays: 0 } },
    { closedOn: '2021-09-03', status: { completedOn: '2021-09-02', overdueDays: 2 } },
    ['Ngày kết thúc: chưa → 2021-09-03', 'Ngày hoàn thành: chưa → 2021-09-02', 'Số ngày quá hạn: 0 → 2'],
    ['Closed on: not yet → 2021-09-03', 'Completed on: not yet → 2021-09-02', 'Days overdue: 0 → 2'],
  ],
  [
    'marks',
    { status: { flags: ['conflict'] } },
    { status: { flags: ['extended-after-expiry'] } },
    ['Lưu ý: thêm gia hạn sau khi đã quá hạn; bớt ghi nhận mâu thuẫn'],
    ['Notes: added extended after it had expired; gone conflicting records'],
  ],
  [
    'another holder',
    { lines: [line()] },
    { lines: [line({ holder: 'binh' })] },
    ['Người chịu trách nhiệm: Chủ tịch UBND Quận A (Người A) → Chủ tịch UBND Quận A (Người B)'],
    ['Who answers: Chủ tịch UBND Quận A (Người A) → Chủ tịch UBND Quận A (Người B)'],
  ],
  [
    'a vacancy',
    { lines: [line()] },
    { lines: [line(gone)] },
    ['Người chịu trách nhiệm: Chủ tịch UBND Quận A (Người A) → Chủ tịch UBND Quận A (khuyết)'],
    ['Who answers: Chủ tịch UBND Quận A (Người A) → Chủ tịch UBND Quận A (vacant)'],
  ],
  [
    'another lead',
    { lines: [line()] },
    { lines: [line({ unit: 'qb', office: 'qb.ct', ...gone, reason: 'unnamed' })] },
    ['Người chịu trách nhiệm: Chủ tịch UBND Quận A (Người A) → Chủ tịch UBND Quận B (chưa có thông tin)'],
    ['Who answers: Chủ tịch UBND Quận A (Người A) → Chủ tịch UBND Quận B (nobody was ever named)'],
  ],
  [
    'a line more and a line less',
    { lines: [line({ capacity: 'leads' })] },
    { lines: [line({ capacity: 'supervises', office: null, holder: 'binh' })] },
    ['Thêm người phụ trách địa bàn: Quận A (Người B)', 'Bớt người lãnh đạo: Chủ tịch UBND Quận A (Người A)'],
    ['Added: who is in charge of the area: Quận A (Người B)', 'Gone: who leads: Chủ tịch UBND Quận A (Người A)'],
  ],
  [
    'a field of a line',
    { lines: [line()] },
    { lines: [line({ until: '2021-09-01', certainty: 'attested', flags: ['acting:quyền'] })] },
    [
      'Người chịu trách nhiệm Chủ tịch UBND Quận A (Người A) – Mức chắc chắn: theo bổ nhiệm → văn bản có nêu',
      'Người chịu trách nhiệm Chủ tịch UBND Quận A (Người A) – Giữ chức đến trước ngày: chưa rõ → 2021-09-01',
      'Người chịu trách nhiệm Chủ tịch UBND Quận A (Người A) – Lưu ý: thêm quyền',
    ],
    [
      'Who answers Chủ tịch UBND Quận A (Người A) – Certainty: appointment on record → attested that day',
      'Who answers Chủ tịch UBND Quận A (Người A) – In office until: not known → 2021-09-01',
      'Who answers Chủ tịch UBND Quận A (Người A) – Notes: added quyền',
    ],
  ],
  [
    'other records behind the same words',
    { lines: [line()] },
    { lines: [line({ evidence: ['e1', 'e2'] })] },
    ['Người chịu trách nhiệm Chủ tịch UBND Quận A (Người A) – dựa trên bản ghi khác, nội dung không đổi'],
    ['Who answers Chủ tịch UBND Quận A (Người A) – rests on other records, and says the same'],
  ],
  ['a beginning', null, { a: 1 }, ['Bắt đầu có trong hồ sơ'], ['Is on record from here on']],
  ['an end', { a: 1 }, null, ['Không còn trong hồ sơ'], ['Is on record no more']],
  [
    'a task of a unit',
    { tasks: [{ task: 't1', title: 'Rà soát', status: 'open-in-term' }] },
    { tasks: [{ task: 't1', title: 'Rà soát', status: 'awaiting-verification' }] },
    ['Nhiệm vụ Rà soát (t1) – Trạng thái: trong hạn → chờ xác minh'],
    ['Task Rà soát (t1) – Status: in term → awaiting verification'],
  ],
  [
    'an object that has come',
    { end: null },
    { end: { kind: 'merged', on: '2025-07-01', into: ['qb'] } },
    ['Kết thúc: không có → 2025-07-01'],
    ['End: none → 2025-07-01'],
  ],
  [
    'a field of an object',
    { end: { kind: 'merged', on: '2025-07-01' } },
    { end: { kind: 'merged', on: '2025-07-02' } },
    ['Kết thúc, Ngày: 2025-07-01 → 2025-07-02'],
    ['End, On: 2025-07-01 → 2025-07-02'],
  ],
  ['yes and no', { inForce: true }, { inForce: false }, ['Còn hiệu lực: có → không'], ['In force: yes → no']],
  [
    'a list of ids in another order',
    { members: ['qa', 'qb'] },
    { members: ['qb', 'qa'] },
    ['Thành viên: thứ tự khác'],
    ['Members: in another order'],
  ],
  [
    'a field that no table knows',
    { lạ: 'x', deep: [[1], [2]] },
    { lạ: 'y', deep: [[1]] },
    ['Trường “lạ”: x → y', 'Trường “deep”: 2 mục → 1 mục'],
    ['Lạ: x → y', 'Deep: 2 items → 1 items'],
  ],
];

describe('a difference in words', () => {
  it.each(TOLD)('tells %s', (_, before, after, vi, en) => {
    expect(told(before, after)).toEqual(vi.map((words) => words.normalize('NFC')));
    expect(told(before, after, 'en')).toEqual(en);
  });

  const answer = (more: { [key: string]: Json }) => ({ status: { status: 'open-in-term', ...more } });

  it('has a sentence for every status, capacity and reason', () => {
    for (const status of TASK_STATUSES.filter((one) => one !== 'open-in-term')) {
      const [vi, en] = (['vi', 'en'] as const).map((language) => told(answer({}), answer({ status }), language));
      expect(vi).toEqual([`Trạng thái: trong hạn → ${STATUS_WORDS[status].vi}`]);
      expect(en).toEqual([`Status: in term → ${STATUS_WORDS[status].en}`]);
    }
    for (const capacity of CAPACITIES) {
      for (const reason of Object.keys(REASON_WORDS) as (keyof typeof REASON_WORDS)[]) {
        const after = { lines: [line({ capacity, holder: null, reason })] };
        const words = REASON_WORDS[reason].vi;
        expect(told({ lines: [] }, after)).toEqual([
          `Thêm ${CAPACITY_WORDS[capacity].vi}: Chủ tịch UBND Quận A (${words})`,
        ]);
      }
    }
  });

  it('names every field of the state of a task, in composed Vietnamese', () => {
    for (const [field, words] of Object.entries(STATE_FIELDS)) {
      expect([field, words.vi.normalize('NFC')]).toEqual([field, words.vi]);
      if (['lines', 'answersTo', 'coverage', 'evidence'].includes(field)) continue;
      expect(told({ [field]: null }, { [field]: 'x' })).toEqual([`${words.vi}: ${words.none.vi} → x`]);
      expect(told({ [field]: null }, { [field]: 'x' }, 'en')).toEqual([`${words.en}: ${words.none.en} → x`]);
    }
    for (const words of [...Object.values(FLAG_WORDS), ...Object.values(LIST_WORDS)]) {
      expect(words.vi.normalize('NFC')).toBe(words.vi);
    }
  });

  it('calls every list by a word in which items are found again', () => {
    const unnamed = Object.keys(SAME_ITEM).filter((list) => list !== 'lines' && !Object.hasOwn(LIST_WORDS, list));
    expect(unnamed).toEqual([]);
  });

  it('never says "khuyết" of an office in which nobody was ever named', () => {
    expect(JSON.stringify(REASON_WORDS.unnamed)).not.toContain('khuyết');
  });

  it('keeps an item to a line', () => {
    const [words] = told({ tasks: [] }, { tasks: [{ task: 't', title: 'dài '.repeat(100) }] });
    expect(words?.length).toBeLessThan(200);
  });
});
