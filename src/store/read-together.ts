import type { Sql } from 'sql-template-tag';
import type { Standing } from '#access/stands.js';
import type { Viewer } from '#access/viewer.js';
import { HouseError } from '#kernel/error.js';
import type { Operation, Reading } from '#kernel/operation.js';
import { asRefusal } from './database-refusals.js';
import type { Reader } from './reader.js';

/**
 * Reads that are asked for in one turn of the event loop travel together: fields beside each other in a
 * query see one snapshot and share one position, and loaders cost one round trip. `standing` is told what they
 * learn of the viewer's account.
 */
export function readTogether(
  reader: Reader,
  viewer: Viewer,
  today: string,
  standing: Standing,
): Operation['read'] {
  let asked: {
    statements: readonly Sql[];
    resolve: (reading: Reading) => void;
    reject: (fault: unknown) => void;
  }[] = [];
  const flush = async (): Promise<void> => {
    const together = asked;
    asked = [];
    try {
      const { position, rows } = await reader(
        viewer,
        today,
        together.flatMap((one) => one.statements),
      );
      standing.asked = true;
      let at = 0;
      for (const { statements, resolve } of together) {
        resolve({ position, rows: rows.slice(at, at + statements.length) });
        at += statements.length;
      }
    } catch (fault) {
      const refusal = asRefusal(fault);
      if (refusal instanceof HouseError && refusal.code === 'UNAUTHENTICATED') standing.refusal = refusal;
      for (const { reject } of together) reject(refusal);
    }
  };
  return (...statements) =>
    new Promise((resolve, reject) => {
      // After the promises that are settled already: a resolver behind one of them belongs to this turn.
      if (asked.push({ statements, resolve, reject }) === 1)
        void Promise.resolve().then(() => process.nextTick(() => void flush()));
    });
}
