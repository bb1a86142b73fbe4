import { conflict } from '#kernel/error.js';
import { attachEmbedded } from '#store/embedded.js';
import { type Config, ownConfig } from '../config.js';
import { type Ground, openGround } from '../ground.js';

/** A tool reads one thing after the other; it needs no more connections. */
const POOL = 2;

/** PostgreSQL: undefined_table; and invalid_parameter_value, to a connection that asks for a role nobody made yet. */
const NOT_THERE_YET = ['42P01', '22023'];

/** The database of this installation, for its owner: the one that was given, or the embedded one. */
export async function withDatabase<T>(work: (ownerUrl: string, config: Config) => Promise<T>): Promise<T> {
  const config = ownConfig('tool');
  if (config.database.url) return work(config.database.url, config);
  const embedded = await attachEmbedded({ dataDir: config.dataDir });
  try {
    return await work(embedded.url, config);
  } finally {
    await embedded.stop();
  }
}

/**
 * What every operation stands on, for as long as the tool works; everything is closed after it, whatever
 * happens. CONFLICT/NOT_MIGRATED on a database that has no tables yet.
 */
export async function withStore<T>(work: (world: Ground, config: Config) => Promise<T>): Promise<T> {
  return withDatabase(async (ownerUrl, config) => {
    const world = await openGround({
      url: config.database.appUrl ?? ownerUrl,
      pool: POOL,
      secrets: config.secrets,
      lookUpsPerHour: config.limits.lookUpsPerHour,
    }).catch((fault: unknown) => {
      throw NOT_THERE_YET.includes(String((fault as { code?: unknown }).code)) ? notMigrated() : fault;
    });
    try {
      return await work(world, config);
    } finally {
      await world.close();
    }
  });
}

function notMigrated() {
  return conflict('NOT_MIGRATED', {
    zh: '数据库还没有建表，请先运行 npm run migrate（或 npm start）。',
    en: 'The database has no tables yet. Run npm run migrate (or npm start) first.',
  });
}
