import type { Line } from '../organisation/unit.js';

/**
 * Forms of praise and of criticism (domain.md section 1: biểu dương, khen thưởng / phê bình, xử lý), as they are known in
 * practice. Our reading: a lawyer has to check the table before it is relied on. So it refuses only what is no form for
 * a collective or for a person; whether the body may use the form is shown as a flag and left to people.
 */
export interface Form {
  vi: string;
  en: string;
  /** Rank within its ladder, from 1, the lightest. Ladders of the party and of the state are not to be compared. */
  level: number;
  /** May be given to a collective, to a person. */
  to: readonly ('collective' | 'person')[];
  /** Lines of the bodies that use it; empty: any. */
  lines: readonly Line[];
  /** Lowest level of the place of a body that uses it; null: any. */
  from: 'commune' | 'district' | 'province' | 'central' | null;
  /** True for a form of discipline (kỷ luật). */
  discipline: boolean;
  basis: string;
}

const BOTH = ['collective', 'person'] as const;
const EMULATION = 'Luật Thi đua, khen thưởng số 06/2022/QH15';
const CHARTER = 'Điều lệ Đảng và quy định của Trung ương về kỷ luật tổ chức đảng, đảng viên';
const OFFICIALS = 'Pháp luật về cán bộ, công chức';
const PRACTICE = 'Thông lệ điều hành; không phải hình thức khen thưởng hoặc kỷ luật';

const form = (
  vi: string,
  en: string,
  level: number,
  basis: string,
  o: Partial<Pick<Form, 'to' | 'lines' | 'from' | 'discipline'>> = {},
): Form => ({ vi, en, level, basis, to: BOTH, lines: [], from: null, discipline: false, ...o });

export type CommendationForm = 'bieu-duong' | 'giay-khen' | 'bang-khen' | 'bang-khen-thu-tuong' | 'huan-chuong';
export type CriticismForm =
  | 'nhac-nho'
  | 'phe-binh'
  | 'kiem-diem'
  | 'khien-trach'
  | 'canh-cao'
  | 'ha-bac-luong'
  | 'giang-chuc'
  | 'cach-chuc'
  | 'bai-nhiem'
  | 'buoc-thoi-viec'
  | 'khai-tru'
  | 'giai-tan';

/** Biểu dương, khen thưởng. */
export const COMMENDATIONS: Readonly<Record<CommendationForm, Form>> = {
  'bieu-duong': form('Biểu dương', 'public praise', 1, PRACTICE),
  'giay-khen': form('Giấy khen', 'certificate of merit', 2, EMULATION),
  'bang-khen': form('Bằng khen', 'award of merit', 3, EMULATION, { from: 'province' }),
  'bang-khen-thu-tuong': form(
    'Bằng khen của Thủ tướng Chính phủ',
    'award of merit of the Prime Minister',
    4,
    EMULATION,
    {
      from: 'central',
      lines: ['government'],
    },
  ),
  'huan-chuong': form('Huân chương, huy chương', 'order, medal', 5, EMULATION, { from: 'central' }),
};

/** Phê bình, xử lý. */
export const CRITICISMS: Readonly<Record<CriticismForm, Form>> = {
  'nhac-nho': form('Nhắc nhở', 'admonition', 1, PRACTICE),
  'phe-binh': form('Phê bình', 'criticism', 2, PRACTICE),
  'kiem-diem': form('Kiểm điểm, rút kinh nghiệm', 'review', 3, PRACTICE),
  'khien-trach': form('Khiển trách', 'reprimand', 4, `${CHARTER}; ${OFFICIALS}`, { discipline: true }),
  'canh-cao': form('Cảnh cáo', 'warning', 5, `${CHARTER}; ${OFFICIALS}`, { discipline: true }),
  'ha-bac-luong': form('Hạ bậc lương', 'lower salary grade', 6, `${OFFICIALS} (trước 01/7/2025)`, {
    to: ['person'],
    lines: ['government', 'council'],
    discipline: true,
  }),
  'giang-chuc': form('Giáng chức', 'demotion', 7, `${OFFICIALS} (trước 01/7/2025)`, {
    to: ['person'],
    lines: ['government', 'council'],
    discipline: true,
  }),
  'cach-chuc': form('Cách chức', 'removal from office', 8, `${CHARTER}; ${OFFICIALS}`, {
    to: ['person'],
    discipline: true,
  }),
  'bai-nhiem': form('Bãi nhiệm', 'recall of an elected holder', 8, OFFICIALS, {
    to: ['person'],
    lines: ['government', 'council', 'front'],
    discipline: true,
  }),
  'buoc-thoi-viec': form('Buộc thôi việc', 'dismissal from service', 9, OFFICIALS, {
    to: ['person'],
    lines: ['government', 'council'],
    discipline: true,
  }),
  'khai-tru': form('Khai trừ', 'expulsion from the party', 9, CHARTER, {
    to: ['person'],
    lines: ['party'],
    discipline: true,
  }),
  'giai-tan': form('Giải tán', 'dissolution of a party organisation', 6, CHARTER, {
    to: ['collective'],
    lines: ['party'],
    discipline: true,
  }),
};

export const COMMENDATION_FORMS = Object.keys(COMMENDATIONS) as CommendationForm[];
export const CRITICISM_FORMS = Object.keys(CRITICISMS) as CriticismForm[];

/** A form of either ladder by its code. */
export function formOf(code: CommendationForm | CriticismForm): Form {
  return { ...COMMENDATIONS, ...CRITICISMS }[code];
}
