import { describe, expect, test } from '@jest/globals';
import { encodePosition } from '#journal/position.js';
import type { Operation, Reading } from '#kernel/operation.js';
import { readAtLeast } from '#store/read-at-least.js';
import sql from 'sql-template-tag';
import { refusalOf } from '../support/refusals.js';

const EPOCH = '0193a6d0-0000-7000-8000-000000000001';
const at = (snapshot: string, epoch = EPOCH) => encodePosition(epoch, snapshot);

/** A database whose reads see these snapshots, one after the other, and the last one for ever. */
function database(...snapshots: string[]): { read: Operation['read']; asked: number[] } {
  const asked: number[] = [];
  const read = async (...statements: unknown[]): Promise<Reading> => {
    const snapshot = snapshots[Math.min(asked.length, snapshots.length - 1)] ?? '';
    asked.push(statements.length);
    return { position: at(snapshot), rows: statements.map(() => []) };
  };
  return { read, asked };
}

const LIST = sql`select 1`;

describe('a read that shows at least a position', () => {
  test('is one read where the position is there, as without a position', async () => {
    for (const position of [at('90:90:'), at('100:100:'), undefined, null]) {
      const { read, asked } = database('100:100:');
      const reading = await readAtLeast({ epoch: EPOCH, reachMs: 1_000 }, read)(position, LIST, LIST);
      expect([reading.position, reading.rows.length, asked]).toEqual([at('100:100:'), 2, [2]]);
    }
  });

  test('refuses what is no position and what is another database’s without a read', async () => {
    for (const [position, reason] of [
      ['abc', 'NOT_A_POSITION'],
      [at('90:90:', EPOCH.replace('1', '2')), 'EPOCH_CHANGED'],
    ] as const) {
      const { read, asked } = database('100:100:');
      const reading = readAtLeast({ epoch: EPOCH, reachMs: 1_000 }, read)(position, LIST);
      expect(await refusalOf(reading)).toBe(`BAD_USER_INPUT/${reason}`);
      expect(asked).toEqual([]);
    }
  });

  test('refuses what lies ahead of everything at once', async () => {
    const { read, asked } = database('100:100:');
    const reading = readAtLeast({ epoch: EPOCH, reachMs: 60_000 }, read)(at('101:101:'), LIST);
    expect(await refusalOf(reading)).toBe('BAD_USER_INPUT/POSITION_FROM_THE_FUTURE');
    expect(asked).toEqual([1]);
  });

  test('waits for a transaction that the position has for over, and reads the rows again when it is', async () => {
    const { read, asked } = database('98:100:98', '98:101:98', '103:103:');
    const reading = await readAtLeast({ epoch: EPOCH, reachMs: 60_000 }, read)(at('100:100:'), LIST);
    expect([reading.position, asked]).toEqual([at('103:103:'), [1, 0, 0, 1]]);
  });

  test('waits no longer than it may', async () => {
    const { read, asked } = database('98:100:98');
    const reading = readAtLeast({ epoch: EPOCH, reachMs: 30 }, read)(at('100:100:'), LIST);
    expect(await refusalOf(reading)).toBe('SERVICE_UNAVAILABLE/POSITION_NOT_REACHED');
    expect(asked.slice(0, 2)).toEqual([1, 0]);
  });
});
