/** Lists that leave as files over HTTP, and what is on record of them. */
import { Readable } from 'node:stream';
import { readSheet } from '#sheet/read-sheet.js';
import type { SheetRow } from '#sheet/sheet-row.js';
import { isWorkerHeading } from '#sheet/worker-columns.js';
import type { Client } from './client.js';

/** Why a list is taken, where it does not matter. */
export const FOR = { purpose: '核对台账' };

const PAIR = { origin: '522631', destination: '440600' };
/** What must be said of a list besides: of which pair, of whom. */
export const MUST_SAY: Readonly<Record<string, object>> = {
  'job-demand': { ...PAIR, population: 'ALL_RURAL' },
  'post-supply': PAIR,
  'responsible-people': { nobodys: true },
};

/** Why a list is taken, and what must be said of it besides. */
export function forList(name: string): Record<string, string> {
  const filter = MUST_SAY[name];
  return { ...FOR, ...(filter && { filter: JSON.stringify(filter) }) };
}

/** A record of an export. */
export interface Listed {
  readonly number: string;
  readonly state: string;
  readonly rows: number | null;
  readonly [field: string]: unknown;
}
const RECORDS =
  'exportRecords(first: 200) { totalCount nodes { id number account list filter purpose format inFull state rows beganAt endedAt } }';

/** Asks for a list as a file. */
export function askExport(
  who: Client,
  file: string,
  query: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${who.url}/export/${file}?${new URLSearchParams(query).toString()}`, {
    headers: who.token === undefined ? {} : { authorization: `Bearer ${who.token}` },
  });
}

/** The people of such a file, as an import would read them. */
export async function peopleIn(file: Buffer): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of readSheet(Readable.from([file]), { isHeading: isWorkerHeading })) rows.push(row);
  return rows;
}

/** What this account reads of exports, the newest first. */
export async function exportRecords(who: Client): Promise<Listed[]> {
  return (await who.must<{ exportRecords: { nodes: Listed[] } }>(`{ ${RECORDS} }`)).exportRecords.nodes;
}

/** The record of a file, once its end is written down. */
export async function endedExport(who: Client, number: string | null): Promise<Listed> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = (await exportRecords(who)).find((one) => one.number === number);
    if (found && found.state !== 'BEGUN') return found;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error('the end of the export was not written down');
}
