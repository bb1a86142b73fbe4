/** Files that come in over the API, as a page or a script sends them. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Client } from './client.js';
import { type LedgerRow, ledgerCsv } from './worker-sheets.js';

/** How an import stands. */
export interface Run {
  readonly id: string;
  readonly state: string;
  readonly pieceBytes: number;
  readonly pieces: number;
  readonly missing: readonly number[];
  readonly rows: number;
  readonly created: number;
  readonly corrected: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly refusals: readonly { reason: string; rows: number }[];
  readonly notes: readonly { reason: string; rows: number }[];
  readonly fault: { reason: string; zh: string } | null;
  readonly refusedRows: string | null;
  readonly mode: string | null;
  readonly skippedSheets: readonly { sheet: string; why: string }[];
}

const RUN = `id state pieceBytes pieces missing rows created corrected unchanged refused refusals { reason rows } notes { reason rows }
  fault { reason zh } refusedRows mode skippedSheets { sheet why }`;

/** The bytes of a ledger. */
export function fileOf(rows: Iterable<LedgerRow>): Buffer {
  return Buffer.concat([...ledgerCsv(rows)]);
}

/** The SHA-256 of bytes. */
export function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** What the header of a piece says of it (RFC 9530). */
export function digestOf(bytes: Buffer): string {
  return `sha-256=:${sha256(bytes).toString('base64')}:`;
}

/** Announces a file. */
export async function openRun(who: Client, file: Buffer, over: Record<string, unknown> = {}): Promise<Run> {
  const input = {
    kind: 'WORKERS',
    fileName: '台账.csv',
    bytes: file.length,
    sha256: sha256(file).toString('hex'),
    ...over,
  };
  const { openImport } = await who.must<{ openImport: { run: Run } }>(
    `mutation($i: OpenImportInput!) { openImport(input: $i) { run { ${RUN} } } }`,
    { i: input },
  );
  return openImport.run;
}

/** What a request under /import was answered. */
export interface Told {
  readonly status: number;
  readonly run?: Pick<Run, 'id' | 'state' | 'missing'>;
  readonly errors?: readonly { extensions: { code: string; reason: string; field?: string } }[];
}

/** Sends bytes to an address under /import. */
export async function sendBytes(
  who: Client,
  path: string,
  body: Buffer,
  { method = 'PUT', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Told> {
  const response = await fetch(`${who.url}${path}`, {
    method,
    headers: {
      'content-type': 'application/octet-stream',
      ...(who.token ? { authorization: `Bearer ${who.token}` } : {}),
      ...headers,
    },
    body: new Uint8Array(body),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

/** The bytes of a piece. */
export function pieceOf(file: Buffer, { pieceBytes }: Pick<Run, 'pieceBytes'>, number: number): Buffer {
  return file.subarray((number - 1) * pieceBytes, number * pieceBytes);
}

/** Sends one piece of a file. */
export function sendPiece(who: Client, run: Run, file: Buffer, number: number): Promise<Told> {
  const piece = pieceOf(file, run, number);
  return sendBytes(who, `/import/${run.id}/pieces/${number}`, piece, {
    headers: { 'content-digest': digestOf(piece) },
  });
}

/** Sends a file whole. */
export function sendWhole(who: Client, file: Buffer, query = 'kind=workers&name=ledger.csv'): Promise<Told> {
  return sendBytes(who, `/import?${query}`, file, { method: 'POST' });
}

/** Sends the head of a piece and half of its body, and hangs up. */
export async function cutPiece(who: Client, run: Run, file: Buffer, number: number): Promise<void> {
  const { hostname, port } = new URL(who.url);
  const piece = pieceOf(file, run, number);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(
    `PUT /import/${run.id}/pieces/${number} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${who.token}\r\n` +
      `Content-Type: application/octet-stream\r\nContent-Digest: ${digestOf(piece)}\r\nContent-Length: ${piece.length}\r\n\r\n`,
  );
  socket.write(piece.subarray(0, piece.length / 2), () => socket.destroy());
  await once(socket, 'close');
}

/** How a run stands now. */
export async function runOf(who: Client, id: string): Promise<Run> {
  const { importRun } = await who.must<{ importRun: Run }>(
    `query($id: ID!) { importRun(id: $id) { ${RUN} } }`,
    { id },
  );
  return importRun;
}

/** Waits until a run stands so, or in a state from which nothing follows. */
export async function whenIn(who: Client, id: string, state: string, patienceMs = 20_000): Promise<Run> {
  for (const end = Date.now() + patienceMs; ; ) {
    const run = await runOf(who, id);
    if ([state, 'APPLIED', 'CANCELLED', 'FAILED'].includes(run.state)) return run;
    if (Date.now() > end) throw new Error(`it is ${run.state} and not ${state}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** Has a judged file written, and waits until it is, or until it is back where it was. */
export async function applyRun(who: Client, id: string, mode = 'ROW_BY_ROW'): Promise<Run> {
  await who.must(`mutation($i: ApplyImportInput!) { applyImport(input: $i) { run { state } position } }`, {
    i: { id, mode },
  });
  return whenIn(who, id, 'JUDGED');
}
