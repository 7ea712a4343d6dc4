import type { Refusal } from '../refusal.js';

export const RECORD_REFUSALS = {
  // Corrections of the record (R10, section 5).
  'no-such-record': {
    rule: 'R10',
    en: 'No such record stands in this stream.',
    vi: 'Không có bản ghi này trong hồ sơ.',
  },
  'already-annulled': { rule: 'R10', en: 'The record is already annulled.', vi: 'Bản ghi đã bị hủy.' },
  'annulment-not-proposed': {
    rule: 'R10',
    en: 'No proposal in force asks for this record to be annulled.',
    vi: 'Chưa có đề nghị hủy bản ghi này đang có hiệu lực.',
  },
  'proposal-is-not-annulled': {
    rule: 'R10',
    en: 'A proposal is not annulled; without confirmation it has no effect.',
    vi: 'Không hủy đề nghị hủy; nếu không được xác nhận, đề nghị không có hiệu lực.',
  },
  'confirmed-before-proposed': {
    rule: 'R10',
    en: 'An annulment is confirmed on or after the day on which it was proposed.',
    vi: 'Không thể xác nhận việc hủy trước ngày đề nghị.',
  },
  'others-stand-on-it': {
    rule: 'R10',
    en: 'Other records stand on this one; annul those first.',
    vi: 'Có bản ghi khác dựa trên bản ghi này; phải hủy các bản ghi đó trước.',
  },
  'two-offices-needed': {
    rule: 'section 5',
    en: 'Proposal and confirmation come from two different offices.',
    vi: 'Việc đề nghị và xác nhận phải do hai chức vụ khác nhau thực hiện.',
  },
  'two-persons-needed': {
    rule: 'section 5',
    en: 'Proposal and confirmation come from two different people.',
    vi: 'Việc đề nghị và xác nhận phải do hai người khác nhau thực hiện.',
  },
  'unnamed-holder-cannot-act': {
    rule: 'section 5',
    en: 'Nobody is recorded in the office on that date who could act for it.',
    vi: 'Chưa có thông tin về người giữ chức vụ vào ngày đó nên không thể thực hiện việc này.',
  },
  // Erasure of personal fields.
  'personal-data-erased': {
    rule: 'section 5',
    en: 'The personal data of this subject were erased by an order; nothing personal is recorded of it any more.',
    vi: 'Dữ liệu cá nhân của đối tượng này đã bị xóa theo quyết định; không ghi thêm dữ liệu cá nhân.',
  },
  'not-a-personal-subject': {
    rule: 'section 6',
    en: 'Only a person or a finding has personal data that can be erased.',
    vi: 'Chỉ cá nhân hoặc nội dung ghi nhận mới có dữ liệu cá nhân để xóa.',
  },
  'erasure-not-proposed': {
    rule: 'section 5',
    en: 'No proposal in force asks for this erasure.',
    vi: 'Chưa có đề nghị xóa dữ liệu cá nhân đang có hiệu lực.',
  },
  'erasure-before-proposed': {
    rule: 'section 5',
    en: 'An erasure is ordered on or after the day on which it was proposed.',
    vi: 'Không thể quyết định xóa dữ liệu trước ngày đề nghị.',
  },
  'erasure-is-final': {
    rule: 'R10',
    en: 'An order of erasure is not annulled: the key is destroyed, and no record brings the data back.',
    vi: 'Không hủy quyết định xóa dữ liệu: khóa đã bị hủy, không bản ghi nào khôi phục được dữ liệu.',
  },
  // Evidence: files whose bytes are kept in the store.
  'evidence-not-stored': {
    rule: 'section 6',
    en: 'The bytes of this file are not in the evidence store; upload them first.',
    vi: 'Kho minh chứng chưa có nội dung tệp này; cần tải tệp lên trước.',
  },
  'evidence-size-differs': {
    rule: 'section 6',
    en: 'The file in the evidence store has another size than is said.',
    vi: 'Tệp trong kho minh chứng có dung lượng khác với dung lượng đã khai.',
  },
  'signer-not-in-office': {
    rule: 'section 5',
    en: 'The person did not hold the office on the day on which they signed in it.',
    vi: 'Vào ngày ký, người ký không giữ chức vụ đó.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
