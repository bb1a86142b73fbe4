import { MikroORM } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import type { Pool } from 'pg';
import { BoundDriver } from './bound-driver.js';
import { ENTITIES } from './entities.js';
import { giveBackTheLost } from './lost-connections.js';
import { MIGRATIONS } from './migrations.js';
import { nameStatements } from './name-statements.js';
import { outrunCrash } from './outrun-crash.js';

/** Who logs in: the owner migrates; the serving role (never owner, never superuser) does everything else. */
export const SERVING_ROLE = 'labor_bridge_app';

/** Opens the unit-of-work side of the store: verbs write through it. `pool` is the greatest number of connections; `role` is put on as each connection starts. */
export async function openOrm(url: string, pool: number, role?: string): Promise<MikroORM> {
  const orm = await MikroORM.init({
    driver: BoundDriver,
    entities: ENTITIES,
    clientUrl: url,
    extensions: [Migrator],
    pool: { min: 0, max: pool },
    discovery: { warnWhenNoEntities: false },
    // It would print to standard output, which belongs to what tools answer.
    logger: () => undefined,
    allowGlobalContext: false,
    forceUtcTimezone: true,
    migrations: {
      migrationsList: MIGRATIONS,
      tableName: 'migration',
      snapshot: false,
      transactional: true,
      allOrNothing: true,
      silent: true,
    },
    driverOptions: {
      application_name: 'labor-bridge write',
      // The owner may come before there is anything to ask.
      ...(role ? { options: `-c role=${role}`, onConnect: outrunCrash } : {}),
      statement_timeout: 10_000,
      lock_timeout: 5_000,
      idle_in_transaction_session_timeout: 30_000,
      onPoolCreated(pool: Pool) {
        giveBackTheLost(pool);
        nameStatements(pool);
      },
    },
  });
  orm.em.getPlatform().marshallArray = arrayOfTexts;
  return orm;
}

/**
 * An array as the database reads it, each text as it is. The driver's own leaves a text NULL bare, which the database takes
 * for nothing, and a line break beside a comma becomes the letter n.
 */
function arrayOfTexts(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${String(text).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
