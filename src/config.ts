import { join, resolve } from 'node:path';
import { ConfigError, type Fault, howToGive } from './config-fault.js';
import { keptSecret, newKey, readSecret } from './config-secrets.js';
import { SETTINGS, type SettingName, settingsTable, TABLE, type Values } from './config-settings.js';
import type { Config, Environment, Limits, Purpose } from './config-shape.js';
import { projectRoot } from './project-root.js';

export type { Config, Purpose } from './config-shape.js';
export { ConfigError, keptSecret, SETTINGS, settingsTable };

/**
 * Reads the whole configuration. An empty setting is one that is not set. In an `embedded` installation a
 * missing key is made and kept in the data folder, which is made too.
 * @throws ConfigError with every fault at once.
 */
export function readConfig(env: Environment, purpose: Purpose): Config {
  const faults: Fault[] = [];
  const given = { ...env };
  const dataDir = resolve(given.DATA_DIR?.trim() || join(projectRoot(), '.data'));
  if (purpose !== 'serve') fillKeys(given, dataDir, purpose, faults);
  const values = readValues(given, faults);
  checkTogether(values, faults);
  if (purpose === 'serve') {
    const needed = ['DATABASE_URL', 'OIDC_ISSUER', ...KEYS] as const;
    for (const name of needed) if (!isGiven(given, name)) faults.push(missing(name));
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return configOf(values, purpose, dataDir);
}

/** Reads the configuration of this process: the only place where its environment is looked at. */
export function ownConfig(purpose: Purpose): Config {
  return readConfig(process.env, purpose);
}

const KEYS = ['IDENTITY_KEYS', 'IDENTITY_HMAC_KEY', 'CURSOR_KEY'] as const;

/**
 * Takes missing keys from the data folder and makes them there. A tool that works on a database given to it
 * makes none: it would encrypt with a key that the server of that database does not have.
 */
function fillKeys(
  given: Record<string, string | undefined>,
  dataDir: string,
  purpose: Purpose,
  faults: Fault[],
): void {
  const mayMake = purpose === 'start' || !isGiven(given, 'DATABASE_URL');
  for (const name of KEYS) {
    if (isGiven(given, name)) continue;
    const make = (): string => (name === 'IDENTITY_KEYS' ? `k1:${newKey()}` : newKey());
    try {
      given[name] = mayMake ? keptSecret(dataDir, name, make) : readSecret(dataDir, name);
    } catch (error) {
      faults.push(unusable(dataDir, error));
      return;
    }
  }
}

function isGiven(env: Environment, name: string): boolean {
  return (env[name]?.trim() ?? '') !== '';
}

function readValues(env: Environment, faults: Fault[]): Values {
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(TABLE) as SettingName[]) {
    const { kind, fallback, secret } = TABLE[name];
    const text = isGiven(env, name) ? env[name]?.trim() : fallback;
    if (text === undefined) continue;
    const read = kind.schema.safeParse(text);
    if (read.success) {
      values[name] = read.data;
      continue;
    }
    const shown = secret ? '' : `“${text.slice(0, 80)}”`;
    faults.push({
      setting: name,
      wrong: { zh: `取值不对${shown}`, en: `The value${shown && ` ${shown}`} is not right` },
      mend: { zh: kind.must.zh, en: `It ${kind.must.en}` },
    });
  }
  return values as Values;
}

/** What no setting can know alone. */
function checkTogether(values: Values, faults: Fault[]): void {
  if (values.RATE_COST_PER_MINUTE < values.MAX_COST) {
    faults.push({
      setting: 'RATE_COST_PER_MINUTE',
      wrong: { zh: '小于 MAX_COST，一次查询就会用尽', en: 'It is below MAX_COST: one query would use it up' },
      mend: { zh: '请调高它或调低 MAX_COST', en: 'Raise it or lower MAX_COST' },
    });
  }
  // One key for one purpose (NIST SP 800-57 part 1, section 5.2).
  const keys = [
    values.IDENTITY_HMAC_KEY,
    values.CURSOR_KEY,
    ...(values.IDENTITY_KEYS ?? []).map((one) => one.key),
  ];
  const written = keys.filter((one) => Buffer.isBuffer(one)).map((one) => one.toString('base64'));
  if (new Set(written).size < written.length) {
    faults.push({
      setting: KEYS.join(', '),
      wrong: { zh: '同一密钥用了两次', en: 'One key is used twice' },
      mend: { zh: '每个用途用各自的密钥', en: 'Give each purpose a key of its own' },
    });
  }
}

