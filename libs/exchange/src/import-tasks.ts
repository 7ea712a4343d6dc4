import { streamOf } from '#domain/decider.js';
import { leadOn } from '#domain/tasks/task.js';
import { day, ids, oneOf, required, text } from './columns.js';
import { importKind, type Plan } from './import-kind.js';
import { CLAUSE_WORDS } from './import-words.js';
import { sameText } from './same-text.js';

const COLUMNS = {
  taskId: required(
    text({ vi: ['Mã nhiệm vụ', 'Mã'], en: ['Task id', 'Id'], example: 'nv-01', about: { vi: 'Mã.', en: 'Id.' } }),
  ),
  directiveId: required(
    text({
      vi: ['Mã văn bản', 'Văn bản'],
      en: ['Directive', 'Directive id'],
      example: 'ct-16',
      about: { vi: 'Mã.', en: 'Id.' },
    }),
  ),
  clause: text({
    vi: ['Điểm, khoản', 'Mục'],
    en: ['Clause'],
    example: '1',
    about: { vi: 'Trong văn bản.', en: 'Its clause.' },
  }),
  kind: oneOf(
    { vi: 'Loại', en: 'Kind', about: { vi: 'Nhiệm vụ nếu để trống.', en: 'Task if left out.' } },
    CLAUSE_WORDS,
  ),
  title: required(
    text({
      vi: ['Nội dung', 'Tên nhiệm vụ'],
      en: ['Title'],
      example: 'Rà soát …',
      about: { vi: 'Nội dung.', en: 'What is asked.' },
    }),
  ),
  leads: required(
    ids({
      vi: ['Đơn vị chủ trì', 'Chủ trì'],
      en: ['Leads', 'Lead'],
      example: 'tinh-a.ubnd',
      about: { vi: 'Mã, cách nhau bằng dấu phẩy.', en: 'Ids, divided by commas.' },
    }),
  ),
  coordinators: ids({ vi: ['Đơn vị phối hợp', 'Phối hợp'], en: ['Coordinators'], about: { vi: 'Mã.', en: 'Ids.' } }),
  on: required(
    day({ vi: ['Ngày giao', 'Từ ngày'], en: ['Assigned on', 'On'], about: { vi: 'Ngày.', en: 'First day.' } }),
  ),
  deadline: day({
    vi: ['Thời hạn', 'Hạn'],
    en: ['Deadline'],
    about: { vi: 'Ngày cuối, tính cả ngày đó.', en: 'Last day, counted.' },
  }),
  deadlineText: text({
    vi: ['Hạn theo văn bản'],
    en: ['Deadline text'],
    example: '',
    about: { vi: 'Như đã viết.', en: 'As written.' },
  }),
  by: text({
    vi: ['Đơn vị ấn định hạn'],
    en: ['Deadline fixed by'],
    about: { vi: 'Khi hạn khác với hạn đã ghi.', en: 'Where the deadline differs from the one on record.' },
  }),
  changedOn: day({
    vi: 'Ngày ấn định hạn',
    en: 'Deadline fixed on',
    example: '',
    about: { vi: 'Để trống thì lấy ngày của danh mục.', en: 'The day of the list if left out.' },
  }),
};

/** Tasks. Another deadline is a clarification where the row says who fixed it; anything else is listed. */
export const TASKS = importKind({
  name: 'tasks',
  title: { vi: 'Nhiệm vụ', en: 'Tasks' },
  columns: COLUMNS,
  about: (row) => ({
    key: row.taskId,
    streams: [streamOf('task', row.taskId)],
    needs: [streamOf('directive', row.directiveId), ...row.leads.map((lead) => streamOf('unit', lead))],
  }),
  plan: (facts, { by, changedOn, ...row }, list): Plan => {
    const { taskId, deadline } = row;
    const known = facts.task(taskId);
    if (!known) return { result: 'new', commands: [{ command: 'AssignTask', body: row }] };
    const { assigned } = known;
    if (assigned.directiveId !== row.directiveId) return decide('directiveId');
    if (!sameText(assigned.clause, row.clause)) return decide('clause');
    if (!sameText(assigned.title, row.title)) return decide('title');
    if (assigned.on !== row.on) return decide('on');
    const leads = (leadOn(known, list.asOf ?? '2999-12-31') ?? known.leads[0])?.leads ?? [];
    if ([...leads].sort().join() !== [...row.leads].sort().join()) return decide('leads');
    const standing = known.deadlines.at(-1)?.deadline ?? null;
    if (standing === deadline || deadline === null) return { result: 'unchanged' };
    const on = changedOn ?? list.asOf;
    if (by === null) return decide('deadline');
    if (on === null) return { result: 'decide', code: 'no-day-of-change', column: 'deadline' };
    return {
      result: 'changed',
      commands: [{ command: 'ClarifyDeadline', body: { taskId, by, deadline, on, basis: list.name } }],
    };
  },
});

function decide(column: string): Plan {
  return { result: 'decide', code: 'no-command-changes-this', column };
}
