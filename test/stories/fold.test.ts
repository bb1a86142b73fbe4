import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { Client } from 'pg';
import sql from 'sql-template-tag';
import type { Follower } from '#journal/follower.js';
import { decodePosition } from '#journal/position.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { type Figures, figuresFrom, figureStatements } from '#picture/four-counts.js';
import { explicitKeys, type Pair, pairOf } from '#picture/pair.js';
import { PictureFold } from '#picture/picture-fold.js';
import { tier } from '#picture/weigh.js';
import { type Allocation, remainingFor } from '#posting/job-posting.entity.js';
import { postingList } from '#posting/posting.list.js';
import type { PostingFilter } from '#posting/posting.type.js';
import { passesFilter } from '#posting/watch-postings.js';
import { follow } from '#store/follow.js';
import { SERVING_ROLE } from '#store/orm.js';
import { inPopulation, POPULATIONS, populationCondition } from '#worker/population.js';
import { openGround, type TestGround } from '../support/ground.js';
import { anAllocated, aPosting, aStanding, DESTINATIONS, ORIGINS, WISHES } from '../support/random-rows.js';

const PEOPLE = 8;
const POSTS = 8;
const RUNS = process.env['LONG'] ? 250 : 25;
jest.setTimeout(120_000);

let ground: TestGround;
let owner: Client;
let follower: Follower & { stop(): Promise<void> };
let system: Operation;
let workers: string[];
let postings: string[];
let employers: string[];

beforeAll(async () => {
  ground = await openGround();
  system = ground.system();
  follower = await follow({
    connectionString: ground.url,
    role: SERVING_ROLE,
    epoch: ground.ground.epoch,
    pollMs: 1_000,
    reachMs: 5_000,
    onFault: (fault) => {
      throw fault;
    },
  });
  owner = new Client({ connectionString: ground.url });
  await owner.connect();
  await owner.query(
    `select set_config('app.role', 'SYSTEM', false), set_config('app.actor', 'system:test', false), set_config('app.verb', 'party.seed', false)`,
  );
  const ids = async (text: string, values: unknown[] = []): Promise<string[]> =>
    (await owner.query<{ id: string }>(text, values)).rows.map((r) => r.id);
  employers = await ids(
    `select organization_id as id from account where role = 'EMPLOYER' or handle like 'station@%'`,
  );
  workers = await ids(
    `insert into worker (display_name, service_region, origin, hukou_region, hukou, birth_date, sex_code, education, work_ability)
     select '测试', '522631003', '522631003', '522631003', '522631003', '1990-01-01', 1, 'PRIMARY', 'FULL' from generate_series(1, $1) returning id`,
    [PEOPLE],
  );
  postings = await ids(
    `insert into job_posting (employer_id, title, work_region, destination, headcount, state, valid_to)
     select $1, '普工', '440604', '440604', 1, 'DRAFT', '2099-01-01' from generate_series(1, $2) returning id`,
    [employers[0], POSTS],
  );
});
afterAll(async () => {
  await owner?.end();
  await follower?.stop();
  await ground?.close();
});

/** Writes columns of a row, past every verb. */
async function put(table: string, key: string, id: string, row: Record<string, unknown>): Promise<void> {
  const names = Object.keys(row);
  await owner.query(
    `update ${table} set ${names.map((name, i) => `${name} = $${i + 2}`).join(', ')} where ${key} = $1`,
    [id, ...names.map((name) => (name === 'allocations' ? JSON.stringify(row[name]) : row[name]))],
  );
}
const putStanding = (who: number, row: object) =>
  put('standing', 'worker_id', workers[who % PEOPLE] ?? '', row as Record<string, unknown>);
const putPosting = (which: number, { employer, ...row }: Record<string, unknown>) =>
  put('job_posting', 'id', postings[which % POSTS] ?? '', {
    ...row,
    employer_id: employers[Number(employer) % employers.length],
  });

const change = fc.oneof(
  fc.record({ of: fc.constant('standing' as const), which: fc.nat(PEOPLE - 1), row: aStanding }),
  fc.record({ of: fc.constant('posting' as const), which: fc.nat(POSTS - 1), row: aPosting }),
);

