import type { GrantedRole } from '#access/principal.js';
import type { TokenFor } from './demo-issuer.js';

/** A made-up person as whom one may sign in to try the program. */
export interface Persona {
  /** On record after `npm run demo`; the registrar and the auditor need not be. */
  person: string;
  roles: readonly GrantedRole[];
  /** The person's name on record: a sample, as everybody can see. */
  name: string;
  vi: string;
  en: string;
  /** Never the head of a body: no sample person answers for anything that a source has said. */
  office: { id: string; title: string; body: string } | null;
}

const sample = (what: string) => `Nhân vật mẫu (${what})`;

/** Whom the embedded issuer knows. The units are of the sources of the demo, the persons are not. */
export const PERSONAS = {
  'city-secretary': {
    person: 'mau-thanh-uy',
    roles: [],
    name: sample('Thành ủy'),
    vi: 'Phó Bí thư Thành ủy Hà Nội (nhân vật mẫu)',
    en: 'Deputy secretary of the Hà Nội party committee (sample person)',
    office: { id: 'mau-hn-thanh-uy', title: 'Phó Bí thư Thành ủy Hà Nội (nhân vật mẫu)', body: 'hn-thanh-uy' },
  },
  'ward-chair': {
    person: 'mau-phuong',
    roles: [],
    name: sample('phường'),
    vi: 'Phó Chủ tịch UBND phường Đại Kim (nhân vật mẫu)',
    en: 'Deputy chair of the people’s committee of Đại Kim ward (sample person)',
    office: { id: 'mau-hm-dai-kim-ubnd', title: 'Phó Chủ tịch UBND phường (nhân vật mẫu)', body: 'hm-dai-kim-ubnd' },
  },
  inspector: {
    person: 'mau-kiem-tra',
    roles: [],
    name: sample('kiểm tra'),
    vi: 'Chuyên viên kiểm tra của UBND thành phố Hà Nội (nhân vật mẫu)',
    en: 'Inspection officer of the Hà Nội people’s committee (sample person)',
    office: { id: 'mau-hn-ubnd-kiem-tra', title: 'Chuyên viên kiểm tra (nhân vật mẫu)', body: 'hn-ubnd' },
  },
  reporter: {
    person: 'mau-bao-cao',
    roles: [],
    name: sample('báo cáo'),
    vi: 'Chuyên viên tổng hợp báo cáo của UBND quận Hà Đông (nhân vật mẫu)',
    en: 'Reporting officer of the Hà Đông people’s committee (sample person)',
    office: { id: 'mau-hd-ubnd-bao-cao', title: 'Chuyên viên tổng hợp báo cáo (nhân vật mẫu)', body: 'hd-ubnd' },
  },
  supervisor: {
    person: 'mau-theo-doi',
    roles: [],
    name: sample('theo dõi'),
    vi: 'Chuyên viên theo dõi nhiệm vụ của Quận ủy Hà Đông (nhân vật mẫu)',
    en: 'Officer who follows tasks for the Hà Đông party committee (sample person)',
    office: { id: 'mau-hd-quan-uy-theo-doi', title: 'Chuyên viên theo dõi (nhân vật mẫu)', body: 'hd-quan-uy' },
  },
  auditor: {
    person: 'mau-kiem-toan',
    roles: ['auditor'],
    name: sample('kiểm toán'),
    vi: 'Kiểm toán: đọc tất cả, không ghi gì (nhân vật mẫu)',
    en: 'Auditor: reads everything, records nothing (sample person)',
    office: null,
  },
  registrar: {
    person: 'mau-van-thu',
    roles: ['registrar'],
    name: sample('văn thư'),
    vi: 'Văn thư: ghi văn bản và tổ chức (nhân vật mẫu)',
    en: 'Registrar: records documents and the organisation (sample person)',
    office: null,
  },
} as const satisfies Readonly<Record<string, Persona>>;

export type PersonaName = keyof typeof PERSONAS;

export function isPersona(name: string): name is PersonaName {
  return Object.hasOwn(PERSONAS, name);
}

export function tokenForPersona(name: PersonaName): TokenFor {
  const { person, roles, name: shown } = PERSONAS[name];
  return { subject: name, person, roles, name: shown };
}
