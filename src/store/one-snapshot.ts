import pg, { type Connection, type Submittable } from 'pg';
import { serialize } from 'pg-protocol';
import type { Row } from '#kernel/operation.js';

/** A statement to read with; `name` keeps it prepared on its connection, and one text always has the same name. */
export interface Statement {
  readonly name?: string | undefined;
  readonly text: string;
  readonly values: readonly unknown[];
  /**
   * Makes a row of the texts of its columns, where there are one or two rows as a rule: the database need not make JSON of
   * them and gather it (a quarter of the look of a follower).
   */
  readonly rowOf?: (texts: readonly (string | null)[]) => Row;
}

/** What of the driver's connection is used: its socket. */
interface Wire {
  readonly stream: { write(bytes: Buffer): void };
}

/** The driver's own way from a value to the text of a parameter; @types/pg does not know it. */
const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): unknown } }).utils;

const EXECUTE = serialize.execute({});
const SYNC = serialize.sync();

/** Names of the statements that a connection has prepared. */
const preparedOn = new WeakMap<Wire, Set<string>>();

/** A connection that has prepared more than this is thrown away: each costs memory in the database. */
const MOST_PREPARED = 600;

/**
 * Several statements as one implicit transaction: all are sent before one Sync, so that they see one snapshot
 * (on connections whose default is repeatable read), `set_config(…, true)` of an earlier one holds for the
 * later ones, and none of them costs a round trip. (PostgreSQL's manual, "Pipelining".)
 *
 * The rows of a statement come as one JSON text: decoding one long text costs a fifth of decoding every column of
 * every row. So a moment is ISO text with microseconds, a bigint a number (exact below 2^53), a day text, an array
 * an array. After a failure the connection must be thrown away: what it has prepared is not known.
 */
export class OneSnapshot implements Submittable {
  readonly answer: Promise<Row[][]>;
  private readonly rows: Row[][];
  /** Which statement's rows come now. */
  private at = 0;
  private fault: Error | undefined;
  private resolve: (rows: Row[][]) => void = () => undefined;
  private reject: (fault: Error) => void = () => undefined;
  /** Has the connection prepared as much as it should? */
  worn = false;

  constructor(private readonly statements: readonly Statement[]) {
    this.rows = statements.map(() => []);
    this.answer = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  submit(connection: Connection): void {
    const wire = connection as unknown as Wire;
    let prepared = preparedOn.get(wire);
    if (!prepared) preparedOn.set(wire, (prepared = new Set()));
    const messages: Buffer[] = [];
    for (const { name = '', text, values, rowOf } of this.statements) {
      if (!name || !prepared.has(name)) {
        const asJson = `select coalesce(json_agg(r), '[]')::text from (${text}) r`;
        messages.push(serialize.parse({ name, text: rowOf ? text : asJson }));
        if (name) prepared.add(name);
      }
      messages.push(
        serialize.bind({ statement: name, values: [...values], valueMapper: prepareValue }),
        EXECUTE,
      );
    }
    messages.push(SYNC);
    // One buffer, one write: a gathered write of as many pieces costs twice as much.
    wire.stream.write(Buffer.concat(messages));
    this.worn = prepared.size > MOST_PREPARED;
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    try {
      const { rowOf } = this.statements[this.at] ?? {};
      if (rowOf) this.rows[this.at]?.push(rowOf(fields));
      else this.rows[this.at] = JSON.parse(fields[0] ?? '[]') as Row[];
    } catch (fault) {
      // We are called from the socket's own event, where nobody would catch it.
      this.fault ??= fault as Error;
    }
  }

  handleCommandComplete(): void {
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
