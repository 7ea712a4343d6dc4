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
    en: 'Units are identified on or after the day of the finding.',
    vi: 'Không thể xác định đơn vị trước ngày có nội dung ghi nhận.',
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
} as const satisfies Readonly<Record<string, Refusal>>;