describe('the fold of the journal', () => {
  test('counts what the database counts, whatever changes, for every pair and population', async () => {
    const { regions } = system;
    const pairs = ORIGINS.flatMap((origin) =>
      DESTINATIONS.flatMap((destination) => POPULATIONS.map((p) => pairOf(regions, origin, destination, p))),
    );
    const fold = new PictureFold(follower);
    for (const pair of pairs) await fold.read(pair, 'test');
    const statements = pairs.flatMap((pair) => figureStatements(pair));
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 10 }),
        fc.boolean(),
        async (changes, together) => {
          if (together) await owner.query('begin');
          for (const { of, which, row } of changes)
            await (of === 'standing' ? putStanding(which, row) : putPosting(which, row));
          if (together) await owner.query('commit');
          const { rows, position } = await system.read(...statements);
          await follower.reach(decodePosition(ground.ground.epoch, position), 'test');
          const counted: [string, Figures][] = pairs.map((p, i) => [
            p.key,
            figuresFrom(rows.slice(i * 3, i * 3 + 3)),
          ]);
          const folded: [string, Figures][] = [];
          for (const pair of pairs)
            folded.push([pair.key, structuredClone((await fold.read(pair, 'test')).figures)]);
          expect(folded).toEqual(counted);
          // And whoever starts now starts from the same.
          const late = pairs[changes.length % pairs.length] as Pair;
          expect((await new PictureFold(follower).read(late, 'test')).figures).toEqual(
            (await fold.read(late, 'test')).figures,
          );
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe('a rule that stands in two places is one rule', () => {
  test('tier, here and in the database', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aStanding, { minLength: 20, maxLength: 20 }), async (standings) => {
        for (const d of DESTINATIONS) {
          const pair = pairOf(system.regions, '522631', d, 'TARGET');
          const { rows } = await system.read(sql`
            select standing_tier(array(select jsonb_array_elements_text(s -> 'explicit')), array(select jsonb_array_elements_text(s -> 'broad')),
              (s ->> 'open_destination')::boolean, ${[...pair.explicitKeys]}::text[], ${[...pair.broadKeys]}::text[]) as tier
            from jsonb_array_elements(${JSON.stringify(standings)}::jsonb) with ordinality as x (s, nr) order by nr`);
          expect(standings.map((s) => tier(pair, s))).toEqual(rows[0]?.map((r) => r['tier']));
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('who belongs to a population, counted or asked', async () => {
    const marks = [true, false].flatMap((target) =>
      [true, false].map((relocated) => ({ target, relocated })),
    );
    for (const population of POPULATIONS) {
      const { rows } = await system.read(sql`
        select survey_population(${population}, s.target, s.relocated) as asked, (${populationCondition(population)}) as counted
        from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as s (target boolean, relocated boolean)`);
      expect([population, ...(rows[0] ?? [])]).toEqual([
        population,
        ...marks.map((mark) => inPopulation(population, mark)).map((is) => ({ asked: is, counted: is })),
      ]);
    }
  });

  test('the marks of a destination, for every place and every municipality', async () => {
    const cities = [...system.regions.all()].map((r) => r.path).filter((p) => /^\d{4,6}$/.test(p));
    const all = [
      ...cities,
      '11',
      '1101',
      '110101',
      '12',
      '120101',
      '31',
      '310115',
      '50',
      '500101',
      '7100',
      '810001',
    ];
    const { rows } = await system.read(sql`
      select d, explicit_keys(d) as keys from unnest(${all}::text[]) with ordinality as x (d, nr) order by nr`);
    expect(all.map((d) => explicitKeys(d))).toEqual(rows[0]?.map((r) => r['keys']));
  });

  test('the places left for an origin', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anAllocated, { minLength: POSTS, maxLength: POSTS }), async (drawn) => {
        for (const [which, row] of drawn.entries()) await putPosting(which, { ...row, employer: 0 });
        for (const origin of ['52', '522631', '522631003', '522633', '33', '5226']) {
          const { rows } = await system.read(
            sql`select id, posting_remaining(p, ${origin}) as rest from job_posting p`,
          );
          const rest = new Map(rows[0]?.map((r) => [r['id'], r['rest']]));
          for (const [which, row] of drawn.entries())
            expect([
              origin,
              row,
              remainingFor({ ...row, allocations: row.allocations as Allocation[] }, origin),
            ]).toEqual([origin, row, rest.get(postings[which])]);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('the filter of postings, of a list and of a stream', async () => {
    const filters: fc.Arbitrary<PostingFilter> = fc.record(
      {
        workRegion: fc.constantFrom('440000', '440600', '440604', '330109', null),
        states: fc.option(fc.subarray(['OPEN', 'DRAFT', 'PAUSED', 'FILLED'], { minLength: 1 })),
        employer: fc.option(fc.nat(2).map((n) => toGlobalId('Organization', employers[n] ?? ''))),
        text: fc.constantFrom('工', '焊', '焊工', '%', '_', null),
        suitable: fc.option(fc.boolean()),
        wageAtLeast: fc.constantFrom(0, 400_000, 400_001, 500_000, null),
        housing: fc.option(fc.boolean()),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(aPosting, { minLength: POSTS, maxLength: POSTS }),
        fc.array(filters, { minLength: 20, maxLength: 20 }),
        async (drawn, asked) => {
          for (const [which, row] of drawn.entries()) await putPosting(which, row);
          const images = await ground.look(
            `select distinct on (noun_id) after from journal_entry where noun = 'job_posting' order by noun_id, seq desc`,
          );
          for (const filter of asked) {
            const list = postingList(system, filter, 'CREATED');
            const { rows } = await system.read(sql`select p.id ${list.from}`);
            const streamed = images
              .map((r) => r['after'] as Record<string, unknown>)
              .filter((image) => passesFilter(system, filter, image));
            expect([filter, streamed.map((image) => image['id']).sort()]).toEqual([
              filter,
              rows[0]?.map((r) => r['id']).sort(),
            ]);
          }
        },
      ),
      { numRuns: RUNS },
    );
  });
});

test('the rows that are drawn reach every tier', () => {
  const pair = pairOf(system.regions, '522631', '440604', 'TARGET');
  const drawn = WISHES.map((wish) => tier(pair, { ...wish }));
  expect(new Set(drawn)).toEqual(new Set(['EXPLICIT', 'BROAD', 'OPEN', 'NONE']));
});
