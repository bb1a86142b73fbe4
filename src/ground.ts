import type { Pool } from 'pg';
import sql from 'sql-template-tag';
import { systemViewer } from '#access/viewer.js';
import { createCursorVault } from '#kernel/cursor-vault.js';
import { createIdentityVault } from '#kernel/identity-vault.js';
import { LoadedRegionBook } from '#party/region-book.js';
import { businessDay } from '#kernel/business-day.js';
import { checkKeys } from '#store/check-keys.js';
import { DEPLOYMENT, follow } from '#store/follow.js';
import { type LendPoints, openLender } from '#store/lend-points.js';
import type { OperationGround } from '#store/open-operation.js';
import { openOrm, SERVING_ROLE } from '#store/orm.js';
import { createReader, openReaderPool } from '#store/reader.js';
import { ConfigError, keyFault } from './config-fault.js';
import { TABLE } from './config-settings.js';
import type { Config, Secrets } from './config-shape.js';

const POLL_MS = 1_000;
const REACH_MS = 5_000;

export interface GroundSettings {
  /** The login that serves; the serving role is put on it as each connection starts. */
  readonly url: string;
  readonly pool: number;
  readonly secrets: Secrets;
  /** Look-ups of an account in an hour at most; without it as many as the settings' default. */
  readonly lookUpsPerHour?: number;
  readonly clock?: () => Date;
  /** Told how many statements a read ran. */
  readonly counted?: (statements: number) => void;
}

export interface Ground {
  readonly ground: OperationGround;
  readonly epoch: string;
  /** Is this database marked as a demo? */
  readonly demo: boolean;
  readonly readers: Pool;
  /** Of an account's minute, to this process. */
  readonly lend: LendPoints;
  reloadRegions(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens what every operation of a process stands on: units of work, the reader, the keys, the regions.
 * @throws ConfigError naming the setting, when the keys are not those that this database was sealed with.
 */
export async function openGround(settings: GroundSettings): Promise<Ground> {
  const readers = openReaderPool(settings.url, settings.pool);
  try {
    return await standOn(readers, settings);
  } catch (fault) {
    // Left open it would keep a process alive that has nothing more to do.
    await readers.end();
    throw fault;
  }
}

async function standOn(readers: Pool, settings: GroundSettings): Promise<Ground> {
  const keys = { keys: settings.secrets.identityKeys, hmacKey: settings.secrets.identityHmacKey };
  const misfits = await checkKeys(readers, keys);
  if (misfits.length > 0) throw new ConfigError(misfits.map(keyFault));
  const orm = await openOrm(settings.url, settings.pool, SERVING_ROLE);
  const { rows } = await readers.query(DEPLOYMENT.text);
  const { epoch, demo } = rows[0] as { epoch: string; demo: boolean };
  const reader = createReader(readers, epoch, settings.counted ?? (() => undefined));
  const clock = settings.clock ?? (() => new Date());
  const regions = new LoadedRegionBook(() => businessDay(clock()));
  const reloadRegions = async (): Promise<void> => {
    const found = await reader(systemViewer('regions'), businessDay(clock()), [
      sql`select code, name, level, parent_code, path, members, valid_from::text, valid_to::text, successor_code from region`,
    ]);
    regions.load(found.rows[0] ?? []);
  };
  await reloadRegions();
  const lender = openLender(settings.url);
  const vault = createIdentityVault({ ...keys, isDemo: demo });
  return {
    ground: {
      em: orm.em,
      reader,
      vault,
      cursors: createCursorVault(settings.secrets.cursorKey),
      regions,
      epoch,
      reachMs: REACH_MS,
      lookUpsPerHour: settings.lookUpsPerHour ?? Number(TABLE.LOOK_UPS_PER_HOUR.fallback),
      clock,
    },
    epoch,
    demo,
    readers,
    lend: lender.lend,
    reloadRegions,
    async close() {
      await Promise.all([orm.close(true), readers.end(), lender.stop()]);
    },
  };
}

/** Opens the reader of the journal of a process that serves: by itself, or with the others by a broker. */
export function openFollower(
  connectionString: string,
  { natsUrl, secrets }: Pick<Config, 'natsUrl' | 'secrets'>,
  epoch: string,
  onFault: (fault: unknown) => void,
): ReturnType<typeof follow> {
  return follow({
    connectionString,
    role: SERVING_ROLE,
    epoch,
    pollMs: POLL_MS,
    reachMs: REACH_MS,
    onFault,
    ...(natsUrl ? { broker: { url: natsUrl, secret: secrets.cursorKey } } : {}),
  });
}
