/** What each group of routes is about, for the reader of the document; a test demands a row for every tag in use. */
export const TAGS: Readonly<Record<string, { vi: string; en: string }>> = {
  'access-log': {
    vi: 'Nhật ký truy cập: ai đã đọc gì, là một nhật ký minh bạch riêng.',
    en: 'Who has read what; a transparency log of its own.',
  },
  annulments: {
    vi: 'Hủy bản ghi sai: một người đề nghị, người khác xác nhận (R10).',
    en: 'Taking a wrong record out of force: one proposes, another confirms (R10).',
  },
  audit: {
    vi: 'Kiểm toán: dựng lại mô hình đọc từ nhật ký và đối chiếu.',
    en: 'Audit: read models made anew from the log and compared.',
  },
  bundles: {
    vi: 'Gói bằng chứng: câu trả lời cùng các bản ghi và chứng minh, kiểm tra được ngoại tuyến.',
    en: 'Evidence bundles: an answer with its records and proofs, checked offline.',
  },
  'case reports': {
    vi: 'Báo cáo số ca, giữ nguyên như đã báo cáo, và các lần đính chính.',
    en: 'Case counts, kept as reported, and their corrections.',
  },
  'certification of figures': {
    vi: 'Xác nhận số liệu bởi người khác với người báo cáo; mở lại cần hai người.',
    en: 'Figures certified by another person than the reporter; reopened by two.',
  },
  directives: {
    vi: 'Văn bản chỉ đạo: ban hành, nơi nhận, triển khai xuống, sửa đổi, thay thế, hiệu lực.',
    en: 'Directives: issue, recipients, cascade, amendment, supersession, what was in force.',
  },
  drafts: {
    vi: 'Dự thảo do phần mềm chuẩn bị; chỉ có hiệu lực khi có người ký.',
    en: 'Drafts that the software prepares; nothing until a person signs.',
  },
  'epidemic levels': {
    vi: 'Cấp độ dịch theo bộ tiêu chí có phiên bản của cơ quan ban hành.',
    en: 'Epidemic levels by versioned schemes of an issuer.',
  },
  evidence: {
    vi: 'Tệp minh chứng, lưu theo giá trị băm SHA-256.',
    en: 'Bytes of evidence, kept under their SHA-256.',
  },
  figures: {
    vi: 'Chuỗi số liệu và tổng hợp từ cấp dưới bên cạnh số của chính đơn vị.',
    en: 'Series, and the sum of the children beside a unit’s own figure.',
  },
  findings: {
    vi: 'Phát hiện khi kiểm tra, khắc phục và xác minh khắc phục.',
    en: 'Findings, their rectification and its verification.',
  },
  health: { vi: 'Tình trạng hoạt động của dịch vụ.', en: 'Whether the service runs and can serve.' },
  history: {
    vi: 'Diễn biến từng sự kiện và so sánh câu trả lời giữa hai thời điểm.',
    en: 'Event by event, and answers at two times compared.',
  },
  imports: { vi: 'Nhập danh sách từ CSV hoặc XLSX.', en: 'Lists taken in from CSV or XLSX.' },
  indicators: { vi: 'Chỉ tiêu và giá trị đã báo cáo.', en: 'Indicators as reported.' },
  inspections: {
    vi: 'Đoàn kiểm tra: thành lập, cử đi, kiểm tra tại chỗ, biên bản, báo cáo.',
    en: 'Inspection teams: established, dispatched, visits, minutes, report.',
  },
  log: {
    vi: 'Nhật ký minh bạch: điểm kiểm tra có chữ ký, chứng minh, biên nhận.',
    en: 'The transparency log: signed checkpoints, proofs, receipts.',
  },
  'number registers': {
    vi: 'Sổ đăng ký số văn bản, kèm số thiếu và số trùng.',
    en: 'Registers of document numbers, with gaps and duplicates.',
  },
  offices: {
    vi: 'Chức vụ, người giữ chức vụ theo thời gian, bàn giao.',
    en: 'Offices, who held them when, handovers.',
  },
  papers: { vi: 'Văn bản DOCX theo thể thức.', en: 'Papers in DOCX, in the official form.' },
  'personal data': {
    vi: 'Dữ liệu cá nhân được niêm phong và việc xóa theo quyết định.',
    en: 'Sealed personal fields, and their erasure by order.',
  },
  persons: { vi: 'Người và các chức vụ đã giữ.', en: 'Persons and the offices that they held.' },
  plans: { vi: 'Phương án đã chuẩn bị cho các kịch bản.', en: 'Plans prepared for scenarios.' },
  recognitions: {
    vi: 'Khen thưởng, phê bình, chuyển xử lý vi phạm: chỉ ghi điều người có thẩm quyền đã nói.',
    en: 'Praise, criticism and referrals, as somebody said them; none is derived.',
  },
  records: {
    vi: 'Các bản ghi như đã lưu, dạng của chúng, và việc trái quy tắc nhìn từ hiểu biết sau này.',
    en: 'Records as they are, their forms, and acts that later knowledge shows to break a rule.',
  },
  'reporting duties': {
    vi: 'Nghĩa vụ báo cáo và báo cáo thiếu, chậm.',
    en: 'Who owes which report, and what is missing or late.',
  },
  scorecards: {
    vi: 'Phiếu theo dõi: không xếp hạng, không điểm tổng hợp.',
    en: 'Scorecards: no ranking and no composite score.',
  },
  search: { vi: 'Tìm kiếm không phân biệt dấu, chịu lỗi gõ.', en: 'Search that folds tone marks and bears typos.' },
  tasks: {
    vi: 'Nhiệm vụ: giao, ủy quyền, gia hạn, hoàn thành, và ai chịu trách nhiệm.',
    en: 'Tasks: assignment, delegation, extension, completion, and who answers.',
  },
  thresholds: { vi: 'Ngưỡng số liệu kích hoạt kịch bản.', en: 'Thresholds on figures that set scenarios off.' },
  units: {
    vi: 'Địa bàn, cơ quan, nhóm đơn vị và việc sắp xếp lại theo thời gian.',
    en: 'Places, bodies and classes of units, and their reorganisation over time.',
  },
  webhooks: {
    vi: 'Gửi sự kiện tới địa chỉ của nơi khác, có chữ ký, gửi lại khi lỗi.',
    en: 'Events delivered to somebody else’s address, signed, tried again on failure.',
  },
};
