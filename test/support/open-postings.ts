import { ownConnection } from './own-connection.js';
import type { World } from './world.js';

/** What of a planted posting may be said; the rest is the same for all. */
export interface PlantedPosting {
  readonly title: string;
  readonly workRegion?: string;
  readonly suitable?: boolean;
  /** When that was judged; the clock's verbs take back what is too old. */
  readonly suitableOn?: string;
  readonly headcount?: number;
  readonly requirement?: string;
}

const INSERT = `insert into job_posting
    (employer_id, title, work_region, destination, headcount, requirement, state, suitable, suitable_on, valid_to, opened_at)
  select a.organization_id, x.title, x.region, x.region, x.headcount, x.requirement, 'OPEN', x.suitable, x."suitableOn", '2099-01-01', now()
  from account a, rows from (jsonb_to_recordset($1::jsonb)
    as (title text, "workRegion" text, headcount int, requirement text, suitable boolean, "suitableOn" date))
    with ordinality as x (title, region, headcount, requirement, suitable, "suitableOn", nr)
  where a.handle = 'employer@foshan' order by x.nr`;

function rows(postings: readonly PlantedPosting[]): string {
  return JSON.stringify(
    postings.map((p) => ({
      workRegion: '440604',
      suitable: true,
      suitableOn: '2026-01-01',
      headcount: 1,
      requirement: null,
      ...p,
    })),
  );
}

/** Postings of the employer of Foshan, open at once, all in one transaction. */
export async function plantOpen(
  world: Pick<World, 'plant'>,
  ...postings: readonly (PlantedPosting | string)[]
): Promise<void> {
  const all = postings.map((p) => (typeof p === 'string' ? { title: p } : p));
  await world.plant(INSERT.replace('$1', '?'), [rows(all)]);
}

/** A transaction of somebody who takes a long time to commit. */
export interface SlowWriter {
  plant(...titles: string[]): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  end(): Promise<void>;
}

/** Begins a transaction on a connection of its own; what it plants nobody sees before it commits. */
export async function beginSlowly(world: Pick<World, 'url'>): Promise<SlowWriter> {
  const client = await ownConnection(world);
  await client.query('begin');
  return {
    async plant(...titles) {
      await client.query(INSERT, [rows(titles.map((title) => ({ title })))]);
    },
    async commit() {
      await client.query('commit');
    },
    async rollback() {
      await client.query('rollback');
    },
    end: () => client.end(),
  };
}
