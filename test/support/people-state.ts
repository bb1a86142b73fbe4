import { createIdentityVault } from '#kernel/identity-vault.js';
import type { Row } from '#kernel/operation.js';
import { SECRETS, type TestGround } from './ground.js';

/** Found by the clock, in what is compared here itself, and at its own time. */
const LOOKED_UP = ['possible_duplicate'];
/** From which file something came. */
const PROVENANCE = ['source', 'file_sha256', 'file_name', 'sheet', 'row'];
const vault = createIdentityVault({
  keys: SECRETS.identityKeys,
  hmacKey: SECRETS.identityHmacKey,
  isDemo: true,
});

/** The lines of a table, sorted. */
export type PeopleState = Readonly<Record<string, readonly string[]>>;

/**
 * Everything that a database holds of people who were registered since then, table by table: each column but keys, times
 * and the file that it came from, sealed ones opened, with the fingerprint of the number for the person. Of the journal,
 * how many changes of each noun came by imports.
 */
export async function peopleState({ look }: Pick<TestGround, 'look'>, since: Date): Promise<PeopleState> {
  const state: Record<string, string[]> = {};
  for (const [table, columns] of await tablesOfPeople(look)) {
    const key = table === 'worker' ? 'id' : 'worker_id';
    const rows = await look(
      `select encode(i.id_number_hmac, 'hex') as person, t.* from "${table}" t join worker w on w.id = t.${key}
       join worker_identity i on i.worker_id = w.id where w.registered_at >= $1`,
      [since],
    );
    state[table] = rows.map((row) => lineOf(row, ['person', ...columns])).toSorted();
  }
  const journal = await look(
    `select noun, count(*)::int as times from journal_entry
     where at >= $1 and verb = 'sheet.importWorkers' and noun <> 'import_run' group by noun`,
    [since],
  );
  state['journal_entry'] = journal.map((row) => lineOf(row, ['noun', 'times'])).toSorted();
  return state;
}

/** Every table that says something of a person, with the columns that are compared. */
async function tablesOfPeople(look: TestGround['look']): Promise<Map<string, string[]>> {
  const rows = await look(
    `select c.table_name as name, array_agg(c.column_name::text order by c.column_name) filter (
       where c.data_type not in ('uuid', 'timestamp with time zone') and c.column_name <> all($1)) as columns
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.table_name <> all($2)
     group by 1 having c.table_name = 'worker' or bool_or(c.column_name = 'worker_id') order by 1`,
    [PROVENANCE, LOOKED_UP],
  );
  return new Map(rows.map(({ name, columns }) => [String(name), (columns ?? []) as string[]]));
}

function lineOf(row: Row, columns: readonly string[]): string {
  return columns.map((column) => `${column}=${JSON.stringify(readable(column, row[column]))}`).join(' ');
}

function readable(column: string, value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.toString('hex');
  return column.endsWith('_enc') && value !== null ? vault.open(String(value)) : value;
}
