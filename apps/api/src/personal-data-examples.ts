import { example, SOME_EVENT, type Example } from './command-example.js';

/** How a person is reached, who reported a finding, and an erasure by two people. */
export const PERSONAL_DATA_EXAMPLES: readonly Example[] = [
  example('RecordPersonalDetails', {
    personId: 'p-01',
    on: '2021-09-01',
    phone: '0900000001',
    address: 'Số 1 đường A, phường B, Thành phố V',
    nationalId: '000000000001',
  }),
  example('RecordInformant', {
    findingId: 'gn-1',
    informant: 'Bà Người C, tổ dân phố 1, 0900000002',
    on: '2021-09-08',
  }),
  example('ProposeErasure', {
    subject: 'finding-gn-1',
    office: 'tp.ubnd.pct',
    reason: 'Người phản ánh yêu cầu xóa',
    legalBasis: 'Luật Bảo vệ dữ liệu cá nhân',
    on: '2021-11-01',
  }),
  example('OrderErasure', {
    subject: 'finding-gn-1',
    proposal: SOME_EVENT,
    office: 'tp.ubnd.ct',
    reason: 'Việc chấn chỉnh đã được xác nhận, không còn cần thông tin',
    on: '2021-11-02',
  }),
];
