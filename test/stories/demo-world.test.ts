import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { systemViewer } from '#access/viewer.js';
import type { DemoProgress } from '#demo/demo-world.js';
import { loadDemo } from '#demo/load-demo.js';
import { type Ground, openGround } from '#ground.js';
import { readConnection } from '#kernel/page.js';
import { auditPicture } from '#picture/audit-picture.js';
import { demandList } from '#picture/demand-list.js';
import { figureStatements, figuresFrom } from '#picture/four-counts.js';
import { type Pair, pairOf } from '#picture/pair.js';
import { supplyList } from '#picture/supply-list.js';
import { migrate } from '#store/migrate.js';
import { onceAsDemo } from '#store/once-as-demo.js';
import { openOperation } from '#store/open-operation.js';
import { POPULATIONS } from '#worker/population.js';

const WORKERS = 300;
const FOLDER = join(resolve(import.meta.dirname, '..', '..'), 'demo');
const SERVER = process.env['TEST_DATABASE_URL'] ?? '';
const SECRETS = {
  identityKeys: [{ id: 'test-1', key: Buffer.alloc(32, 'identity key of the tests') }],
  identityHmacKey: Buffer.alloc(32, 'fingerprint key of the tests'),
  cursorKey: Buffer.alloc(32, 'cursor key of the tests'),
};

