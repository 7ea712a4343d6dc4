import { example, type Example } from './command-example.js';

/** Praise, criticism and a referral, as people said them. */
export const RECOGNITION_EXAMPLES: readonly Example[] = [
  example('IssueCommendation', {
    recognitionId: 'kt-1',
    form: 'bieu-duong',
    by: 'tp.ubnd',
    unit: 'qa',
    tasks: ['nv-01'],
    document: 'Thông báo kết luận họp giao ban',
    reason: 'Hoàn thành lấy mẫu sớm hơn thời hạn',
    on: '2021-09-23',
  }),
  example('IssueCriticism', {
    recognitionId: 'pb-1',
    form: 'phe-binh',
    by: 'tp.ubnd',
    unit: 'qa.ubnd',
    findings: ['gn-1'],
    reason: 'Để kiểm soát người ra vào lỏng lẻo',
    on: '2021-09-23',
  }),
  example('ReferViolation', {
    recognitionId: 'cv-1',
    by: 'tp.ubnd',
    unit: 'qa.ubnd',
    findings: ['gn-1'],
    toText: 'Thanh tra Thành phố',
    reason: 'Đề nghị làm rõ trách nhiệm',
    on: '2021-09-24',
  }),
];
