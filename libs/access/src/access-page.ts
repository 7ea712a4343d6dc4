import { COMMAND_POLICIES } from './command-policies.js';
import { POLICY_GROUPS, type PolicyGroup, type PolicyRow, type Sentence } from './policy-table.js';
import { rowLines } from './policy-words.js';
import { READ_POLICIES } from './read-policies.js';

const GROUPS: Readonly<Record<PolicyGroup, Sentence>> = {
  organisation: { vi: 'Bộ máy và nhân sự', en: 'Organisation and staff' },
  directives: { vi: 'Văn bản chỉ đạo', en: 'Directives' },
  tasks: { vi: 'Nhiệm vụ', en: 'Tasks' },
  inspections: { vi: 'Kiểm tra, ghi nhận, khắc phục', en: 'Inspections, findings, rectification' },
  figures: { vi: 'Số liệu', en: 'Figures' },
  drafts: { vi: 'Dự thảo', en: 'Drafts' },
  recognition: { vi: 'Biểu dương, phê bình', en: 'Recognition' },
  record: { vi: 'Hồ sơ và đính chính', en: 'The record and its corrections' },
  'personal-data': { vi: 'Dữ liệu cá nhân', en: 'Personal data' },
  proof: { vi: 'Bằng chứng', en: 'Proof' },
  operations: { vi: 'Vận hành', en: 'Operations' },
  open: { vi: 'Mở cho mọi người', en: 'Open to everybody' },
};

const BEFORE = `# Ai được làm gì · Who may do what

Trang này được viết ra từ bảng trong mã nguồn (\`libs/access/src/policy-table.ts\`); chính bảng đó quyết định khi hệ thống chạy,
nên trang này không thể nói khác. **Việc không có trong bảng thì không ai được làm.** Mỗi dòng nêu ai được làm, bằng quan hệ
nào, và căn cứ. Các quy tắc nghiệp vụ (tách bạch trách nhiệm) vẫn áp dụng thêm: được phép ở đây chưa phải là hợp lệ.

This page is written from the table in the code (\`libs/access/src/policy-table.ts\`), which is what decides at run time, so the
page cannot say otherwise. **What has no row is allowed to nobody.** Each line says who may, by which relation, and why. The rules
of the domain (separation of duties) stand on top: allowed here is not yet accepted.

## Cách đọc · How to read it

- **Ngày của việc.** Quyền xét theo chức vụ giữ vào ngày của việc (thường là \`on\`), theo những gì đã ghi: được bổ nhiệm, đang
  quyền hoặc phụ trách, không bị đình chỉ, hoặc văn bản đúng ngày đó có nêu; suy đoán giữa hai ngày thì không. Việc ghi ngày
  trong tương lai được xét theo hôm nay.
- **The day of the act.** Offices count as held on the day of the act (as a rule \`on\`), by what is on record: appointed or
  acting, not suspended, or shown by a document of that very day; being presumed between two days gives no right. What is dated
  ahead is judged as of today.
- **Chức vụ.** Bất kỳ chức vụ nào của cơ quan, kể cả người soạn thảo; nơi nào phải có chữ ký thì người gửi phải giữ chính chức vụ
  đó. Có nhiều chức vụ phù hợp thì nêu một ở \`Acting-Office\`. Người ghi phải có trong hồ sơ.
- **Office.** Any office of the body, head or not, since clerks draft; where an office signs, the sender holds that very one. Where
  several would do, \`Acting-Office\` names one. Whoever records is on record as a person.
- **Văn thư** ghi văn bản và bộ máy; không báo cáo, xác nhận, kiểm tra hay ký thay ai.
- **A registrar** records documents and the organisation, and never completes, verifies, certifies, inspects or signs for others.
- **Không thấy thì coi như không có.** Việc, nội dung, số liệu… ngoài phạm vi của người gửi được trả lời y như chưa từng ghi.
- **What is not seen does not exist.** A task, finding, figure … out of the sender's scope is answered as if it had never been
  recorded, in the same words.
- **Cấp trên**: cơ quan cấp trên, hoặc cơ quan lãnh đạo địa phương cấp trên; cấp ủy đứng trên mọi tổ chức trong địa bàn, ủy ban
  đứng trên hệ thống chính quyền.
- **Above**: a body above, or one that leads a place above; a party committee stands above all bodies of its area, a People's
  Committee above those of the government.
`;

/** docs/access.md */
export function accessPage(): string {
  const rows: readonly PolicyRow[] = [...COMMAND_POLICIES, ...READ_POLICIES];
  const groups = POLICY_GROUPS.map((group) => {
    const own = rows.filter((row) => row.group === group);
    return own.length === 0 ? '' : `\n## ${GROUPS[group].vi} · ${GROUPS[group].en}\n\n${own.map(entry).join('\n')}`;
  });
  return [BEFORE, ...groups].join('');
}

function entry(row: PolicyRow): string {
  const lines = (language: keyof Sentence) => rowLines(row, language).map((line) => `- ${line}\n`);
  return [`### \`${row.action}\` ${row.what.vi} · ${row.what.en}\n\n`, ...lines('vi'), ...lines('en')].join('');
}
