import { example, type Example } from './command-example.js';

/** The telegram of 1 September, what it rests on and what follows from it. */
export const DIRECTIVE_EXAMPLES: readonly Example[] = [
  example('IssueDirective', {
    directiveId: 'cd-10',
    form: 'telegram',
    issuer: 'tp.ubnd',
    title: 'Về việc tăng cường xét nghiệm trên địa bàn thành phố',
    number: '10/CĐ-UBND',
    series: '2021',
    on: '2021-09-01',
    urgency: 'flash',
    clauses: [{ ref: '1', kind: 'task', summary: 'Xét nghiệm toàn bộ người dân trong khu phong tỏa.' }],
    recipients: [{ text: 'UBND các quận', unit: 'cac-quan', purpose: 'to-carry-out' }],
    signer: { person: 'p-11', office: 'tp.ubnd.ct', authority: 'T/M' },
  }),
  ...['cd-08', 'cd-09'].map((directiveId) =>
    example('IssueDirective', {
      directiveId,
      form: 'oral',
      issuer: 'tp.ubnd',
      issuerOffice: 'tp.ubnd.ct',
      title: 'Chỉ đạo tại chuyến kiểm tra',
      on: '2021-08-01',
      eventOn: '2021-08-01',
    }),
  ),
  example('IssueDirective', {
    directiveId: 'kh-01',
    form: 'document',
    issuer: 'qa.ubnd',
    title: 'Kế hoạch xét nghiệm trên địa bàn quận A',
    number: '45/KH-UBND',
    on: '2021-09-02',
    clauses: [{ ref: 'II.1', kind: 'task', summary: 'Tổ chức lấy mẫu tại 12 phường.' }],
    legalBasis: [{ directiveId: 'cd-10', number: '10/CĐ-UBND', title: 'Công điện' }],
  }),
  example('IssueDirective', {
    directiveId: 'cd-11',
    form: 'telegram',
    issuer: 'tp.ubnd',
    title: 'Sửa đổi Công điện số 10/CĐ-UBND',
    number: '12/CĐ-UBND',
    on: '2021-09-10',
  }),
  example('DistributeDirective', {
    directiveId: 'cd-10',
    distributionId: 'gui-1',
    on: '2021-09-01',
    channel: 'document-system',
    recipients: [{ text: 'UBND các quận', unit: 'cac-quan', purpose: 'to-carry-out' }],
  }),
  example('AcknowledgeDirective', { directiveId: 'cd-10', by: 'qa.ubnd', person: 'p-02', on: '2021-09-02' }),
  example('CascadeDirective', {
    directiveId: 'kh-01',
    higher: 'cd-10',
    clauses: [{ higher: '1', lower: 'II.1' }],
    on: '2021-09-02',
  }),
  example('AmendDirective', {
    directiveId: 'cd-10',
    by: 'cd-11',
    on: '2021-09-10',
    changes: [{ ref: '2', change: 'added', kind: 'task', summary: 'Báo cáo kết quả xét nghiệm hằng ngày.' }],
  }),
];
