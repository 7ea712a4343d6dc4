import { GRANTED_ROLES } from '#access/principal.js';
import { PERSONAS } from './demo-personas.js';
import type { Language } from './problem-types.js';

const TEXTS = {
  vi: {
    title: 'Đăng nhập thử',
    claim:
      'Nơi cấp mã này chỉ để dùng thử trên một máy. Trong vận hành thật, người dùng đăng nhập ở nơi cấp mã của cơ quan.',
    samples: 'Nhân vật mẫu',
    recorded: 'Có trong hồ sơ sau khi chạy `npm run demo`; văn thư và kiểm toán dùng được ngay.',
    other: 'Người khác có trong hồ sơ',
    id: 'Mã của người',
    roles: 'Vai trò được cấp thêm',
    submit: 'Đăng nhập',
    language: 'English',
    refused: 'Yêu cầu đăng nhập không hợp lệ.',
    role: { registrar: 'Văn thư', auditor: 'Kiểm toán', operator: 'Quản trị vận hành' },
  },
  en: {
    title: 'Sign in to try',
    claim:
      'This issuer is for trying the program on one machine. In production people sign in at the issuer of their authority.',
    samples: 'Sample persons',
    recorded: 'On record after `npm run demo`; the registrar and the auditor work at once.',
    other: 'Another person on record',
    id: 'Id of the person',
    roles: 'Roles granted besides',
    submit: 'Sign in',
    language: 'Tiếng Việt',
    refused: 'The request to sign in is not valid.',
    role: { registrar: 'Registrar', auditor: 'Auditor', operator: 'Operator' },
  },
} as const;

/** What is handed on from the request to the answer of whoever signs in. */
const HANDED_ON = [
  'response_type',
  'client_id',
  'redirect_uri',
  'code_challenge',
  'code_challenge_method',
  'state',
  'nonce',
];

export function textOfPage(language: Language) {
  return TEXTS[language];
}

/** The sign-in page of the embedded issuer: no script, nothing from elsewhere. */
export function demoIssuerPage(asked: URLSearchParams, language: Language): string {
  const text = TEXTS[language];
  const hidden = HANDED_ON.flatMap((name) => {
    const value = asked.get(name);
    return value === null ? [] : [`<input type="hidden" name="${name}" value="${escaped(value)}">`];
  }).join('');
  const other = new URLSearchParams(asked);
  other.set('ui_locales', language === 'vi' ? 'en' : 'vi');
  const samples = Object.entries(PERSONAS).map(
    ([name, persona]) =>
      `<li><button name="persona" value="${name}"><strong>${escaped(persona.name)}</strong><span class="note">${escaped(persona[language])}</span></button></li>`,
  );
  const roles = GRANTED_ROLES.map(
    (role) => `<label><input type="checkbox" name="role" value="${role}"> ${escaped(text.role[role])}</label>`,
  );
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(text.title)} · Trách Nhiệm</title><link rel="stylesheet" href="/page.css"></head>
<body>
<header><h1>${escaped(text.title)}</h1><p>${escaped(text.claim)}</p>
<p class="switch"><a href="?${escaped(other.toString())}">${escaped(text.language)}</a></p></header>
<main>
<section><h2>${escaped(text.samples)}</h2><p>${escaped(text.recorded)}</p>
<form method="post" action="/issuer/authorize">${hidden}<ol class="cards">${samples.join('')}</ol></form></section>
<section><h2>${escaped(text.other)}</h2>
<form method="post" action="/issuer/authorize">${hidden}
<p><label for="person">${escaped(text.id)}</label> <input id="person" name="person" required maxlength="128" autocomplete="off"></p>
<fieldset><legend>${escaped(text.roles)}</legend>${roles.join(' ')}</fieldset>
<p><button>${escaped(text.submit)}</button></p></form></section>
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
