import { example, SOME_EVENT, type Example } from './command-example.js';

/** Wrong entries taken out, by two people. */
export const ANNULMENT_EXAMPLES: readonly Example[] = [
  example('ProposeAnnulment', {
    stream: 'office-qa.ubnd.ct',
    target: SOME_EVENT,
    on: '2021-11-01',
    office: 'tp.ubnd.pct',
    reason: 'Văn bản nêu sai ngày',
  }),
  example('ConfirmAnnulment', {
    stream: 'office-qa.ubnd.ct',
    target: SOME_EVENT,
    proposal: SOME_EVENT,
    on: '2021-11-02',
    office: 'tp.ubnd.ct',
    reason: 'Đã đối chiếu văn bản gốc',
  }),
  example('AnnulRecord', {
    stream: 'indicator-cs-1',
    target: SOME_EVENT,
    on: '2021-11-03',
    proposedBy: 'tp.ubnd.pct',
    confirmedBy: 'tp.ubnd.ct',
    reason: 'Số liệu đính chính bị nhập nhầm',
  }),
];