function configOf(values: Values, purpose: Purpose, dataDir: string): Config {
  const serve = purpose === 'serve';
  return {
    mode: serve ? 'serve' : 'embedded',
    developmentSignIn: !serve && values.OIDC_ISSUER === undefined,
    port: values.PORT,
    host: values.HOST,
    dataDir,
    database: { url: values.DATABASE_URL, appUrl: values.DATABASE_APP_URL, pool: values.DATABASE_POOL },
    natsUrl: values.NATS_URL,
    oidc: {
      issuer: values.OIDC_ISSUER,
      audience: values.OIDC_AUDIENCE,
      clockSkewSeconds: values.OIDC_CLOCK_SKEW_SECONDS,
    },
    secrets: {
      get identityKeys() {
        return values.IDENTITY_KEYS ?? fail('IDENTITY_KEYS');
      },
      get identityHmacKey() {
        return values.IDENTITY_HMAC_KEY ?? fail('IDENTITY_HMAC_KEY');
      },
      get cursorKey() {
        return values.CURSOR_KEY ?? fail('CURSOR_KEY');
      },
    },
    publicUrl: values.PUBLIC_URL,
    allowedOrigins: values.ALLOWED_ORIGINS,
    playground: values.PLAYGROUND ?? !serve,
    dashboard: { on: values.DASHBOARD, clientId: values.DASHBOARD_CLIENT_ID },
    webhookPrivateHosts: values.WEBHOOK_PRIVATE_HOSTS,
    metricsToken: values.METRICS_TOKEN,
    logLevel: values.LOG_LEVEL,
    limits: limitsOf(values),
    journalDays: values.JOURNAL_DAYS,
    demoWorkers: values.DEMO_WORKERS,
  };
}

function limitsOf(values: Values): Limits {
  return {
    bodyBytes: values.BODY_LIMIT_BYTES,
    depth: values.MAX_DEPTH,
    aliases: values.MAX_ALIASES,
    rootFields: values.MAX_ROOT_FIELDS,
    directives: values.MAX_DIRECTIVES,
    tokens: values.MAX_TOKENS,
    cost: values.MAX_COST,
    rateCostPerMinute: values.RATE_COST_PER_MINUTE,
    lookUpsPerHour: values.LOOK_UPS_PER_HOUR,
    observerPictureSeconds: values.OBSERVER_PICTURE_SECONDS,
    socketsPerAccount: values.SOCKETS_PER_ACCOUNT,
    socketsTotal: values.SOCKETS_TOTAL,
    streamsPerAccount: values.STREAMS_PER_ACCOUNT,
    subscriptionsPerSocket: values.SUBSCRIPTIONS_PER_SOCKET,
    socketQueue: values.SOCKET_QUEUE_LIMIT,
    overloadDelayMs: values.OVERLOAD_DELAY_MS,
    overloadWaiting: values.OVERLOAD_WAITING,
    importBytes: values.IMPORT_LIMIT_BYTES,
    imports: {
      fileBytes: values.IMPORT_LIMIT_BYTES,
      pieceBytes: values.IMPORT_PIECE_BYTES,
      organizationBytes: values.IMPORT_ORGANIZATION_BYTES,
      openRuns: values.IMPORTS_OPEN,
    },
    exportRows: values.EXPORT_ROWS,
    exportsPerAccount: values.EXPORTS_PER_ACCOUNT,
    fullExportsPerDay: values.FULL_EXPORTS_PER_DAY,
  };
}

function missing(name: string): Fault {
  return {
    setting: name,
    wrong: { zh: '没有设置，且没有默认值', en: 'It is not set and has no default' },
    mend: howToGive(name),
  };
}

function fail(name: SettingName): never {
  throw new ConfigError([missing(name)]);
}

function unusable(dataDir: string, error: unknown): Fault {
  const why = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return {
    setting: 'DATA_DIR',
    wrong: {
      zh: `无法读写数据文件夹 ${dataDir}（${why}）`,
      en: `The data folder ${dataDir} cannot be used (${why})`,
    },
    mend: {
      zh: '请设为一个可写的文件夹，或用原来启动它的系统用户启动',
      en: 'Set it to a folder that you may write, or start as the user who started it first',
    },
  };
}
