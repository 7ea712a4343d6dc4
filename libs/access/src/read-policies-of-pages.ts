import { EVERYBODY, read } from './read-policy.js';
import type { ReadPolicy } from './read-policy.js';

const PAGE = 'The same bytes for everybody, nothing on record.';

/** Pages and documents that stand before the router: the same for everybody, whatever is on record, and
 * how one signs in. */
export const READS_OF_PAGES: readonly ReadPolicy[] = [
  ['GET /', 'Trang chính', 'The page'],
  ['GET /index.html', 'Trang chính', 'The page'],
  ['GET /page.js', 'Mã của trang', 'The program of the page'],
  ['GET /page.css', 'Kiểu của trang', 'The style of the page'],
  ['GET /sign-in.js', 'Mã đăng nhập của trang', 'How the page signs in'],
  ['GET /sign-in.json', 'Nơi cấp mã truy cập', 'Where the page signs in'],
  ['GET /issuer/{path}', 'Nơi cấp mã thử', 'The issuer that comes along for trying out'],
  ['POST /issuer/authorize', 'Đăng nhập thử', 'Signing in there'],
  ['POST /issuer/token', 'Lấy mã thử', 'A token of it'],
  ['GET /verifier.html', 'Trang kiểm tra độc lập', 'The page that checks proofs offline'],
  ['GET /openapi.json', 'Mô tả giao diện', 'The description of the interface'],
  ['GET /docs', 'Tài liệu giao diện', 'Its documentation'],
  ['GET /docs/{path}', 'Tài liệu giao diện', 'Its documentation'],
].map(([action = '', vi = '', en = '']) => read(action, 'open', [vi, en], EVERYBODY, { ordinary: PAGE }));
