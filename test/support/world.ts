import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, startApp } from '#app.js';
import { readConfig } from '#config.js';
import { Client } from './client.js';
import { freePort } from './free-port.js';
import { openGround, type TestGround } from './ground.js';

/** The real server on a database of its own, with its real sign-in: as a deployment would run. */
export interface World extends Pick<TestGround, 'look' | 'plant' | 'url'> {
  readonly app: App;
  readonly baseUrl: string;
  /** Where the sign-in keeps its keys. */
  readonly dataDir: string;
  /** A client with a fresh token of this account. */
  as(handle: string): Promise<Client>;
  stranger(): Client;
  token(handle: string): Promise<string>;
  /** Stops and starts the server anew on the same database and the same port. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a world. `env` are settings of the README's table; `clock` sets the server's time; `logTo` takes its log;
 * `before` writes what is there before the server starts, at this address as its owner. */
export async function openWorld(
  options: {
    env?: Record<string, string>;
    clock?: () => Date;
    tokenSeconds?: number;
    logTo?: (line: string) => void;
    before?: (url: string) => Promise<void>;
  } = {},
): Promise<World> {
  const ground = await openGround();
  await options.before?.(ground.url);
  const dataDir = mkdtempSync(join(tmpdir(), 'labor-bridge-world-'));
  chmodSync(dataDir, 0o755);
  const start = (port: string): Promise<App> =>
    startApp(
      readConfig(
        {
          DATABASE_URL: ground.url,
          DATA_DIR: dataDir,
          PORT: port,
          LOG_LEVEL: 'silent',
          DATABASE_POOL: '8',
          ...KEYS,
          ...options.env,
        },
        'start',
      ),
      {
        say: () => undefined,
        ...(options.clock ? { clock: options.clock } : {}),
        ...(options.tokenSeconds ? { tokenSeconds: options.tokenSeconds } : {}),
        ...(options.logTo ? { logTo: { write: options.logTo } } : {}),
      },
    );
  let app = await start(String(await freePort()));
  const clients: Client[] = [];
  const world: World = {
    get app() {
      return app;
    },
    get baseUrl() {
      return app.url;
    },
    url: ground.url,
    dataDir,
    look: ground.look,
    plant: ground.plant,
    async token(handle) {
      const tokens = (await (await fetch(`${app.url}/play/tokens`)).json()) as {
        handle: string;
        token: string;
      }[];
      const found = tokens.find((t) => t.handle === handle);
      if (!found) throw new Error(`no account ${handle}`);
      return found.token;
    },
    async as(handle) {
      const client = new Client(app.url, await world.token(handle), handle);
      clients.push(client);
      return client;
    },
    stranger: () => new Client(app.url, undefined),
    async restart() {
      const { port } = new URL(app.url);
      await app.stop();
      app = await start(port);
    },
    async close() {
      await Promise.all(clients.map((c) => c.close()));
      await app.stop();
      await ground.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return world;
}

/** The keys with which support/ground.ts seals what it plants. */
export const KEYS = {
  IDENTITY_KEYS: `test-1:${Buffer.alloc(32, 'identity key of the tests').toString('base64')}`,
  IDENTITY_HMAC_KEY: Buffer.alloc(32, 'fingerprint key of the tests').toString('base64'),
  CURSOR_KEY: Buffer.alloc(32, 'cursor key of the tests').toString('base64'),
};
