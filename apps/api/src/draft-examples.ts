import { example, type Example } from './command-example.js';

/** Drafts that wait for a signature: one is signed, one dismissed. */
export const DRAFT_EXAMPLES: readonly Example[] = [
  example('LogFinding', {
    findingId: 'gn-dt',
    kind: 'shortcoming',
    occasion: 'meeting',
    summary: 'Báo cáo số liệu chưa kịp thời',
    units: ['qa'],
    on: '2021-09-09',
    madeByUnit: 'tp.ubnd',
  }),
  example('DraftRectification', { draftId: 'dt-1', findingId: 'gn-dt', unit: 'qa', on: '2021-09-10' }),
  example('SignDraft', { draftId: 'dt-1', office: 'tp.ubnd.ct', on: '2021-09-11', note: 'Đề nghị khắc phục ngay' }),
  example('AssignTask', {
    taskId: 'nv-06',
    directiveId: 'cd-10',
    title: 'Báo cáo kết quả rà soát',
    leads: ['qa.ubnd'],
    on: '2021-09-01',
    deadline: '2021-09-05',
  }),
  example('DraftEscalation', { draftId: 'dt-2', taskId: 'nv-06', on: '2021-09-06' }),
  example('DraftReminder', { draftId: 'dt-3', dutyId: 'cdbc-1', unit: 'qb', on: '2021-09-18' }),
  example('DismissDraft', {
    draftId: 'dt-2',
    office: 'tp.ubnd.ct',
    on: '2021-09-07',
    reason: 'Đã có báo cáo bằng văn bản giấy',
  }),
];
