import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import { applyRun, fileOf, openRun, runOf, sendPiece, sendWhole, whenIn } from '../support/imports.js';
import { type LedgerRow, ledgerRow } from '../support/worker-sheets.js';
import { openWorld, type World } from '../support/world.js';

jest.setTimeout(60_000);

/** Pieces are so small that a short file has many. */
const PIECE = 4_096;

let world: World;
let county: Client;

beforeAll(async () => {
  world = await openWorld({ env: { IMPORT_PIECE_BYTES: String(PIECE), IMPORTS_OPEN: '20' } });
  county = await world.as('county@liping');
});
afterAll(() => world?.close());

let drawn = 0;
/** Good rows that no other story has. */
const good = (count: number): LedgerRow[] =>
  Array.from({ length: count }, () => ledgerRow(5, 2_000_000 + (drawn += 1)));
const faulty = (): LedgerRow[] => {
  const [one, two] = good(2);
  return [
    { ...one, 乡: '无此镇' },
    { ...two, 文化程度: '上过学' },
  ];
};
const people = async (): Promise<number> =>
  Number((await world.look('select count(*) as n from worker'))[0]?.['n']);
const piecesLeft = async (): Promise<number> =>
  Number((await world.look(`select count(*) as n from import_piece where part = 'FILE'`))[0]?.['n']);

describe('a file that comes over the API', () => {
  test('is judged before anything is written, applied when the county says so, and changes nothing the second time', async () => {
    const file = fileOf([...good(30), ...faulty()]);
    const before = await people();
    const told = await sendWhole(county, file);
    expect(told).toMatchObject({ status: 201, run: { state: 'RECEIVED', missing: [] } });
    const id = told.run?.id ?? '';
    const judged = await whenIn(county, id, 'JUDGED');
    expect(judged).toMatchObject({
      state: 'JUDGED',
      rows: 32,
      created: 30,
      corrected: 0,
      unchanged: 0,
      refused: 2,
    });
    expect(judged.refusals.map(({ reason, rows }) => [reason, rows])).toEqual([
      ['EDUCATION_UNKNOWN', 1],
      ['TOWN_UNKNOWN', 1],
    ]);
    expect(await people()).toBe(before);
    const applied = await applyRun(county, id);
    expect(applied).toMatchObject({ state: 'APPLIED', rows: 32, created: 30, unchanged: 0, refused: 2 });
    expect(await people()).toBe(before + 30);
    expect(await piecesLeft()).toBe(0);
    const again = (await sendWhole(county, file)).run?.id ?? '';
    expect(await whenIn(county, again, 'JUDGED')).toMatchObject({ created: 0, unchanged: 30, refused: 2 });
    expect(await applyRun(county, again)).toMatchObject({ state: 'APPLIED', created: 0, unchanged: 30 });
    expect(await people()).toBe(before + 30);
  });

  test('may come in pieces, in any order and repeated, and is the same file then', async () => {
    const file = fileOf(good(150));
    const run = await openRun(county, file, { fileName: 'C:\\台账\\龙形.csv', idempotencyKey: 'pieces-1' });
    expect(run).toMatchObject({ state: 'RECEIVING', pieceBytes: PIECE, missing: numbers(run.pieces) });
    const again = await openRun(county, file, { fileName: 'C:\\台账\\龙形.csv', idempotencyKey: 'pieces-1' });
    expect(again.id).toBe(run.id);
    const order = numbers(run.pieces).toSorted((a, b) => ((a * 7) % 5) - ((b * 7) % 5) || b - a);
    const last = order.pop() ?? 0;
    for (const number of order) await sendPiece(county, run, file, number);
    expect(await sendPiece(county, run, file, order[0] ?? 0)).toMatchObject({
      status: 200,
      run: { state: 'RECEIVING', missing: [last] },
    });
    expect(await runOf(county, run.id)).toMatchObject({ state: 'RECEIVING', missing: [last] });
    expect(await sendPiece(county, run, file, last)).toMatchObject({
      run: { state: 'RECEIVED', missing: [] },
    });
    expect(await whenIn(county, run.id, 'JUDGED')).toMatchObject({ created: 150, refused: 0 });
    // Whoever did not hear the answer sends it once more.
    expect(await sendPiece(county, run, file, last)).toMatchObject({ status: 200 });
    expect(await applyRun(county, run.id, 'ALL_OR_NOTHING')).toMatchObject({
      state: 'APPLIED',
      created: 150,
    });
  });
});

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
