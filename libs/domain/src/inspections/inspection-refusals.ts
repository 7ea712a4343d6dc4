import type { Refusal } from '../refusal.js';

export const INSPECTION_REFUSALS = {
  // Inspections and findings (section 1, section 5).
  'team-unknown': {
    rule: 'section 1',
    en: 'No such inspection team is recorded.',
    vi: 'Chưa có đoàn kiểm tra này trong hồ sơ.',
  },
  'team-already-established': {
    rule: 'section 1',
    en: 'An inspection team with this id is already recorded.',
    vi: 'Đã có đoàn kiểm tra với mã này trong hồ sơ.',
  },
  'team-count-not-positive': {
    rule: 'section 1',
    en: 'The number of teams must be 1 or more.',
    vi: 'Số đoàn kiểm tra phải từ 1 trở lên.',
  },
  'before-the-team': {
    rule: 'section 1',
    en: 'The team does not act before the day on which it is recorded.',
    vi: 'Đoàn kiểm tra không hoạt động trước ngày được ghi nhận.',
  },
  'visit-already-recorded': {
    rule: 'section 1',
    en: 'A visit with this id is already recorded for the team.',
    vi: 'Đã ghi nhận lượt kiểm tra với mã này của đoàn.',
  },
  'inspects-own-unit': {
    rule: 'section 5',
    en: 'Nobody inspects a unit that they head or belong to.',
    vi: 'Không ai được kiểm tra đơn vị do mình đứng đầu hoặc mình là thành viên.',
  },
  'finding-unknown': {
    rule: 'section 1',
    en: 'No such finding is recorded.',
    vi: 'Chưa có nội dung ghi nhận này trong hồ sơ.',
  },
  'rectification-holds-informant': {
    rule: 'section 5',
    en: 'Who reported it is kept until what was asked because of the finding has been verified.',
    vi: 'Thông tin người phản ánh được giữ đến khi việc chấn chỉnh, khắc phục theo nội dung này được xác nhận.',
  },
  'finding-already-logged': {
    rule: 'section 1',
    en: 'A finding with this id is already recorded.',
    vi: 'Đã có nội dung ghi nhận với mã này trong hồ sơ.',
  },
  'inspection-finding-needs-its-team': {
    rule: 'section 1',
    en: 'A finding made on an inspection names the team that made it.',
    vi: 'Nội dung ghi nhận khi kiểm tra phải nêu đoàn kiểm tra.',
  },
  'before-the-finding': {
    rule: 'section 1',
    en: 'Nothing follows from a finding before the day of the finding.',
    vi: 'Không thể có việc tiếp theo trước ngày có nội dung ghi nhận.',
  },
  'units-already-identified': {
    rule: 'section 1',
    en: 'All these units are already named by the finding.',
    vi: 'Các đơn vị này đã được nêu trong nội dung ghi nhận.',
  },
  'visit-unknown': {
    rule: 'section 1',
    en: 'No such visit is recorded.',
    vi: 'Chưa có cuộc kiểm tra này trong hồ sơ.',
  },
  'report-due-before-the-team': {
    rule: 'section 1',
    en: 'A report is not due before the day of the team.',
    vi: 'Thời hạn báo cáo không thể trước ngày có đoàn kiểm tra.',
  },
  'not-of-the-team': {
    rule: 'section 1',
    en: 'That person is not in the team on that day.',
    vi: 'Người này không thuộc đoàn kiểm tra vào ngày đó.',
  },
  'already-of-the-team': {
    rule: 'section 1',
    en: 'That person is in the team already, or joins and leaves at once.',
    vi: 'Người này đã thuộc đoàn kiểm tra, hoặc vừa vào vừa ra trong cùng một lần.',
  },
  'team-without-a-leader': {
    rule: 'section 1',
    en: 'A team that has a leader keeps one; name who leads from then on.',
    vi: 'Đoàn kiểm tra phải luôn có trưởng đoàn; cần nêu người làm trưởng đoàn tiếp theo.',
  },
  'team-not-under-way': {
    rule: 'section 1',
    en: 'The team is not under way on that day.',
    vi: 'Vào ngày đó đoàn kiểm tra không đang đi kiểm tra.',
  },
  'before-the-visit': {
    rule: 'section 1',
    en: 'Nothing of a visit is signed or answered before the day of the visit.',
    vi: 'Không thể ghi nhận hay ký trước ngày kiểm tra.',
  },
  'not-on-the-checklist': {
    rule: 'section 1',
    en: 'The checklist of the team has no such point.',
    vi: 'Danh mục kiểm tra của đoàn không có nội dung này.',
  },
  'point-answered-twice': {
    rule: 'section 1',
    en: 'A point of the checklist stands twice in the answers.',
    vi: 'Một nội dung kiểm tra được trả lời hai lần.',
  },
  // Minutes (biên bản): signed on the spot.
  'minutes-already-signed': {
    rule: 'section 6',
    en: 'The minutes of the visit are signed; what was found changes by annulment only.',
    vi: 'Biên bản kiểm tra đã ký; nội dung ghi nhận chỉ thay đổi bằng việc hủy bản ghi.',
  },
  'finding-of-another-visit': {
    rule: 'section 6',
    en: 'The minutes list a finding that was not made on this visit.',
    vi: 'Biên bản nêu nội dung ghi nhận không phải của lượt kiểm tra này.',
  },
  'minutes-leave-out-a-finding': {
    rule: 'section 6',
    en: 'The minutes list every finding of the visit that is on record.',
    vi: 'Biên bản phải nêu đủ các nội dung đã ghi nhận của lượt kiểm tra.',
  },
  'disagreement-needs-its-text': {
    rule: 'section 6',
    en: 'A unit that disagrees says in words how.',
    vi: 'Đơn vị không đồng ý phải nêu rõ ý kiến bằng lời.',
  },
  'minutes-need-a-representative': {
    rule: 'section 6',
    en: 'Somebody signs for the unit, unless it refused to sign.',
    vi: 'Phải có người ký thay mặt đơn vị, trừ khi đơn vị từ chối ký.',
  },
  'signs-for-both-sides': {
    rule: 'section 5',
    en: 'One person does not sign for the team and for the unit.',
    vi: 'Một người không được ký cả cho đoàn kiểm tra lẫn cho đơn vị.',
  },
  'representative-of-another-unit': {
    rule: 'section 5',
    en: 'The office of who signs for the unit is not in that unit.',
    vi: 'Chức vụ của người ký thay mặt đơn vị không thuộc đơn vị đó.',
  },
  'person-not-in-that-office': {
    rule: 'section 1',
    en: 'The record does not show that person in that office on that day.',
    vi: 'Hồ sơ không cho thấy người này giữ chức vụ đó vào ngày đó.',
  },
  // The team's report.
  'report-already-delivered': {
    rule: 'section 6',
    en: 'A report with this id is already delivered by the team.',
    vi: 'Đoàn kiểm tra đã gửi báo cáo với mã này.',
  },
  'report-to-another-body': {
    rule: 'section 6',
    en: 'The team reports to the body that it answers to, or that sent it out.',
    vi: 'Đoàn kiểm tra báo cáo cơ quan mà đoàn chịu trách nhiệm hoặc cơ quan đã cử đoàn.',
  },
  'only-a-leader-reports': {
    rule: 'section 6',
    en: 'The report is signed by who leads the team on that day.',
    vi: 'Báo cáo của đoàn phải do trưởng đoàn vào ngày đó ký.',
  },
  'act-after-the-finding': {
    rule: 'section 1',
    en: 'What a finding judges does not lie after the day of the finding.',
    vi: 'Việc được nhận xét không thể diễn ra sau ngày ghi nhận.',
  },
  'finding-already-answered': {
    rule: 'section 1',
    en: 'An answer with this id already stands beside the finding.',
    vi: 'Đã có giải trình với mã này bên cạnh nội dung ghi nhận.',
  },
  // Rectifications (section 1: chấn chỉnh, khắc phục; section 5: somebody else decides).
  'strength-needs-no-rectification': {
    rule: 'section 1',
    en: 'A strength is noted; there is nothing to put right.',
    vi: 'Nội dung ghi nhận là ưu điểm nên không có gì phải khắc phục.',
  },
  'finding-names-no-unit': {
    rule: 'section 1',
    en: 'The finding names no unit yet; the units have to be identified first.',
    vi: 'Nội dung ghi nhận chưa nêu đơn vị nào; cần xác định đơn vị trước.',
  },
  'finding-not-about-that-unit': {
    rule: 'section 1',
    en: 'The finding is about other units, and about none that this unit has taken over or lies in.',
    vi: 'Nội dung ghi nhận không phải về đơn vị này, cũng không về đơn vị mà đơn vị này kế thừa hay trực thuộc.',
  },
  'rectification-already-requested': {
    rule: 'section 1',
    en: 'A rectification with this id is already requested for the finding.',
    vi: 'Đã có yêu cầu khắc phục với mã này cho nội dung ghi nhận.',
  },
  'rectification-unknown': {
    rule: 'section 1',
    en: 'No such rectification is requested for the finding.',
    vi: 'Chưa có yêu cầu khắc phục này cho nội dung ghi nhận.',
  },
  'before-the-request': {
    rule: 'section 1',
    en: 'Nothing follows from a request before the day of the request.',
    vi: 'Không thể có việc tiếp theo trước ngày yêu cầu khắc phục.',
  },
  'due-before-the-request': {
    rule: 'section 1',
    en: 'A rectification is not due before the day on which it was requested.',
    vi: 'Thời hạn khắc phục không thể trước ngày yêu cầu.',
  },
  'rectification-closed': {
    rule: 'section 1',
    en: 'The rectification is verified already; a new request is needed for more.',
    vi: 'Việc khắc phục đã được xác minh; muốn thêm phải có yêu cầu mới.',
  },
  'rectification-already-reported': {
    rule: 'section 1',
    en: 'A report of this rectification already waits to be verified.',
    vi: 'Đã có báo cáo khắc phục đang chờ xác minh.',
  },
  'no-such-rectification-report': {
    rule: 'section 1',
    en: 'No report of this rectification is there to be decided.',
    vi: 'Không có báo cáo khắc phục nào như vậy để xác minh.',
  },
  'rectification-already-decided': {
    rule: 'section 1',
    en: 'That report is already decided; each is decided once.',
    vi: 'Báo cáo này đã có kết luận; mỗi báo cáo chỉ kết luận một lần.',
  },
  'verdict-before-report': {
    rule: 'section 1',
    en: 'A report is not decided before the day of the report.',
    vi: 'Không thể kết luận trước ngày báo cáo khắc phục.',
  },
  'rejection-needs-a-reason': {
    rule: 'section 1',
    en: 'Who rejects a report says what is missing.',
    vi: 'Người không chấp nhận báo cáo phải nêu rõ còn thiếu gì.',
  },
  'not-the-unit-to-rectify': {
    rule: 'section 5',
    en: 'A rectification is reported by the unit of which it was asked, or a body inside it.',
    vi: 'Báo cáo khắc phục phải do đơn vị được yêu cầu hoặc cơ quan trực thuộc đơn vị đó lập.',
  },
  'unit-decides-own-rectification': {
    rule: 'section 5',
    en: 'A unit neither requests, dates nor verifies its own rectification.',
    vi: 'Đơn vị không tự yêu cầu, tự đặt hạn hay tự xác minh việc khắc phục của mình.',
  },
  'person-decides-own-rectification': {
    rule: 'section 5',
    en: 'A person in office in the unit on that day does not decide on its rectification.',
    vi: 'Người giữ chức vụ trong đơn vị vào ngày đó không được quyết định về việc khắc phục của đơn vị.',
  },
  'only-the-requester-sets-the-date': {
    rule: 'section 5',
    en: 'The date is set by the body that asked for the rectification or one above it.',
    vi: 'Thời hạn do cơ quan yêu cầu khắc phục hoặc cơ quan cấp trên của cơ quan đó đặt.',
  },
  // R8 for findings.
  'finding-successor-already-decided': {
    rule: 'R8',
    en: 'The successor of that unit for this finding is already decided.',
    vi: 'Đã có quyết định về đơn vị kế thừa đối với nội dung ghi nhận này.',
  },
  'finding-needs-no-successor': {
    rule: 'R8',
    en: 'The finding does not wait for a successor of that unit on that date.',
    vi: 'Vào ngày đó nội dung ghi nhận không chờ xác định đơn vị kế thừa của đơn vị này.',
  },
  'not-a-successor-of-that-unit': {
    rule: 'R8',
    en: 'That unit is none of the successors of the split unit, nor inside one.',
    vi: 'Đơn vị này không phải là đơn vị kế thừa của đơn vị đã chia tách.',
  },
  'successor-decides-own-finding': {
    rule: 'section 5',
    en: 'Which successor a finding passes to is not decided by a successor.',
    vi: 'Đơn vị kế thừa không tự quyết định nội dung ghi nhận thuộc về đơn vị nào.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
