import { hash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, start, until } from '#bench/children.js';
import { type Issuer, openIssuer } from '#bench/issuer.js';
import { COUNTY_ACCOUNT, STATION_ACCOUNT } from '#bench/load-parties.js';
import { peerViewers } from '#bench/viewers.js';

/** A server that takes requests. */
export interface Server {
  /** `http://127.0.0.1:1234/graphql` */
  readonly url: string;
  readonly pid: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The last words it wrote, for when something fails. */
  words(): string;
  stop(): Promise<unknown>;
}

/** Ours, with the tokens of its two accounts. */
export interface OwnServer extends Server {
  readonly tokens: { readonly county: string; readonly station: string };
  /** A token of another account. */
  token(handle: string): Promise<string>;
}

const READY_WITHIN_MS = 60_000;
const ENTRY = join(import.meta.dirname, '..', 'dist', 'src', 'main.js');

/** The same at every start: a database that an earlier run left knows its keys. */
const keyFor = (purpose: string): string => hash('sha256', `bench ${purpose}`, 'base64');

/** The keys of our program, whichever of its processes works on a database of the bench. */
export const OUR_KEYS = {
  IDENTITY_KEYS: `k1:${keyFor('identities')}`,
  IDENTITY_HMAC_KEY: keyFor('fingerprints'),
  CURSOR_KEY: keyFor('cursors'),
} as const;

/**
 * Starts our own server as in production: settings from the environment, tokens of an outside issuer. Only
 * two settings differ from their defaults: the log keeps to warnings, as the peers log nothing, and one
 * account may spend in a minute what this load spends (the limit is still asked at every request). `more`: what a
 * measure sets besides.
 */
export async function startOurs(
  url: string,
  more: Readonly<Record<string, string>> = {},
): Promise<OwnServer> {
  const audience = 'labor-bridge';
  const issuer = await openIssuer(audience);
  const dataDir = mkdtempSync(join(tmpdir(), 'labor-bridge-bench-'));
  const port = await freePort();
  const child = start(ENTRY, ['--serve'], {
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    DATABASE_URL: url,
    DATABASE_POOL: '10',
    OIDC_ISSUER: issuer.url,
    OIDC_AUDIENCE: audience,
    ...OUR_KEYS,
    LOG_LEVEL: 'warn',
    RATE_COST_PER_MINUTE: '1000000000',
    ...more,
  });
  const stop = async (): Promise<void> => {
    issuer.stop();
    await child.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await until(
      child,
      READY_WITHIN_MS,
      async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok || undefined,
    );
    const tokens = await tokensOf(issuer);
    return {
      url: `http://127.0.0.1:${port}/graphql`,
      pid: child.pid,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.county}` },
      tokens,
      token: (handle) => issuer.token(handle),
      words: child.words,
      stop,
    };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

async function tokensOf(issuer: Issuer): Promise<OwnServer['tokens']> {
  return { county: await issuer.token(COUNTY_ACCOUNT), station: await issuer.token(STATION_ACCOUNT) };
}

/** Starts one of the peers of this folder, or the floor. `more`: what this one is told besides. */
export async function startPeer(
  file: string,
  url: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const viewers = await peerViewers(url);
  const child = start(join(import.meta.dirname, file), [], {
    GRAPHILE_ENV: 'production',
    BENCH_DATABASE: url,
    BENCH_VIEWERS: JSON.stringify(viewers),
    ...more,
  });
  try {
    const port = await portOf(child);
    return {
      url: `http://127.0.0.1:${port}/graphql`,
      pid: child.pid,
      headers: { 'content-type': 'application/json', 'x-viewer': COUNTY_ACCOUNT },
      words: child.words,
      stop: () => child.stop(),
    };
  } catch (fault) {
    await child.stop();
    throw fault;
  }
}

async function portOf(child: Child): Promise<number> {
  let port: number | undefined;
  once(child.process, 'message').then(
    ([message]) => {
      port = (message as { port: number }).port;
    },
    () => undefined,
  );
  return until(child, READY_WITHIN_MS, async () => port);
}

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
