import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import type { Operation } from '#kernel/operation.js';
import { LoadedRegionBook } from '#party/region-book.js';
import { ownPlaces } from '#sheet/own-places.js';
import { readSheet } from '#sheet/read-sheet.js';
import { readWorkerRow } from '#sheet/read-worker-row.js';
import { regionNames } from '#sheet/region-names.js';
import { mapWorkerColumns } from '#sheet/worker-columns.js';
import { workerTemplate } from '#sheet/worker-template.js';
import { rawWorkbook } from '../support/workbook-parts.js';
import { unzipped } from '../support/zip-reader.js';

const TODAY = '2026-11-22';
const book = new LoadedRegionBook(() => TODAY);
const place = (code: string, name: string, level: string, parent: string | null = null) => ({
  code,
  name,
  level,
  parent_code: parent,
  path: code.replace(/(00)+$/, ''),
});
book.load([
  place('520000', '贵州省', 'PROVINCE'),
  place('522600', '黔东南苗族侗族自治州', 'PREFECTURE', '520000'),
  place('522633', '从江县', 'COUNTY', '522600'),
  place('522633100', '丙妹镇', 'TOWN', '522633'),
  place('522633100201', '大塘村', 'VILLAGE', '522633100'),
  place('440000', '广东省', 'PROVINCE'),
  place('440600', '佛山市', 'PREFECTURE', '440000'),
]);
const op = {
  today: TODAY,
  regions: book,
  vault: { isDemo: true },
  viewer: { path: '522633' },
} as unknown as Operation;

test('the people whom the template shows are read without a refusal', async () => {
  const parts = await unzipped(await buffer(workerTemplate()));
  const shown = await rawWorkbook({ sheets: { 表: parts.get('xl/worksheets/sheet2.xml') ?? '' } });
  const own = ownPlaces(book, '522633');
  const resolve = regionNames(book);
  const readings = [];
  for await (const line of readSheet(Readable.from([shown])))
    readings.push(
      readWorkerRow(line, {
        op,
        columns: mapWorkerColumns(line.headings),
        own: own!,
        resolve,
        phones: new Map(),
      }),
    );
  expect(readings).toMatchObject([
    { ok: true, worker: { serviceRegion: '522633100201', education: 'JUNIOR_HIGH' } },
    { ok: true, worker: { serviceRegion: '522633100201', workAbility: 'HALF' } },
  ]);
});
