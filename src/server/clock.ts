import type { Pool, PoolClient } from 'pg';
import { systemViewer } from '#access/viewer.js';
import type { SystemAction } from '#access/permissions.js';
import type { Operation } from '#kernel/operation.js';
import { openOperation, type OperationGround } from '#store/open-operation.js';
import { LOCKS } from '#store/lock-numbers.js';

/** A verb that time itself runs; answers how many nouns it changed. */
export interface Tick {
  readonly verb: SystemAction;
  readonly run: (op: Operation) => Promise<number>;
}

/**
 * Runs the system's verbs every `everyMs`, in one process at a time under an advisory lock, through the same
 * door as everybody else. Time passes only here: a count changes only with a row of the journal.
 */
export function startClock(
  ground: OperationGround,
  pool: Pool,
  ticks: readonly Tick[],
  everyMs: number,
  onFault: (fault: unknown) => void,
): { tick(): Promise<void>; stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  const once = async (): Promise<void> => {
    const client = await pool.connect();
    try {
      const { rows } = await client.query('select pg_try_advisory_lock($1) as won', [LOCKS.clock]);
      if ((rows[0] as { won: boolean }).won) await runAll(client);
    } finally {
      client.release();
    }
  };
  const runAll = async (client: PoolClient): Promise<void> => {
    try {
      for (const { verb, run } of ticks)
        await openOperation(ground, systemViewer('clock')).transact(verb, run).catch(onFault);
    } finally {
      await client.query('select pg_advisory_unlock($1)', [LOCKS.clock]);
    }
  };
  const tick = (): Promise<void> => {
    running ??= once()
      .catch(onFault)
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  const timer = setInterval(() => void tick(), everyMs);
  timer.unref();
  return {
    tick,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
