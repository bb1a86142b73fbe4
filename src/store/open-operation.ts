import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/core';
import DataLoader from 'dataloader';
import sql, { type Sql } from 'sql-template-tag';
import { holds } from '#access/stake.js';
import { PERMISSIONS, roleMay, type Action } from '#access/permissions.js';
import { refusalOf, type Standing } from '#access/stands.js';
import { isAccount, sessionVariables, type Viewer } from '#access/viewer.js';
import { forbidden, HouseError } from '#kernel/error.js';
import { businessDay } from '#kernel/business-day.js';
import type { BatchFunction, CursorVault, IdentityVault, Operation, RegionBook } from '#kernel/operation.js';
import { claimKey } from './claim-key.js';
import { asRefusal, mayRetry, namingField } from './database-refusals.js';
import { readAtLeast } from './read-at-least.js';
import type { Reader } from './reader.js';
import { readTogether } from './read-together.js';
import { standsSql } from './stands-sql.js';

/** What every operation of one process shares. */
export interface OperationGround {
  readonly em: EntityManager;
  readonly reader: Reader;
  readonly vault: IdentityVault;
  readonly cursors: CursorVault;
  readonly regions: RegionBook;
  readonly lookUpsPerHour: number;
  /** Of the database: positions of another one are refused. */
  readonly epoch: string;
  /** How long a read waits for a position at most, in ms. */
  readonly reachMs: number;
  readonly clock: () => Date;
}

const MAX_TRIES = 3;
const STANDS = `select ${standsSql('?::uuid', '?', '?::uuid', '?')} as stands`;

/**
 * Opens the Operation of one request, frame or tick. HTTP, the socket, the clock and the command line all
 * come in by here, so that no rule ever runs by a side entrance. `standing` is told what reads and verbs learn of
 * the viewer's account.
 */
export function openOperation(
  ground: OperationGround,
  viewer: Viewer,
  requestId?: string,
  standing: Standing = { asked: false },
): Operation {
  const now = ground.clock();
  return operation(ground, viewer, requestId, now, businessDay(now), standing, undefined, undefined);
}

function operation(
  ground: OperationGround,
  viewer: Viewer,
  asked: string | undefined,
  now: Date,
  today: string,
  standing: Standing,
  em: EntityManager | undefined,
  verb: string | undefined,
): Operation {
  let requestId = asked;
  const read = readTogether(ground.reader, viewer, today, standing);
  const loaders = new Map<unknown, DataLoader<unknown, unknown>>();
  const op: Operation = {
    viewer,
    now,
    today,
    // Most frames and ticks are asked by nobody, and never for their number.
    get requestId() {
      return (requestId ??= randomUUID());
    },
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
    readAtLeast: readAtLeast(ground, read),
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
          return await fork.transactional(async (inside) => {
            const em = inside as EntityManager;
            const verb = operation(ground, viewer, op.requestId, now, today, standing, em, action);
            await mustStand(verb, standing);
            return work(verb);
          });
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

/** Before the first step of a verb: whose account was closed before this transaction began does nothing in it. */
async function mustStand(op: Operation, standing: Standing): Promise<void> {
  const { role, accountId, organizationId, path } = op.viewer;
  if (!isAccount(op.viewer)) return;
  // In the order in which the expression names them.
  const [row] = await run(op, STANDS, [role, organizationId, path, accountId]);
  standing.asked = true;
  const refusal = refusalOf(row?.['stands']);
  if (!refusal) return;
  standing.refusal = refusal;
  throw refusal;
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
