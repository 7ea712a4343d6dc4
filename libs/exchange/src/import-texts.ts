import { REFUSALS } from '#domain/refusals.js';
import type { CellFault, InBoth, Language } from './columns.js';
import type { DecisionCode } from './import-kind.js';
import type { Headings } from './headings.js';
import type { DeniedCode, RowProblem, RowResult } from './import-report.js';
import type { FileFault } from './sheet-row.js';

const CELLS: Readonly<Record<CellFault, InBoth>> = {
  missing: { vi: 'Ô này không được để trống.', en: 'The cell may not be empty.' },
  'not-a-date': {
    vi: 'Phải là ngày có thật trong lịch, dạng ngày/tháng/năm hoặc năm-tháng-ngày.',
    en: 'It has to be a date of the calendar, dd/mm/yyyy or yyyy-mm-dd.',
  },
  'not-a-number': {
    vi: 'Không đọc được số một cách chắc chắn; viết số liền nhau, không dùng dấu ngăn cách hàng nghìn.',
    en: 'It cannot be read as a number for certain; write the digits without separators of thousands.',
  },
  'not-in-the-list': { vi: 'Chỉ nhận một trong các giá trị: {}.', en: 'It has to be one of: {}.' },
  'not-yes-or-no': { vi: 'Chỉ nhận có hoặc không.', en: 'It has to be yes or no.' },
  'a-formula': {
    vi: 'Ô bắt đầu bằng dấu = như một công thức; hãy ghi giá trị.',
    en: 'The cell begins with = like a formula; write the value.',
  },
};

const DECISIONS: Readonly<Record<DecisionCode, InBoth>> = {
  'no-command-changes-this': {
    vi: 'Khác với dữ liệu đã ghi và không có lệnh nào sửa được; cần người có thẩm quyền quyết định.',
    en: 'It differs from what is on record and no command changes it; a person has to decide.',
  },
  'no-day-of-change': {
    vi: 'Khác với dữ liệu đã ghi nhưng chưa rõ từ ngày nào; hãy ghi ngày thay đổi hoặc ngày của danh mục.',
    en: 'It differs from what is on record and the day of the change is not said; give it, or the day of the list.',
  },
  'began-otherwise': {
    vi: 'Ngày bắt đầu khác với dữ liệu đã ghi; đơn vị cùng mã nhưng lập vào ngày khác là đơn vị mới và cần mã mới.',
    en: 'It began on another day than on record; a unit of the same code that began later is a new unit and needs a new id.',
  },
  'ended-unit': {
    vi: 'Theo dữ liệu đã ghi, đơn vị đã kết thúc vào hoặc trước ngày của danh mục.',
    en: 'On record the unit ended on or before the day of the list.',
  },
  'not-the-same-holder': {
    vi: 'Đang có người khác giữ chức vụ và chưa rõ ngày thôi; hãy ghi cột Thay cho hoặc ghi nhận việc thôi giữ chức vụ trước.',
    en: 'Somebody else holds the office without an end; fill in Replaces, or record first that they left.',
  },
};

const FILES: Readonly<Record<FileFault, InBoth>> = {
  'not-a-table': { vi: 'Không đọc được tệp như một bảng.', en: 'The file cannot be read as a table.' },
  'not-utf-8': { vi: 'Tệp CSV phải là UTF-8.', en: 'A CSV file has to be UTF-8.' },
  'too-large': { vi: 'Tệp quá lớn.', en: 'The file is too large.' },
  'too-many-rows': {
    vi: 'Quá nhiều dòng; hãy chia thành nhiều tệp.',
    en: 'Too many rows; divide them into several files.',
  },
  'not-a-workbook': { vi: 'Không phải tệp XLSX đọc được.', en: 'Not an XLSX workbook that can be read.' },
  encrypted: {
    vi: 'Tệp có mật khẩu hoặc là định dạng .xls cũ; hãy lưu lại thành .xlsx không mật khẩu.',
    en: 'The file is under a password or an old .xls; save it as .xlsx without one.',
  },
  'cell-too-long': {
    vi: 'Có ô quá dài hoặc dấu ngoặc kép không đóng.',
    en: 'A cell is too long, or a quotation mark is not closed.',
  },
};

const RESULTS: Readonly<Record<RowResult, InBoth>> = {
  new: { vi: 'mới', en: 'new' },
  changed: { vi: 'thay đổi', en: 'changed' },
  unchanged: { vi: 'không đổi', en: 'unchanged' },
  decide: { vi: 'cần quyết định', en: 'needs a decision' },
  refused: { vi: 'bị từ chối', en: 'refused' },
  invalid: { vi: 'không hợp lệ', en: 'invalid' },
};

const DENIED: Readonly<Record<DeniedCode, InBoth>> = {
  'not-allowed': { vi: 'Người nhập không được ghi dòng này.', en: 'Whoever imports may not record this row.' },
  'not-recorded': { vi: 'Chưa có trong hồ sơ.', en: 'Not on record.' },
};

/** How the checks of command fields read; the edge has their texts. */
export type CheckText = (code: string, message: string, language: Language) => string;

/** One sentence on what is wrong with a row, in the reader's language. */
export function problemText(problem: RowProblem, language: Language, checkText: CheckText): string {
  switch (problem.kind) {
    case 'cell':
      return withFound(CELLS[problem.code][language].replace('{}', problem.allowed.join(', ')), problem.value);
    case 'check':
      return checkText(problem.code, problem.message, language);
    case 'rule':
      return withFound(REFUSALS[problem.code][language], problem.subject);
    case 'decision':
      return DECISIONS[problem.code][language];
    case 'denied':
      return DENIED[problem.code][language];
    case 'twice':
      return { vi: `Trùng với dòng ${problem.before}.`, en: `The same as row ${problem.before}.` }[language];
  }
}

export function fileText(fault: FileFault, found: string, language: Language): string {
  return withFound(FILES[fault][language], found);
}

export function headingsText({ missing, unknown, twice }: Headings, language: Language): string {
  const said: [string[] | readonly string[], InBoth][] = [
    [missing, { vi: 'Thiếu cột', en: 'Missing columns' }],
    [unknown, { vi: 'Không có cột', en: 'No such columns' }],
    [twice, { vi: 'Cột lặp lại', en: 'Columns that stand twice' }],
  ];
  return said
    .filter(([names]) => names.length > 0)
    .map(([names, title]) => `${title[language]}: ${names.join(', ')}.`)
    .join(' ');
}

export function resultText(result: RowResult, language: Language): string {
  return RESULTS[result][language];
}

function withFound(sentence: string, found: string): string {
  return found === '' ? sentence : `${sentence.replace(/\.$/, '')}: ${found}.`;
}
