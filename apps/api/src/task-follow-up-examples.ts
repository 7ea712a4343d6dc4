import { example, SOME_EVENT, type Example } from './command-example.js';

/** The text of the file that the examples name as evidence: whoever runs them uploads it first. */
export const EXAMPLE_FILE = 'Biên bản xét nghiệm khu phong tỏa';

/** What is said while the task `nv-01` of the story is done, before its deadline is extended on 12 September. */
export const TASK_FOLLOW_UP_EXAMPLES: readonly Example[] = [
  example('NameFollowingOfficer', {
    taskId: 'nv-01',
    followingId: 'td-1',
    person: 'p-12',
    unit: 'tp.ubnd',
    on: '2021-09-03',
  }),
  example('ReportProgress', {
    taskId: 'nv-01',
    by: 'qa.ubnd',
    on: '2021-09-06',
    text: 'Đã xét nghiệm 4 trong 9 khu phong tỏa',
    counted: { numerator: 4, denominator: 9, unit: 'khu phong tỏa' },
    evidence: [
      {
        name: 'Biên bản xét nghiệm.txt',
        mediaType: 'text/plain',
        size: 41,
        sha256: '5cef45e11899628d6cb2a3fb9407ac40480d9c48d518940a34e020d908ca21b0',
      },
    ],
  }),
  example('SendReminder', {
    taskId: 'nv-01',
    by: 'tp.ubnd',
    to: 'qa.ubnd',
    on: '2021-09-07',
    text: 'Đề nghị đẩy nhanh tiến độ và giải trình nguyên nhân chậm',
    document: '45/VP-TH',
  }),
  example('SubmitExplanation', {
    taskId: 'nv-01',
    by: 'qa.ubnd',
    office: 'qa.ubnd.ct',
    on: '2021-09-08',
    text: 'Quận B chưa bàn giao sinh phẩm; lực lượng lấy mẫu còn thiếu',
    delayReasons: [{ code: 'waiting-for-another-unit', waitingFor: 'qb.ubnd' }, { code: 'funds-or-staff' }],
  }),
  example('ConfirmDelayReason', {
    taskId: 'nv-01',
    statement: SOME_EVENT,
    code: 'funds-or-staff',
    by: 'tp.ubnd',
    on: '2021-09-09',
  }),
  example('ContestDelayReason', {
    taskId: 'nv-01',
    statement: SOME_EVENT,
    code: 'waiting-for-another-unit',
    by: 'qb.ubnd',
    on: '2021-09-09',
    text: 'Đã bàn giao đủ ngày 05/9',
  }),
  example('RequestExtension', {
    taskId: 'nv-01',
    by: 'qa.ubnd',
    deadline: '2021-09-30',
    on: '2021-09-09',
    reasonCode: 'resources',
    reason: 'Thiếu sinh phẩm xét nghiệm',
  }),
  example('RefuseExtension', {
    taskId: 'nv-01',
    by: 'tp.ubnd',
    on: '2021-09-10',
    reason: 'Chưa nêu khối lượng còn lại',
  }),
  example('EndFollowing', { taskId: 'nv-01', followingId: 'td-1', on: '2021-10-01' }),
];
