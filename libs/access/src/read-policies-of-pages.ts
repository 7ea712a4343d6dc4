import { EVERYBODY, read } from './read-policy.js';
import type { ReadPolicy } from './read-policy.js';

const PAGE = 'The same bytes for everybody, nothing on record.';

/** Pages and documents that stand before the router: the same for everybody, whatever is on record. */
export const READS_OF_PAGES: readonly ReadPolicy[] = [
  ['GET /', 'Trang chính', 'The page'],
  ['GET /index.html', 'Trang chính', 'The page'],
  ['GET /page.js', 'Mã của trang', 'The program of the page'],
  ['GET /page.css', 'Kiểu của trang', 'The style of the page'],
  ['GET /verifier.html', 'Trang kiểm tra độc lập', 'The page that checks proofs offline'],
  ['GET /openapi.json', 'Mô tả giao diện', 'The description of the interface'],
  ['GET /docs', 'Tài liệu giao diện', 'Its documentation'],
  ['GET /docs/{path}', 'Tài liệu giao diện', 'Its documentation'],
].map(([action = '', vi = '', en = '']) => read(action, 'open', [vi, en], EVERYBODY, { ordinary: PAGE }));
