import type { Language } from './problem-types.js';

/** The limits that a check names in its English text: `must be longer than or equal to 3 characters`. */
type Wording = (limit: string) => Readonly<Record<Language, string>>;

const both = (code: string, vi: string, en: string): { code: string; say: Wording } => ({
  code,
  say: (limit) => ({ vi: vi.replace('{}', limit), en: en.replace('{}', limit) }),
});

/** What each check of a field is called in an answer, and how it reads; by the name of the class-validator check. */
export const FAULTS: Readonly<Record<string, { code: string; say: Wording }>> = {
  expired: both('expired', 'Mã đã hết hạn.', 'It has expired.'),
  'not-for-this-service': both('not-for-this-service', 'Mã không dành cho dịch vụ này.', 'It is not for this service.'),
  'not-valid': both('not-valid', 'Mã không hợp lệ.', 'It is not valid.'),
  'not-a-url': both('not-a-url', 'Phải là một địa chỉ đầy đủ.', 'It has to be a whole address.'),
  'not-https': both('not-https', 'Địa chỉ phải dùng https.', 'The address has to be https.'),
  'holds-credentials': both(
    'holds-credentials',
    'Địa chỉ không được kèm tên người dùng hay mật khẩu.',
    'The address may hold no user and no password.',
  ),
  'holds-fragment': both(
    'holds-fragment',
    'Địa chỉ không được có phần sau dấu #.',
    'The address may have no fragment.',
  ),
  'port-refused': both(
    'port-refused',
    'Cổng phải là 443 hoặc từ 1024 trở lên.',
    'The port has to be 443, or 1024 or above.',
  ),
  'not-public': both(
    'not-public',
    'Phải là địa chỉ trên mạng công cộng.',
    'It has to be an address of the public network.',
  ),
  'beyond-reach': both(
    'beyond-reach',
    'Có loại hồ sơ ngoài phạm vi của người đăng ký.',
    'Some of it is out of the scope of whoever asks.',
  ),
  'full-not-granted': both(
    'full-not-granted',
    'Chỉ kiểm toán được đăng ký nhận toàn bộ nội dung.',
    'Whole events are sent in an auditor’s name only.',
  ),
  isString: both('not-a-text', 'Phải là một chuỗi ký tự.', 'It has to be a text.'),
  matches: both(
    'not-of-the-form',
    'Không đúng dạng quy định: mã chỉ gồm chữ, số và . _ : ~ -, bắt đầu bằng chữ hoặc số, tối đa 128 ký tự; mốc thời gian phải có Z hoặc độ lệch.',
    'Not of the form asked for: an id has letters, digits and . _ : ~ -, begins with a letter or digit and has 128 characters at most; an instant has Z or an offset.',
  ),
  isArray: both('not-a-list', 'Phải là một danh sách.', 'It has to be a list.'),
  arrayMinSize: both('too-few', 'Cần ít nhất {} mục.', 'It needs {} items at least.'),
  arrayMaxSize: both('too-many', 'Nhiều nhất {} mục.', 'It may have {} items at most.'),
  arrayUnique: both('stands-twice', 'Có mục lặp lại.', 'An item stands twice.'),
  isCivilDate: both(
    'not-a-date',
    'Phải là ngày có thật trong lịch, dạng YYYY-MM-DD.',
    'It has to be a date of the calendar, YYYY-MM-DD.',
  ),
  isPhone: both(
    'not-a-phone-number',
    'Phải là số điện thoại: 0… hoặc +mã nước, chỉ gồm chữ số, không có khoảng trắng.',
    'It has to be a telephone number: 0… or + and the country’s code, digits without spaces.',
  ),
  isNationalId: both(
    'not-an-identity-number',
    'Phải là số định danh cá nhân, CCCD gồm 12 chữ số hoặc CMND gồm 9 chữ số.',
    'It has to be the number of an identity card: 12 digits, or 9.',
  ),
  minLength: both('too-short', 'Cần ít nhất {} ký tự.', 'It needs {} characters at least.'),
  maxLength: both('too-long', 'Nhiều nhất {} ký tự.', 'It may have {} characters at most.'),
  isIso8601: both(
    'not-an-instant',
    'Phải là thời điểm ISO 8601 có Z hoặc độ lệch.',
    'It has to be an ISO 8601 instant with Z or an offset.',
  ),
  isKnownTime: both(
    'not-a-known-time',
    'Phải là số thứ tự bản ghi, hoặc thời điểm ISO 8601 có Z hoặc độ lệch.',
    'It has to be an ordinal in digits, or an ISO 8601 instant with Z or an offset.',
  ),
  isView: both(
    'not-a-view',
    'Phải là đường dẫn của một trang thuộc API này, trang đó nhận asOf và knownAt và trả JSON.',
    'It has to be the path of a page of this API that takes asOf and knownAt and gives JSON.',
  ),
  isViewWithoutTimes: both(
    'says-its-times-itself',
    'Không kèm asOf, knownAt, atLeast, format trong đường dẫn; hãy dùng from, to, asOf, toAsOf.',
    'The view has no asOf, knownAt, atLeast or format of its own: say from, to, asOf and toAsOf.',
  ),
  isUuid: both('not-a-uuid', 'Phải là một UUID.', 'It has to be a UUID.'),
  isIn: both('not-in-the-list', 'Chỉ nhận một trong các giá trị: {}.', 'It has to be one of: {}.'),
  isBoolean: both('not-a-flag', 'Phải là true hoặc false.', 'It has to be true or false.'),
  isInt: both('not-a-whole-number', 'Phải là số nguyên.', 'It has to be a whole number.'),
  isNumber: both('not-a-number', 'Phải là một số.', 'It has to be a number.'),
  min: both('too-small', 'Không được nhỏ hơn {}.', 'It may not be less than {}.'),
  max: both('too-great', 'Không được lớn hơn {}.', 'It may not be more than {}.'),
  isAfter: both('ends-before-it-begins', 'Phải sau ngày bắt đầu.', 'It has to be after the first day.'),
  nestedValidation: both('not-an-object', 'Phải là một đối tượng.', 'It has to be an object.'),
  isObject: both('not-an-object', 'Phải là một đối tượng.', 'It has to be an object.'),
  unknownValue: both('not-an-object', 'Phải là một đối tượng.', 'It has to be an object.'),
  whitelistValidation: both('unknown-field', 'Không có trường này.', 'There is no such field.'),
  notJson: both('not-json', 'Không phải JSON hợp lệ.', 'It is not valid JSON.'),
  notUtf8: both('not-utf-8', 'Không phải UTF-8 hợp lệ.', 'It is not valid UTF-8.'),
  duplicateKey: both('stands-twice', 'Khóa này xuất hiện hai lần.', 'The key stands twice.'),
  tooDeep: both('too-deep', 'Lồng nhau quá sâu.', 'It is nested too deeply.'),
  tooManyValues: both(
    'too-many',
    'Nội dung có nhiều nhất 20.000 giá trị, mỗi danh sách nhiều nhất 5.000 mục.',
    'A body may have 20,000 values, a list in it 5,000 items.',
  ),
  illegalText: both(
    'illegal-text',
    'Có ký tự U+0000 hoặc ký tự thay thế đứng một mình.',
    'It has U+0000 or a lone surrogate.',
  ),
  ownOffice: both('one-of-your-offices', 'Chức vụ của người gửi: {}.', 'An office of whoever asks: {}.'),
  headerForm: both(
    'not-of-the-form',
    'Không đúng dạng mà tài liệu mô tả.',
    'Not of the form that the documentation describes.',
  ),
};

const OTHER = both('invalid', 'Giá trị không hợp lệ.', 'The value is invalid.');

/** The stable code and the wording of a check, in one language. */
export function faultText(check: string, message: string, language: Language): { code: string; detail: string } {
  const { code, say } = (Object.hasOwn(FAULTS, check) ? FAULTS[check] : undefined) ?? OTHER;
  return { code, detail: say(limitOf(check, message))[language] };
}

function limitOf(check: string, message: string): string {
  if (check === 'ownOffice') return message;
  if (check === 'isIn') return message.slice(message.indexOf(': ') + 2);
  return /-?\d+(?=\D*$)/.exec(message)?.[0] ?? '';
}
