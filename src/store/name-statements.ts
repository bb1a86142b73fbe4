import type { Pool, QueryResult } from 'pg';

/** Texts that have a name in one process: what the code itself says has fewer. Each costs memory in every connection. */
const MOST_NAMES = 600;
/** What the database says where a statement was prepared before a table got other columns, as it does in an upgrade. */
export const CHANGED_UNDER_PLAN = '0A000';

type Ask = (text: unknown, values?: unknown, ...more: unknown[]) => Promise<QueryResult>;

/**
 * From its second time on a statement with values has a name by its text, so that a connection has it prepared: it
 * is not parsed again, nor planned again where one plan does for all values.
 */
export function nameStatements(pool: Pool): void {
  const names = new StatementNames();
  pool.on('connect', (client) => {
    const ask = client.query.bind(client) as Ask;
    const named: Ask = (text, values, ...more) => {
      const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 && names.of(text);
      // As it came: whoever reads through a cursor is given the cursor, and no promise.
      if (!name) return ask(text, values, ...more);
      return ask({ name, text, values }, ...more).catch((fault: { code?: unknown }) => {
        if (fault.code === CHANGED_UNDER_PLAN) names.forget();
        throw fault;
      });
    };
    client.query = named as typeof client.query;
  });
}

class StatementNames {
  private readonly names = new Map<string, string>();
  private readonly once = new Set<string>();
  private given = 0;

  of(text: string): string | undefined {
    const known = this.names.get(text);
    if (known || this.names.size >= MOST_NAMES) return known;
    if (!this.once.has(text)) {
      // Lists of another length each time never come again.
      if (this.once.size >= MOST_NAMES) this.once.clear();
      this.once.add(text);
      return undefined;
    }
    this.once.delete(text);
    const name = `verb_${(this.given += 1)}`;
    this.names.set(text, name);
    return name;
  }

  /** Every connection prepares anew whatever it is asked from now on: no name is given twice. */
  forget(): void {
    this.names.clear();
  }
}
