import type { Refusal } from '../refusal.js';

export const RECOGNITION_REFUSALS = {
  // Recognition and criticism (sections 1 and 5).
  'recognition-already-recorded': {
    rule: 'section 6',
    en: 'A commendation, criticism or referral with this id is already recorded.',
    vi: 'Đã có nội dung khen thưởng, phê bình hoặc chuyển vi phạm với mã này.',
  },
  'recognises-nobody': {
    rule: 'section 1',
    en: 'It has to name a unit or a person.',
    vi: 'Phải nêu tập thể hoặc cá nhân được khen, bị phê bình hoặc bị chuyển xử lý.',
  },
  'form-is-not-for-it': {
    rule: 'section 1',
    en: 'This form is given to persons only, or to collectives only.',
    vi: 'Hình thức này chỉ áp dụng cho cá nhân hoặc chỉ áp dụng cho tập thể.',
  },
  'recognises-own-unit': {
    rule: 'section 5',
    en: 'A unit does not praise or criticise itself or a unit that it is part of.',
    vi: 'Đơn vị không tự khen, tự phê bình chính mình hoặc đơn vị mà mình trực thuộc.',
  },
  'recognises-oneself': {
    rule: 'section 5',
    en: 'The person who would say it heads or is the one about whom it is said.',
    vi: 'Người ký khen, phê bình cũng chính là người hoặc là người đứng đầu tập thể được nêu.',
  },
  'own-head-by-oneself': {
    rule: 'section 5',
    en: 'The head of one’s own unit is judged from above or by its collective body.',
    vi: 'Việc khen, phê bình người đứng đầu đơn vị do cấp trên hoặc tập thể quyết định.',
  },
  'office-of-another-unit': {
    rule: 'section 5',
    en: 'The office that speaks is not one of the unit that speaks.',
    vi: 'Chức vụ của người ký không thuộc đơn vị ban hành.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