const name = `lb_story_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
const url = Object.assign(new URL(SERVER), { pathname: `/${name}` }).toString();
let world: Ground;
let owner: Client;

beforeAll(async () => {
  await asOwner((c) => c.query(`create database ${name}`));
  await migrate(url);
  owner = new Client({ connectionString: url });
  await owner.connect();
  world = await openGround({ url, pool: 4, secrets: SECRETS, clock: () => new Date('2026-11-22T04:00:00Z') });
});
afterAll(async () => {
  await owner.end();
  await world.close();
  await asOwner((c) => c.query(`drop database ${name} with (force)`));
});

async function asOwner(work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: SERVER });
  await client.connect();
  await work(client).finally(() => client.end());
}

const look = async (text: string): Promise<Record<string, unknown>[]> => (await owner.query(text)).rows;
const count = async (what: string): Promise<number> =>
  Number((await look(`select count(*) as n from ${what}`))[0]?.['n']);
const system = () => openOperation(world.ground, systemViewer('test'));

/** Loads as the start does, on this day; `progress` may throw, as a process may be killed. */
const load = (progress: (told: DemoProgress) => void = () => undefined, today = '2026-11-22') =>
  onceAsDemo(url, today, async (day) => {
    await loadDemo(
      {
        folder: FOLDER,
        workers: WORKERS,
        open: (viewer) => openOperation(world.ground, viewer),
        reloadRegions: () => world.reloadRegions(),
        progress,
      },
      day,
    );
  });

describe('the demo world', () => {
  test('that was interrupted while it loaded is marked as a demo and not complete', async () => {
    const killed = load(({ stage, done }) => {
      if (stage.en === 'invented postings' && done === 400) throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await look('select demo, demo_loaded_at from deployment')).toEqual([
      { demo: true, demo_loaded_at: null },
    ]);
    expect(await count('job_posting')).toBe(400);
  });

  test('is finished by the next start, also on another day, with nothing twice', async () => {
    const told: DemoProgress[] = [];
    expect(await load((one) => told.push(one), '2026-11-23')).toBe(true);
    expect(
      await look(`select demo, demo_day::text, demo_loaded_at is not null as loaded from deployment`),
    ).toEqual([{ demo: true, demo_day: '2026-11-22', loaded: true }]);
    expect(await count('job_posting where invented')).toBe(592);
    expect(await count('worker where invented')).toBe(WORKERS);
    expect(await count('worker_identity')).toBe(WORKERS);
    expect(await count('standing')).toBe(WORKERS);
    expect(await count('account')).toBe(14);
    expect(await count('pairing')).toBe(24);
    const ended = told.filter(({ done, total }) => total > 0 && done === total);
    expect(ended.map(({ stage }) => stage.en)).toEqual([
      'regions, organizations, accounts, pairings',
      'invented postings',
      'real postings, row by row',
      'invented workers',
    ]);
    // As many as there are, but for the employers that the postings brought along.
    expect(ended[0]?.total).toBeGreaterThan(
      (await count('region')) + (await count('account')) + (await count('pairing')),
    );
  });

  test('once complete is left alone by every later start', async () => {
    const before = await count('journal_entry');
    expect(await load()).toBe(false);
    expect(await count('journal_entry')).toBe(before);
  });

  test('holds the real postings open in their own cities, and nobody took them for invented', async () => {
    const real = await look(
      `select state, invented, external_source, source_file, count(*)::int as n from job_posting where not invented group by 1, 2, 3, 4`,
    );
    expect(real).toEqual([
      {
        state: 'OPEN',
        invented: false,
        external_source: 'sheet',
        source_file: 'postings.csv',
        n: expect.any(Number),
      },
    ]);
    // The number that demo/README.md tells.
    expect(Number(real[0]?.['n'])).toBe(173);
    const cities = await look(
      `select distinct left(p.destination, 4) as city from job_posting p where not p.invented
       and not exists (select from organization o where o.type = 'DEST_BUREAU' and starts_with(p.destination, o.path))`,
    );
    expect(cities).toEqual([]);
  });

  test('has the loader as the author of everything', async () => {
    expect(await look('select distinct actor, verb from journal_entry order by verb')).toEqual([
      { actor: 'system:demo', verb: 'demo.load' },
      { actor: 'system:demo', verb: 'sheet.importPostings' },
    ]);
  });

  test('keeps identities sealed, and out of the journal', async () => {
    const [identity] = await look('select name_enc, id_number_enc, phone_enc from worker_identity limit 1');
    expect(world.ground.vault.open(String(identity?.['id_number_enc']))).toMatch(/^999\d{14}[\dX]$/);
    const readable = `before::text ~ '999\\d{14}|154\\d{8}' or after::text ~ '999\\d{14}|154\\d{8}'`;
    expect(await count(`journal_entry where noun in ('worker', 'worker_identity') and (${readable})`)).toBe(
      0,
    );
  });

  test('never comes into a database that somebody uses', async () => {
    await look('update deployment set demo = false, demo_day = null, demo_loaded_at = null');
    expect(await load()).toBe(false);
    expect(await look('select demo from deployment')).toEqual([{ demo: false }]);
    await look(`update deployment set demo = true, demo_day = '2026-11-22', demo_loaded_at = now()`);
  });
});

describe('the audit', () => {
  test('finds nothing in the demo world', async () => {
    const report = await auditPicture(system());
    expect(report.differences).toEqual([]);
    expect(report.compared).toMatchObject({ standings: WORKERS, due: 0 });
    expect(report.pictures).toBe(23 * POPULATIONS.length);
  });

  test('and every count is the length of its list walked by cursor', async () => {
    const op = system();
    const pair = pairOf(op.regions, '522600', '440600', 'ALL_RURAL');
    const figures = figuresFrom((await op.read(...figureStatements(pair))).rows);
    expect(figures.laborBase).toBeGreaterThan(50);
    expect(figures.explicit + figures.broad).toBeGreaterThan(5);
    expect(await walked(pair, 'demand')).toBe(figures.explicit + figures.broad + figures.open);
    expect(await walked(pair, 'supply')).toBe(figures.postings);
    expect(figures.suitablePosts).toBeGreaterThan(1_700);
  });

  test('finds a standing that was changed behind its back', async () => {
    await planted(
      `update standing set in_demand = not in_demand where worker_id = (select worker_id from standing where in_base order by 1 limit 1)`,
      async () => {
        const { differences } = await auditPicture(system());
        expect(differences[0]).toMatchObject({
          what: { en: 'a standing differs from its source' },
          found: 'in_demand',
        });
      },
    );
  });

  test('finds a place that nobody holds', async () => {
    await planted(
      'update job_posting set held = held + 1 where id = (select min(id::text)::uuid from job_posting)',
      async () => {
        const { differences } = await auditPicture(system());
        expect(differences.map((d) => d.what.en)).toContain(
          'the places of a posting differ from its referrals and arrivals',
        );
      },
    );
  });

  test('finds a rule that the view and the lists have wrong together', async () => {
    const [right] = await look(`select pg_get_functiondef('standing_tier'::regproc) as text`);
    const wrong = String(right?.['text']).replace("then 'BROAD'", "then 'EXPLICIT'");
    expect(wrong).not.toBe(right?.['text']);
    await look(wrong);
    try {
      const { differences } = await auditPicture(system());
      expect(new Set(differences.map((d) => d.what.en))).toEqual(
        new Set(['a figure differs from its recount']),
      );
      expect(differences.some((d) => d.where.endsWith(' broad'))).toBe(true);
    } finally {
      await look(String(right?.['text']));
    }
  });
});

/** How many rows a list has when it is read page by page to its end. */
async function walked(pair: Pair, which: 'demand' | 'supply'): Promise<number> {
  const op = system();
  let rows = 0;
  let after: string | null = null;
  do {
    const page: { nodes: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } =
      which === 'demand'
        ? await readConnection(
            op,
            demandList(op, pair, null),
            { first: 20, after },
            { total: false, cursors: true },
          )
        : await readConnection(
            op,
            supplyList(op, pair),
            { first: 20, after },
            { total: false, cursors: true },
          );
    rows += page.nodes.length;
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return rows;
}

/** Changes something as no verb can, past triggers and journal, and undoes it after. */
async function planted(change: string, look: () => Promise<void>): Promise<void> {
  const table = /^update (\w+)/.exec(change)?.[1] ?? '';
  const kept = `kept_${table}`;
  await owner.query(`create table ${kept} as select * from ${table}`);
  const silently = async (text: string) => {
    await owner.query(`alter table ${table} disable trigger user`);
    await owner.query(text);
    await owner.query(`alter table ${table} enable trigger user`);
  };
  await silently(change);
  try {
    await look();
  } finally {
    const [column, key] = table === 'standing' ? ['in_demand', 'worker_id'] : ['held', 'id'];
    await silently(
      `update ${table} t set ${column} = k.${column} from ${kept} k where k.${key} = t.${key} and t.${column} <> k.${column}`,
    );
    await owner.query(`drop table ${kept}`);
  }
}
