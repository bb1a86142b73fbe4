import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { expect, test } from '@jest/globals';
import { readSheet } from '#sheet/read-sheet.js';
import { writeWorkbook } from '#sheet/write-workbook.js';

const MB = 1024 * 1024;
const ROWS = process.env['LONG'] ? 100_000 : 4_000;
const HEADINGS = [
  '姓名',
  '身份证号码',
  '联系电话',
  '文化程度',
  '劳动技能',
  '县',
  '乡',
  '村',
  '务工地',
  '务工单位',
];

function* people(): Generator<string[], undefined> {
  for (let i = 0; i < ROWS; i += 1)
    yield [
      `示例${i}`,
      `999001${i}`,
      `154${i}`,
      '初中',
      '普通劳动力',
      '从江县',
      '丙妹镇',
      `第${i % 300}村`,
      '广东省佛山市',
      `=${i}`,
    ];
  return undefined;
}

test('a workbook of any size is written and read in flat memory, row by row as it was', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'labor-bridge-sizes-'));
  try {
    const path = join(folder, 'people.xlsx');
    const before = process.memoryUsage().rss;
    let most = before;
    const look = () => {
      most = Math.max(most, process.memoryUsage().rss);
    };
    const columns = HEADINGS.map((heading) => ({ heading }));
    await pipeline(writeWorkbook([{ name: '名单', columns, rows: people() }]), createWriteStream(path));
    look();
    const expected = people();
    let read = 0;
    for await (const { row, cells } of readSheet(createReadStream(path), { maxUnpackedBytes: 300 * MB })) {
      const same = expected.next().value?.every((text, i) => cells[HEADINGS[i] ?? ''] === text);
      if (!same || row !== read + 2) throw new Error(`row ${row} is another than was written`);
      read += 1;
      if (read % 500 === 0) look();
    }
    expect(read).toBe(ROWS);
    expect(most - before).toBeLessThan(200 * MB);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
