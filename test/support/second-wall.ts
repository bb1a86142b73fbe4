/**
 * The second wall alone: plain statements as the serving role, with a viewer's session and no condition of
 * whose matter a row is. Nothing of it is kept; what a test changes at the walls is rolled back with it.
 */
import { Client } from 'pg';
import { sessionVariables, systemViewer, type Viewer } from '#access/viewer.js';
import { openGround } from '#ground.js';
import { findViewer } from '#party/find-viewer.js';
import { openOperation } from '#store/open-operation.js';
import { SERVING_ROLE } from '#store/orm.js';
import { SECRETS } from './ground.js';

/** Table → the keys of rows, sorted. */
export type Rows = Readonly<Record<string, readonly string[]>>;

export interface Policy {
  readonly table: string;
  readonly name: string;
  readonly command: string;
  readonly checks: boolean;
}

/** What every account may be, as the doors find it; SYSTEM too. */
export async function viewersOf(url: string, handles: readonly string[]): Promise<Map<string, Viewer>> {
  const { ground, close } = await openGround({ url, pool: 1, secrets: SECRETS });
  try {
    const found = new Map<string, Viewer>([['system', systemViewer('test')]]);
    for (const handle of handles)
      found.set(
        handle,
        await findViewer(
          openOperation(ground, systemViewer('test')),
          { subject: handle },
          Number.POSITIVE_INFINITY,
        ),
      );
    return found;
  } finally {
    await close();
  }
}

export class SecondWall {
  private constructor(
    private readonly client: Client,
    /** The tables that have policies, each with the column of its key. */
    readonly tables: ReadonlyMap<string, string>,
    readonly policies: readonly Policy[],
  ) {}

  /** The walls of the tables about persons and their posts, or those of the webhooks, which are about nobody. */
  static async of(url: string, webhooks = false): Promise<SecondWall> {
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ table: string; key: string }>(`
      select c.relname as table, a.attname as key from pg_class c
      join pg_index i on i.indrelid = c.oid and i.indisprimary
      join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where c.relnamespace = 'public'::regnamespace and c.relrowsecurity
        and starts_with(c.relname, 'webhook') = ${webhooks} order by 1`);
    const policies = await client.query<Policy>(`
      select tablename as table, policyname as name, cmd as command, with_check is not null as checks from pg_policies
      where schemaname = 'public' and starts_with(tablename, 'webhook') = ${webhooks} order by 1, 2`);
    return new SecondWall(client, new Map(rows.map((r) => [r.table, r.key])), policies.rows);
  }

  /** Runs as the owner in a transaction that is rolled back, whatever `work` did. */
  async rolledBack<T>(work: () => Promise<T>): Promise<T> {
    await this.client.query('begin');
    try {
      return await work();
    } finally {
      await this.client.query('rollback');
    }
  }

  /** One statement as the owner; the answer's rows. */
  async owner<T = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<T[]> {
    return (await this.client.query(text, values)).rows as T[];
  }

  /** Runs as the serving role with the viewer's session, or with none; what it wrote is undone. */
  async as<T>(viewer: Viewer | undefined, work: () => Promise<T>): Promise<T> {
    await this.client.query('savepoint viewer');
    try {
      await this.client.query(`set local role ${SERVING_ROLE}`);
      const variables = { ...(viewer ? sessionVariables(viewer) : {}), 'app.verb': 'party.seed' };
      await this.client.query(
        `select ${Object.keys(variables)
          .map((name, i) => `set_config('${name}', $${i + 1}, true)`)
          .join(', ')}`,
        Object.values(variables),
      );
      return await work();
    } finally {
      await this.client.query('rollback to savepoint viewer');
    }
  }

  /** Every row that the viewer may read of these tables, of every walled one if not said. */
  reads(viewer: Viewer | undefined, tables: readonly string[] = [...this.tables.keys()]): Promise<Rows> {
    return this.as(viewer, () => this.keys(tables));
  }

  /** All there is. */
  all(): Promise<Rows> {
    return this.keys([...this.tables.keys()]);
  }

  /** Every row that the viewer may change: PostgreSQL locks for an update only what the policies let be updated. */
  writes(viewer: Viewer | undefined, tables: readonly string[]): Promise<Rows> {
    return this.as(viewer, async () => {
      const found: Record<string, string[]> = {};
      for (const table of tables)
        found[table] = (
          await this.owner<{ k: string }>(
            `select ${this.tables.get(table)}::text as k from ${table} for update`,
          )
        )
          .map((r) => r.k)
          .toSorted();
      return found;
    });
  }

  /** Walled tables that the serving role may write at all; the others are written by triggers alone. */
  async writable(): Promise<string[]> {
    const tables = await this.owner<{ table: string }>(
      `select t as table from unnest($1::text[]) t where has_table_privilege('${SERVING_ROLE}', t, 'insert')`,
      [[...this.tables.keys()]],
    );
    return tables.map((t) => t.table);
  }

  /**
   * Would the wall let the viewer insert this row? Whatever stops it behind the wall (a key that is there
   * already) is another matter.
   */
  async lets(viewer: Viewer | undefined, table: string, row: unknown): Promise<boolean> {
    return this.as(viewer, async () => {
      try {
        await this.owner(`insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`, [
          JSON.stringify(row),
        ]);
        return true;
      } catch (fault) {
        return !/row-level security/.test(String(fault));
      }
    });
  }

  /**
   * Changes every row that the wall lets the viewer change, without looking at any: how many there were, or
   * whether the wall (REFUSED) or something behind it (STOPPED) spoke against it.
   */
  async change(
    viewer: Viewer | undefined,
    table: string,
    set: string,
  ): Promise<number | 'REFUSED' | 'STOPPED'> {
    return this.as(viewer, async () => {
      try {
        return (await this.client.query(`update ${table} set ${set}`)).rowCount ?? 0;
      } catch (fault) {
        return /row-level security/.test(String(fault)) ? 'REFUSED' : 'STOPPED';
      }
    });
  }

  close(): Promise<void> {
    return this.client.end();
  }

  private async keys(tables: readonly string[]): Promise<Rows> {
    const each = tables.map((t) => `select '${t}' as t, ${this.tables.get(t)}::text as k from ${t}`);
    const rows = await this.owner<{ t: string; k: string }>(`${each.join(' union all ')} order by 1, 2`);
    const found: Record<string, string[]> = Object.fromEntries(tables.map((t) => [t, []]));
    for (const { t, k } of rows) found[t]?.push(k);
    return found;
  }
}
