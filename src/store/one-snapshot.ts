import type { Connection, Submittable } from 'pg';
import utils from 'pg/lib/utils.js';
import type { Row } from '#kernel/operation.js';

/** A statement to run; `name` keeps it prepared on its connection, and one text always has the same name. */
export interface Statement {
  readonly name?: string | undefined;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** How a column is called and how its text is read. */
interface Column {
  readonly name: string;
  readonly read: (text: string) => unknown;
}

/** What a connection knows of a statement that it has prepared. */
interface Prepared {
  columns: readonly Column[];
}

/** Finds the reader of a PostgreSQL type by its object id. */
export type ReaderOfType = (oid: number) => (text: string) => unknown;

interface FieldMessage {
  readonly name: string;
  readonly dataTypeID: number;
}

/** The messages of the extended protocol that @types/pg knows by their old signatures only. */
interface Wire {
  parse(message: { name: string; text: string }): void;
  describe(message: { type: 'S'; name: string }): void;
  bind(message: {
    statement: string;
    values: readonly unknown[];
    valueMapper: (value: unknown) => unknown;
  }): void;
  execute(message: { portal: string }): void;
  sync(): void;
  readonly stream: { cork(): void; uncork(): void };
}

const preparedOn = new WeakMap<Wire, Map<string, Prepared>>();

/**
 * Several statements as one implicit transaction: all are sent before one Sync, so that they see one snapshot
 * (on connections whose default is repeatable read), `set_config(…, true)` of an earlier one holds for the
 * later ones, and none of them costs a round trip. A prepared statement is described once, when it is first
 * prepared; from then on its rows come without their headings. (PostgreSQL's manual, "Extended Query" and
 * "Pipelining".) After a failure the connection must be thrown away: what it has prepared is not known.
 */
export class OneSnapshot implements Submittable {
  readonly answer: Promise<Row[][]>;
  private readonly rows: Row[][];
  private readonly prepared: Prepared[] = [];
  /** Statements that were prepared just now, in the order in which their headings will come. */
  private readonly fresh: Prepared[] = [];
  private at = 0;
  private fault: Error | undefined;
  private resolve: (rows: Row[][]) => void = () => undefined;
  private reject: (fault: Error) => void = () => undefined;

  constructor(
    private readonly statements: readonly Statement[],
    private readonly readerOf: ReaderOfType,
  ) {
    this.rows = statements.map(() => []);
    this.answer = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  submit(connection: Connection): void {
    const wire = connection as unknown as Wire;
    let known = preparedOn.get(wire);
    if (!known) preparedOn.set(wire, (known = new Map()));
    // Corked, the messages leave in one packet instead of a dozen.
    wire.stream.cork();
    try {
      for (const { name = '', text, values } of this.statements) {
        let prepared = name ? known.get(name) : undefined;
        if (!prepared) {
          prepared = { columns: [] };
          if (name) known.set(name, prepared);
          wire.parse({ name, text });
          wire.describe({ type: 'S', name });
          this.fresh.push(prepared);
        }
        this.prepared.push(prepared);
        wire.bind({ statement: name, values, valueMapper: utils.prepareValue });
        wire.execute({ portal: '' });
      }
      wire.sync();
    } finally {
      wire.stream.uncork();
    }
  }

  handleRowDescription({ fields }: { fields: readonly FieldMessage[] }): void {
    const prepared = this.fresh.shift();
    if (prepared)
      prepared.columns = fields.map(({ name, dataTypeID }) => ({ name, read: this.readerOf(dataTypeID) }));
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const columns = this.prepared[this.at]?.columns ?? [];
    const row: Row = {};
    try {
      for (let i = 0; i < columns.length; i += 1) {
        const { name, read } = columns[i] as Column;
        const text = fields[i];
        row[name] = text == null ? null : read(text);
      }
    } catch (fault) {
      // We are called from the socket's own event, where nobody would catch it.
      this.fault ??= fault as Error;
    }
    this.rows[this.at]?.push(row);
  }

  handleCommandComplete(): void {
    this.at += 1;
  }

  handleEmptyQuery(): void {
    this.at += 1;
  }

  handleReadyForQuery(): void {
    if (this.fault) this.reject(this.fault);
    else this.resolve(this.rows);
  }

  handleError(fault: Error): void {
    this.reject(fault);
  }
}
