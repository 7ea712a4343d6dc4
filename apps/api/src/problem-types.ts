/** The languages in which the API explains itself. */
export const LANGUAGES = ['vi', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface ProblemType {
  status: number;
  /** Seconds after which the same request may succeed, for `Retry-After`. */
  retryAfter?: number;
  vi: { title: string; detail: string };
  en: { title: string; detail: string };
}

/** What every type of problem begins with; the slug of the table below follows. */
export const TYPE_PREFIX = 'urn:trachnhiem:problem:';

/**
 * Every kind of answer that is not a success, by the last part of its `type`. A refusal of the domain has a type of its
 * own, `rule:` and its code, and takes its texts from the table of refusals. docs/problems.md is written from this table.
 */
export const PROBLEMS = {
  'malformed-body': {
    status: 400,
    vi: {
      title: 'Không đọc được nội dung yêu cầu.',
      detail: 'Nội dung phải là một đối tượng JSON hợp lệ, mã hóa UTF-8.',
    },
    en: { title: 'The body cannot be read.', detail: 'The body has to be one valid JSON object in UTF-8.' },
  },
  'malformed-url': {
    status: 400,
    vi: { title: 'Địa chỉ không hợp lệ.', detail: 'Địa chỉ phải mã hóa phần trăm theo UTF-8.' },
    en: { title: 'The address is malformed.', detail: 'The address has to be percent-encoded UTF-8.' },
  },
  'invalid-query': {
    status: 400,
    vi: { title: 'Tham số không hợp lệ.', detail: 'Có tham số sai hoặc không được hỗ trợ; xem `errors`.' },
    en: { title: 'A parameter is invalid.', detail: 'A parameter is wrong or not known; see `errors`.' },
  },
  'invalid-header': {
    status: 400,
    vi: { title: 'Trường đầu đề không hợp lệ.', detail: 'Có trường đầu đề sai; xem `errors`.' },
    en: { title: 'A header is invalid.', detail: 'A header field is wrong; see `errors`.' },
  },
  'invalid-cursor': {
    status: 400,
    vi: { title: 'Con trỏ trang không hợp lệ.', detail: 'Chỉ dùng giá trị `next` mà trang trước đã trả về.' },
    en: { title: 'The cursor is invalid.', detail: 'Use only what the page before has given as `next`.' },
  },
  'known-at-in-the-future': {
    status: 400,
    vi: {
      title: 'Thời điểm `knownAt` ở tương lai.',
      detail: 'Chưa thể biết điều sẽ được ghi sau này; hãy dùng một thời điểm đã qua.',
    },
    en: {
      title: '`knownAt` lies in the future.',
      detail: 'What will be recorded later is not known now; use a time that has passed.',
    },
  },
  'bad-request': {
    status: 400,
    vi: { title: 'Yêu cầu không hợp lệ.', detail: 'Máy chủ không thể xử lý yêu cầu này.' },
    en: { title: 'The request is invalid.', detail: 'The server cannot process this request.' },
  },
  'not-signed-in': {
    status: 401,
    vi: {
      title: 'Chưa đăng nhập.',
      detail: 'Hãy gửi mã truy cập của nơi cấp trong trường `Authorization: Bearer …`.',
    },
    en: { title: 'Not signed in.', detail: 'Send an access token of the issuer as `Authorization: Bearer …`.' },
  },
  'invalid-token': {
    status: 401,
    vi: { title: 'Mã truy cập không được chấp nhận.', detail: 'Hãy đăng nhập lại để lấy mã mới; xem `errors`.' },
    en: { title: 'The access token is not accepted.', detail: 'Sign in again for a new one; see `errors`.' },
  },
  'not-recorded': {
    status: 404,
    vi: { title: 'Chưa có trong hồ sơ.', detail: 'Tại thời điểm đó hồ sơ chưa có đối tượng được hỏi.' },
    en: { title: 'Not on record.', detail: 'Nothing of that id is on record as known then.' },
  },
  'not-signed-yet': {
    status: 404,
    retryAfter: 1,
    vi: {
      title: 'Chưa có điểm kiểm tra đã ký nào bao trùm.',
      detail: 'Mỗi bản ghi được ký trong vài giây; hãy hỏi lại. Nếu kéo dài, xem `ledger` tại /health/ready.',
    },
    en: {
      title: 'Not under a signed checkpoint yet.',
      detail: 'A record is signed within seconds; ask again. If it lasts, see `ledger` at /health/ready.',
    },
  },
  'entry-too-long': {
    status: 404,
    vi: {
      title: 'Gói này có bản ghi quá dài nên không có ở dạng này.',
      detail: 'Độ dài trong gói chỉ có hai byte; hãy lấy tại /log/leaves với cùng số.',
    },
    en: {
      title: 'A record of this bundle is too long for it.',
      detail: 'A length in a bundle has two bytes; /log/leaves has the same records under the same number.',
    },
  },
  'not-allowed': {
    status: 403,
    vi: {
      title: 'Không được phép.',
      detail: 'Việc này không thuộc thẩm quyền của người gửi; docs/access.md nêu ai được làm gì.',
    },
    en: {
      title: 'Not allowed.',
      detail: 'This is not for whoever asks; docs/access.md says who may do what.',
    },
  },
  'office-not-held': {
    status: 403,
    vi: {
      title: 'Người gửi không giữ chức vụ đã nêu.',
      detail: 'Chức vụ trong `Acting-Office` phải là chức vụ người gửi đang giữ vào ngày của việc đó.',
    },
    en: {
      title: 'The office that was named is not held by whoever asks.',
      detail: '`Acting-Office` has to be an office that they hold on the day of the act.',
    },
  },
  'acting-office-needed': {
    status: 422,
    vi: {
      title: 'Cần nêu chức vụ.',
      detail: 'Nhiều chức vụ của người gửi làm được việc này; hãy nêu một trong `errors` ở `Acting-Office`.',
    },
    en: {
      title: 'An office has to be named.',
      detail: 'Several offices of whoever asks would do; name one of those in `errors` as `Acting-Office`.',
    },
  },
  'no-such-route': {
    status: 404,
    vi: { title: 'Không có địa chỉ này.', detail: 'Các địa chỉ được mô tả tại /docs.' },
    en: { title: 'There is no such address.', detail: 'The addresses are described at /docs.' },
  },
  'method-not-allowed': {
    status: 405,
    vi: { title: 'Địa chỉ này không nhận phương thức đó.', detail: 'Trường `Allow` nêu các phương thức được nhận.' },
    en: { title: 'The address does not take that method.', detail: 'The header `Allow` names those that it takes.' },
  },
  'request-in-flight': {
    status: 409,
    retryAfter: 1,
    vi: {
      title: 'Yêu cầu có cùng `Idempotency-Key` đang được xử lý.',
      detail: 'Hãy gửi lại cùng khóa và nội dung sau ít giây để nhận kết quả của yêu cầu đó.',
    },
    en: {
      title: 'The same `Idempotency-Key` is under way.',
      detail: 'Send the same key and body again in a moment to get the answer of the first.',
    },
  },
  'not-acceptable': {
    status: 406,
    vi: {
      title: 'Không có câu trả lời ở dạng đó.',
      detail: '`Accept` cần nhận một dạng mà địa chỉ này trả về; xem /docs.',
    },
    en: {
      title: 'There is no answer of that form.',
      detail: '`Accept` has to take a form that the address gives; see /docs.',
    },
  },
  'url-too-long': {
    status: 414,
    vi: { title: 'Địa chỉ quá dài.', detail: 'Địa chỉ cùng tham số không được quá 8.192 ký tự.' },
    en: { title: 'The address is too long.', detail: 'With its parameters it may have 8,192 characters at most.' },
  },
  'too-many-requests': {
    status: 429,
    vi: {
      title: 'Quá nhiều yêu cầu.',
      detail: 'Hãy chờ số giây nêu trong `Retry-After`; `RateLimit` cho biết còn được gửi bao nhiêu.',
    },
    en: {
      title: 'Too many requests.',
      detail: 'Wait for the seconds that `Retry-After` says; `RateLimit` tells how many are left.',
    },
  },
  'stale-revision': {
    status: 412,
    vi: {
      title: 'Đối tượng đã thay đổi kể từ lần đọc.',
      detail: 'Không ghi gì. Hãy đọc lại đối tượng, xem lại quyết định, rồi gửi với số phiên bản mới trong `If-Match`.',
    },
    en: {
      title: 'The subject has changed since it was read.',
      detail: 'Nothing was recorded. Read it again, reconsider, and send it with its new revision in `If-Match`.',
    },
  },
  'webhook-conflict': {
    status: 409,
    vi: {
      title: 'Không đổi được đăng ký nhận tin.',
      detail: 'Đăng ký đã kết thúc, vừa được người khác đổi, hoặc đã có 100 đăng ký; hãy xem lại tại /webhooks.',
    },
    en: {
      title: 'The webhook cannot be changed like that.',
      detail: 'It has ended, somebody has just changed it, or there are 100 already; see /webhooks.',
    },
  },
  'replay-under-way': {
    status: 409,
    vi: {
      title: 'Đang có một lần dựng lại dữ liệu đọc.',
      detail: 'Mỗi lúc chỉ một lần; xem tiến độ tại /audit/replay-proofs, hoặc dừng lần đang chạy.',
    },
    en: {
      title: 'The read models are being made anew already.',
      detail: 'One at a time; /audit/replay-proofs shows how far it is, and it can be stopped.',
    },
  },
  'body-too-large': {
    status: 413,
    vi: { title: 'Nội dung quá lớn.', detail: 'Nội dung yêu cầu không được quá 1 MiB, tệp không quá 5 MiB.' },
    en: { title: 'The body is too large.', detail: 'A body may have 1 MiB at most, a file 5 MiB.' },
  },
  'unsupported-media-type': {
    status: 415,
    vi: {
      title: 'Kiểu nội dung không được hỗ trợ.',
      detail: 'Hãy gửi `Content-Type: application/json`, UTF-8, không nén; tệp thì gửi với đúng kiểu CSV hoặc XLSX.',
    },
    en: {
      title: 'The kind of body is not supported.',
      detail: 'Send `Content-Type: application/json` in UTF-8, not compressed; a file with its own type, CSV or XLSX.',
    },
  },
  'request-too-slow': {
    status: 408,
    vi: { title: 'Yêu cầu đến quá chậm.', detail: 'Đường truyền bị ngắt; hãy gửi lại, cùng `Idempotency-Key` nếu có.' },
    en: {
      title: 'The request came in too slowly.',
      detail: 'The connection was cut; send it again with the same key.',
    },
  },
  'headers-too-large': {
    status: 431,
    vi: { title: 'Địa chỉ và đầu đề quá dài.', detail: 'Địa chỉ và các trường đầu đề cộng lại tối đa 16 KiB.' },
    en: { title: 'Address and headers are too long.', detail: 'Address and header fields may have 16 KiB together.' },
  },
  'evidence-too-large': {
    status: 413,
    vi: { title: 'Tệp minh chứng quá lớn.', detail: 'Không lưu gì. Giới hạn do người vận hành đặt, mặc định 50 MiB.' },
    en: {
      title: 'The file is too large.',
      detail: 'Nothing was kept. The operator sets the limit, 50 MiB by default.',
    },
  },
  'evidence-not-raw': {
    status: 415,
    vi: {
      title: 'Hãy gửi nguyên nội dung tệp.',
      detail: 'Không nhận biểu mẫu multipart và nội dung nén; thân yêu cầu phải là chính các byte của tệp.',
    },
    en: {
      title: 'Send the file as it is.',
      detail: 'Neither multipart forms nor compressed bodies are taken; the body has to be the bytes of the file.',
    },
  },
  'invalid-body': {
    status: 422,
    vi: { title: 'Nội dung không đúng mẫu.', detail: 'Có trường sai, thiếu hoặc không được hỗ trợ; xem `errors`.' },
    en: { title: 'The body is not of its form.', detail: 'A field is wrong, missing or not known; see `errors`.' },
  },
  'file-unreadable': {
    status: 422,
    vi: { title: 'Không đọc được tệp như danh sách này.', detail: 'Hãy dùng mẫu tại /imports/templates.' },
    en: { title: 'The file cannot be read as this list.', detail: 'Use the template at /imports/templates.' },
  },
  'illegal-text': {
    status: 422,
    vi: {
      title: 'Văn bản có ký tự không ghi được.',
      detail: 'Không nhận ký tự U+0000 và ký tự thay thế (surrogate) đứng một mình; yêu cầu quá dài cũng bị từ chối.',
    },
    en: {
      title: 'A text has characters that cannot be recorded.',
      detail: 'U+0000 and lone surrogates are not accepted, nor is a record of more than 512 KiB.',
    },
  },
  'idempotency-key-reused': {
    status: 422,
    vi: {
      title: 'Khóa `Idempotency-Key` đã dùng cho nội dung khác.',
      detail: 'Hãy dùng khóa mới cho nội dung mới; gửi lại thì giữ nguyên nội dung.',
    },
    en: {
      title: 'The `Idempotency-Key` was used for another body.',
      detail: 'Use a new key for a new body; a retry sends the same body again.',
    },
  },
  'bundle-too-large': {
    status: 422,
    vi: {
      title: 'Hồ sơ chứng cứ quá lớn.',
      detail: 'Tối đa 5.000 bản ghi; hãy hỏi hẹp hơn, ví dụ thời gian ngắn hơn.',
    },
    en: {
      title: 'The bundle is too large.',
      detail: 'It may have 5,000 records; ask for less, a shorter period for one.',
    },
  },
  'record-not-as-signed': {
    status: 500,
    vi: {
      title: 'Có bản ghi không còn như khi được ký.',
      detail:
        'Không lập hồ sơ. Bản ghi đã bị sửa sau khi sổ được ký; cần chạy kiểm tra toàn bộ sổ ghi và báo cho cơ quan thanh tra.',
    },
    en: {
      title: 'A record is not what was signed.',
      detail:
        'No bundle was made. The record was altered after the log was signed; verify the whole log and tell the inspectorate.',
    },
  },
  unexpected: {
    status: 500,
    vi: { title: 'Lỗi ngoài dự kiến.', detail: 'Lỗi đã được ghi lại; khi liên hệ hãy nêu giá trị `instance`.' },
    en: { title: 'An unexpected error.', detail: 'It was logged; quote `instance` when you report it.' },
  },
  'history-changed': {
    status: 500,
    vi: {
      title: 'Nhật ký không còn khớp với những gì đã ký.',
      detail: 'Không gửi ra điều không chứng minh được. Người vận hành cần xem `ledger` tại /health/ready.',
    },
    en: {
      title: 'The log is not what was signed.',
      detail: 'What cannot be proved is not sent. The operator finds what was noticed under `ledger` at /health/ready.',
    },
  },
  'evidence-damaged': {
    status: 500,
    vi: {
      title: 'Tệp minh chứng đã bị hỏng.',
      detail: 'Nội dung lưu không còn khớp mã băm nên không gửi ra; cần khôi phục từ bản sao lưu hoặc tải lên lại.',
    },
    en: {
      title: 'The file is damaged.',
      detail: 'What is kept does not match its digest and is not sent; restore it from a backup or upload it again.',
    },
  },
  'sealed-unreadable': {
    status: 500,
    vi: {
      title: 'Không mở được dữ liệu cá nhân.',
      detail:
        'Khóa không còn ở nơi lưu khóa dù không có quyết định xóa, hoặc dữ liệu đã bị thay đổi; cần báo người vận hành.',
    },
    en: {
      title: 'Personal data cannot be opened.',
      detail:
        'The key is not where keys are kept though nobody ordered an erasure, or what is sealed was changed; tell the operator.',
    },
  },
  'evidence-store-full': {
    status: 507,
    vi: { title: 'Kho minh chứng đã đầy.', detail: 'Không lưu gì; người vận hành cần thêm dung lượng.' },
    en: { title: 'The evidence store is full.', detail: 'Nothing was kept; the operator has to make room.' },
  },
  'stream-contended': {
    status: 503,
    retryAfter: 1,
    vi: { title: 'Nhiều nơi cùng ghi một đối tượng.', detail: 'Chưa ghi được; hãy gửi lại cùng khóa.' },
    en: {
      title: 'Many write the same thing at once.',
      detail: 'Nothing was recorded; send it again with the same key.',
    },
  },
  'answer-too-slow': {
    status: 503,
    retryAfter: 5,
    vi: {
      title: 'Chưa có câu trả lời trong thời gian cho phép.',
      detail: 'Điều đã ghi vẫn được giữ; hãy gửi lại cùng khóa `Idempotency-Key`, hoặc hỏi hẹp hơn.',
    },
    en: {
      title: 'There was no answer in time.',
      detail: 'What was recorded stays; send it again with the same `Idempotency-Key`, or ask for less.',
    },
  },
  overloaded: {
    status: 503,
    retryAfter: 1,
    vi: { title: 'Máy chủ đang xử lý quá nhiều yêu cầu.', detail: 'Hãy gửi lại sau ít giây.' },
    en: { title: 'The server is busy with too many requests.', detail: 'Send it again in a moment.' },
  },
  'read-models-behind': {
    status: 503,
    retryAfter: 1,
    vi: { title: 'Dữ liệu đọc chưa cập nhật kịp.', detail: 'Hãy hỏi lại sau ít giây.' },
    en: { title: 'The read models are not there yet.', detail: 'Ask again in some seconds.' },
  },
  'not-yet-proved': {
    status: 503,
    retryAfter: 2,
    vi: {
      title: 'Các bản ghi này chưa nằm dưới mốc đã ký.',
      detail:
        'Sổ ghi được ký sau mỗi vài giây; hãy hỏi lại. Nếu có nêu `checkpoint`, mốc đó phải tồn tại và không ngắn hơn `knownAt`.',
    },
    en: {
      title: 'These records are not under a signed checkpoint yet.',
      detail:
        'The log is signed every few seconds; ask again. A `checkpoint` that is named has to exist and be no shorter than `knownAt`.',
    },
  },
  'issuer-unavailable': {
    status: 503,
    retryAfter: 10,
    vi: {
      title: 'Chưa kiểm tra được mã truy cập.',
      detail: 'Không liên lạc được với nơi cấp mã; hãy gửi lại cùng khóa sau ít giây.',
    },
    en: {
      title: 'The access token cannot be checked.',
      detail: 'The issuer of tokens cannot be reached; send the same again in some seconds.',
    },
  },
  'access-unrecorded': {
    status: 503,
    retryAfter: 5,
    vi: {
      title: 'Chưa ghi được nhật ký truy cập.',
      detail: 'Nội dung này chỉ được cho xem khi lượt xem được ghi lại; hãy hỏi lại sau ít giây.',
    },
    en: {
      title: 'The access log cannot be written.',
      detail: 'This is shown only when the reading is recorded; ask again in some seconds.',
    },
  },
  'records-unreadable': {
    status: 503,
    retryAfter: 60,
    vi: {
      title: 'Có hồ sơ liên quan không đọc được.',
      detail: 'Không ghi gì. Người vận hành cần xem mục "parked" trong docs/operations.md rồi gửi lại.',
    },
    en: {
      title: 'A record that this depends on cannot be read.',
      detail:
        'Nothing was recorded. The operator finds what to do under "parked" in docs/operations.md; then send it again.',
    },
  },
  unavailable: {
    status: 503,
    retryAfter: 2,
    vi: {
      title: 'Kho dữ liệu tạm thời không dùng được.',
      detail: 'Hãy gửi lại cùng khóa `Idempotency-Key`; lệnh đã ghi sẽ không bị ghi lần nữa.',
    },
    en: {
      title: 'The store is not available for the moment.',
      detail: 'Send it again with the same `Idempotency-Key`; what was recorded is not recorded twice.',
    },
  },
} as const satisfies Readonly<Record<string, ProblemType>>;

export type ProblemSlug = keyof typeof PROBLEMS;
