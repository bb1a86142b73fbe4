import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/core';
import DataLoader from 'dataloader';
import sql, { type Sql } from 'sql-template-tag';
import { holds } from '#access/stake.js';
import { PERMISSIONS, roleMay, type Action } from '#access/permissions.js';
import { sessionVariables, type Viewer } from '#access/viewer.js';
import { forbidden, HouseError } from '#kernel/error.js';
import { businessDay } from '#kernel/business-day.js';
import type {
  BatchFunction,
  CursorVault,
  IdentityVault,
  Operation,
  Reading,
  RegionBook,
} from '#kernel/operation.js';
import { claimKey } from './claim-key.js';
import { asRefusal, mayRetry, namingField } from './database-refusals.js';
import type { Reader } from './reader.js';

/** What every operation of one process shares. */
export interface OperationGround {
  readonly em: EntityManager;
  readonly reader: Reader;
  readonly vault: IdentityVault;
  readonly cursors: CursorVault;
  readonly regions: RegionBook;
  readonly lookUpsPerHour: number;
  readonly clock: () => Date;
}

const MAX_TRIES = 3;

/**
 * Opens the Operation of one request, frame or tick. HTTP, the socket, the clock and the command line all
 * come in by here, so that no rule ever runs by a side entrance.
 */
export function openOperation(
  ground: OperationGround,
  viewer: Viewer,
  requestId: string = randomUUID(),
): Operation {
  const now = ground.clock();
  return operation(ground, viewer, requestId, now, businessDay(now), undefined, undefined);
}

function operation(
  ground: OperationGround,
  viewer: Viewer,
  requestId: string,
  now: Date,
  today: string,
  em: EntityManager | undefined,
  verb: string | undefined,
): Operation {
  const read = readTogether(ground, viewer, today);
  const loaders = new Map<unknown, DataLoader<unknown, unknown>>();
  const op: Operation = {
    viewer,
    now,
    today,
    requestId,
    vault: ground.vault,
    cursors: ground.cursors,
    regions: ground.regions,
    lookUpsPerHour: ground.lookUpsPerHour,
    get em() {
      if (!em) throw new Error('a verb needs op.transact or op.write around it');
      return em;
    },
    may: (action, stake) => roleMay(viewer.role, action) && (stake === undefined || holds(viewer, stake)),
    must(action, stake, field) {
      if (!roleMay(viewer.role, action))
        throw forbidden(action, (PERMISSIONS as Record<string, readonly string[]>)[action] ?? []);
      if (stake !== undefined && !holds(viewer, stake)) throw notYours(action, field);
    },
    read,
    async count(...statements) {
      const { position, rows } = await read(asRole('SYSTEM'), ...statements, asRole(viewer.role));
      return { position, rows: rows.slice(1, -1) };
    },
    batch<K, V>(load: BatchFunction<K, V>) {
      let loader = loaders.get(load);
      if (!loader) {
        loader = new DataLoader(
          (keys: readonly unknown[]) => load(op, keys as readonly K[]) as Promise<unknown[]>,
        );
        loaders.set(load, loader);
      }
      return loader as DataLoader<K, V | null>;
    },
    async transact(action, work) {
      if (em) return work(op);
      for (let attempt = 1; ; attempt += 1) {
        const fork = ground.em.fork({ clear: true });
        fork.setSessionContext({
          variables: { ...sessionVariables(viewer), 'app.verb': action, 'app.today': today },
        });
        try {
          return await fork.transactional((inside) =>
            work(operation(ground, viewer, requestId, now, today, inside as EntityManager, action)),
          );
        } catch (fault) {
          if (attempt < MAX_TRIES && mayRetry(fault)) continue;
          throw asRefusal(fault);
        }
      }
    },
    async write(action, input, work) {
      return op
        .transact(action, async (inside) => {
          const claim = input.idempotencyKey == null ? undefined : await claimKey(inside, action, input);
          if (claim?.answered) return claim.answered;
          const { id } = await work(inside);
          await claim?.answer(id);
          return id;
        })
        .catch((fault: unknown) => {
          throw namingField(fault, input);
        });
    },
    run: (statement) => run(op, statement.sql, [...statement.values]),
    async asSystem(work) {
      if (!em || !verb) throw new Error('asSystem belongs inside a verb');
      await em.flush();
      await run(op, `select set_config('app.role', 'SYSTEM', true)`, []);
      try {
        const result = await work();
        await em.flush();
        return result;
      } finally {
        // After a failed statement the transaction is lost anyway and would refuse this one too.
        await run(op, `select set_config('app.role', ?, true)`, [viewer.role]).catch(() => undefined);
      }
    },
  };
  return op;
}

/**
 * Reads that are asked for in one turn of the event loop travel together: fields beside each other in a
 * query see one snapshot and share one position, and loaders cost one round trip.
 */
function readTogether(ground: OperationGround, viewer: Viewer, today: string): Operation['read'] {
  let asked: {
    statements: readonly Sql[];
    resolve: (reading: Reading) => void;
    reject: (fault: unknown) => void;
  }[] = [];
  const flush = async (): Promise<void> => {
    const together = asked;
    asked = [];
    try {
      const { position, rows } = await ground.reader(
        viewer,
        today,
        together.flatMap((one) => one.statements),
      );
      let at = 0;
      for (const { statements, resolve } of together) {
        resolve({ position, rows: rows.slice(at, at + statements.length) });
        at += statements.length;
      }
    } catch (fault) {
      const refusal = asRefusal(fault);
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

/** From here on in its transaction the second wall sees this role. */
function asRole(role: string): Sql {
  return sql`select set_config('app.role', ${role}, true)`;
}

function notYours(action: Action | string, field: string | undefined): HouseError {
  return new HouseError(
    'FORBIDDEN',
    'NOT_YOUR_SIDE',
    {
      zh: `此操作（${action}）只能由事项所属的一方办理。`,
      en: `Only the side whose matter it is may do this (${action}).`,
    },
    { action, ...(field !== undefined && { field }) },
  );
}

async function run(op: Operation, text: string, values: unknown[]): Promise<Record<string, unknown>[]> {
  const em = op.em as EntityManager & {
    execute(text: string, values: unknown[]): Promise<Record<string, unknown>[]>;
  };
  return em.execute(text, values);
}
