import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { COMPILED_ONCE, compiled, PROJECT } from './other-process.ts';

type Store = typeof import('#store/embedded.js');

/** What the teardown needs to undo. Both run in jest's own process. */
export interface Started {
  stop?: () => Promise<void>;
}
export const started: Started = {};

/**
 * One PostgreSQL for all test files: the program's own embedded one, in a folder that outlives the run, so that
 * the next run finds its cluster and its migrated template made (support/ground.ts clones that for each file).
 * TEST_DATABASE_URL names another server instead: a superuser's, who may create databases and roles.
 */
export default async function startPostgres(run: {
  testPathPatterns: { patterns: readonly string[] };
}): Promise<void> {
  // The workers begin after this and take it over.
  Object.assign(process.env, COMPILED_ONCE);
  const { patterns } = run.testPathPatterns;
  const rulesOnly = patterns.length > 0 && patterns.every((pattern) => pattern.startsWith('test/rules'));
  if (rulesOnly || process.env['TEST_DATABASE_URL']) return;
  // Jest's own process knows neither TypeScript nor #rooms, so it runs the rooms compiled.
  const home = compiled('kernel', 'store');
  try {
    const store = (await import(join(home, 'dist', 'src', 'store', 'embedded.js'))) as Store;
    const server = await store.startEmbedded({
      dataDir: join(PROJECT, 'node_modules', '.cache', 'labor-bridge-tests'),
      log: () => undefined,
      durable: false,
    });
    process.env['TEST_DATABASE_URL'] = server.url;
    started.stop = () => server.stop();
    if (server.started) await sweep(server.url);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Databases of runs that were killed. Whoever finds the server running leaves them: they may be in use. */
async function sweep(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      "select datname from pg_database where datname like 'lb\\_story\\_%'",
    );
    for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`);
  } finally {
    await client.end();
  }
}
