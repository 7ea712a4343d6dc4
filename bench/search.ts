import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openSystem } from '#api/system.js';
import { openDatabase } from '#database/database.js';
import type { Json } from '#event-log/json.js';
import { search } from '#read-models/search.js';
import { append, projected } from './recorded.js';

const TEXTS = Number(process.env['BENCH_TEXTS'] ?? 100_000);
const QUESTIONS = 40;
const WRITERS = 32;

const FAMILY = 'Nguyễn,Trần,Lê,Phạm,Hoàng,Phan,Vũ,Đặng,Bùi,Đỗ,Hồ,Ngô,Dương,Lý'.split(',');
const MIDDLE = 'Thị,Văn,Hữu,Đức,Minh,Thu,Ngọc,Quang,Thanh,Xuân'.split(',');
const GIVEN = 'An,Bình,Chi,Dũng,Giang,Hà,Hải,Hạnh,Hòa,Hương,Khánh,Lan,Linh,Mai,Nam,Phúc,Quân,Sơn,Tâm,Uyên,Yến'.split(
  ',',
);
const ACTS = 'Rà soát,Bổ sung,Kiểm tra,Lập danh sách,Báo cáo,Bố trí,Hướng dẫn,Tổ chức,Tăng cường,Chuẩn bị'.split(',');
const THINGS = 'hộ kinh doanh,lối thoát nạn,trang thiết bị y tế,khu cách ly,chợ đầu mối,bếp ăn,trạm bơm,tuyến đê'.split(
  ',',
);
const SYLLABLES = 'Hòa,Bình,Yên,Phú,Tân,Long,Mỹ,Thạnh,Xuân,Đông,Tây,Lộc,Vĩnh,Hưng,Thới,Sơn,Kim,Bảo,Trung,An'.split(',');

const QUERIES = [
  'phu hoah',
  'Nguyễn Thị Mai 4711',
  'nguyn van hai',
  'ra soat lối thoát nạn',
  'tuyen de vinh hung',
  'an',
  'ra soat',
];

/** How long a search takes among many texts: names of people and places, titles of tasks. Writes `bench/results/search.json`. */
export async function measureSearch(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trachnhiem-bench-'));
  const database = await openDatabase({ dataDir: join(folder, 'data'), keyDir: join(folder, 'keys') });
  const system = await openSystem({ database, project: true });
  try {
    let next = 0;
    const writer = async (): Promise<void> => {
      for (let i = next++; i < TEXTS; i = next++) {
        const [stream, type, data] = textOf(i);
        await append(system, stream, [type, data]);
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, writer));
    await projected(system);
    const rows: { query: string; p50ms: number; p99ms: number; hits: number }[] = [];
    for (const query of QUERIES) {
      const ms: number[] = [];
      let hits = 0;
      for (let i = 0; i < QUESTIONS; i++) {
        const begin = performance.now();
        hits = (await search(system.reader, { q: query }, { asOf: '2021-09-01' })).hits.length;
        ms.push(performance.now() - begin);
      }
      const sorted = ms.sort((a, b) => a - b);
      const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1));
      rows.push({ query, p50ms: at(0.5), p99ms: at(0.99), hits });
      console.log(`${query.padEnd(28)} p50 ${at(0.5)} ms   p99 ${at(0.99)} ms   ${hits} hits`);
    }
    mkdirSync('bench/results', { recursive: true });
    writeFileSync('bench/results/search.json', `${JSON.stringify({ texts: TEXTS, rows }, null, 2)}\n`);
  } finally {
    await system.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Half of them people, a fifth places, the rest tasks; the same every time. */
function textOf(i: number): [stream: string, type: string, data: Json] {
  const pick = (words: readonly string[], salt: number) =>
    words[(Math.imul(i + salt * 1_000_003, 0x9e3779b1) >>> 8) % words.length] ?? '';
  if (i % 10 < 5) {
    const name = `${pick(FAMILY, 10)} ${pick(MIDDLE, 7)} ${pick(GIVEN, 13)} ${i}`;
    return [`person-p${i}`, 'PersonRegistered', { personId: `p${i}`, name }];
  }
  if (i % 10 < 7) {
    const name = `Xã ${pick(SYLLABLES, 10)} ${pick(SYLLABLES, 200)} ${Math.floor(i / 4000)}`;
    const data = { unitId: `u${i}`, name, level: 'commune', parent: null, from: '2003-01-01', code: null };
    return [`unit-u${i}`, 'PlaceRegistered', data];
  }
  const place = `${pick(SYLLABLES, 70)} ${pick(SYLLABLES, 130)}`;
  const title = `${pick(ACTS, 10)} ${pick(THINGS, 90)} trên địa bàn xã ${place}, báo cáo trước ngày ${(i % 28) + 1}`;
  return [`task-t${i}`, 'TaskAssigned', assigned(`t${i}`, title)];
}

function assigned(taskId: string, title: string): Json {
  return {
    taskId,
    directiveId: 'd',
    clause: null,
    kind: 'task',
    title,
    leads: ['u5'],
    leadsStated: true,
    answering: [],
    coordinators: [],
    director: null,
    on: '2021-08-10',
    deadline: null,
    deadlineText: null,
    condition: null,
    target: null,
  };
}
