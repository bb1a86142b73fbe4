import { createHash } from 'node:crypto';
import type { RowChange } from '../../client/src/index.js';
import type { Client } from './client.js';
import { EventReader } from './event-reader.js';
import type { ListLaw } from './list-laws.js';
import type { Frame } from './list-mirror.js';

/** One change of a list, as any door tells it. A row that leaves is told without a version by the client package. */
export interface Told {
  readonly op: 'ENTER' | 'UPDATE' | 'LEAVE';
  readonly reason: string | null;
  readonly id: string;
  readonly version: number | null;
  readonly node: unknown;
}

/** A change of the wire in the words that all doors have in common. */
export function tell({ op, reason, id, version, node }: NonNullable<Frame['changes']>[number]): Told {
  return op === 'LEAVE'
    ? { op, reason, id, version: null, node: null }
    : { op, reason: null, id, version, node };
}

/** The same of a change of the client package. */
export function tellRow(change: RowChange<object>): Told {
  const { op, id } = change;
  return change.op === 'LEAVE'
    ? { op, reason: change.reason, id, version: null, node: null }
    : { op, reason: null, id, version: change.version, node: change.node };
}

/**
 * What was told, as one number: each row's own history in its order. (Of transactions that overlap, one who comes
 * later hears in the order in which they wrote, and one who was there in the order in which they committed.)
 */
export function historyHash(told: readonly Told[]): string {
  const rows = Map.groupBy(told, ({ id }) => id);
  const text = [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => JSON.stringify(one));
  return createHash('sha256').update(text.join('\n')).digest('hex');
}

/** Reads a list's changes over server-sent events, cut again and again, until one of them is the last. */
export async function readEvents(
  url: string,
  token: string,
  { field, query }: ListLaw,
  variables: Record<string, unknown>,
  after: string,
  isLast: (told: Told) => boolean,
  cutAfter: () => number,
): Promise<Told[]> {
  const told: Told[] = [];
  for (let lastEventId = after; ; ) {
    const reader = await EventReader.open(url, token, { query, variables, lastEventId });
    for (let left = cutAfter(); left > 0; left -= 1) {
      const { id, event, data } = await reader.next(60_000);
      if (event !== 'next') throw new Error(`${event} ${data}`);
      lastEventId = id ?? lastEventId;
      const frame = (JSON.parse(data) as { data: Record<string, Frame> }).data[field];
      if (frame?.__typename === 'Resync') throw new Error(data);
      told.push(...(frame?.changes ?? []).map(tell));
      if (!frame?.changes?.some((change) => isLast(tell(change)))) continue;
      reader.cut();
      return told;
    }
    reader.cut();
  }
}

/** Reads the same in pages of `first` changes, up to now. */
export async function readPages(
  client: Client,
  { field, list, node }: ListLaw,
  variables: Record<string, unknown>,
  after: string,
  first: () => number,
): Promise<Told[]> {
  const door = PAGES[field] ?? '';
  const declared = Object.entries(list.args).map(([name, type]) => `$${name}: ${type}, `);
  const passed = Object.keys(list.args).map((name) => `${name}: $${name}, `);
  const query = `query(${declared.join('')}$after: Position!, $first: Int) {
    ${door}(${passed.join('')}after: $after, first: $first) { hasMore resync { reason } changes {
      from to count changes { op reason id version node { ${node} } } } } }`;
  const told: Told[] = [];
  for (let position = after, hasMore = true; hasMore; ) {
    const data = await client.must<Record<string, { hasMore: boolean; changes: Frame | null }>>(query, {
      ...variables,
      after: position,
      first: first(),
    });
    const page = data[door];
    if (page?.changes?.from !== position) throw new Error(JSON.stringify(page));
    told.push(...(page.changes.changes ?? []).map(tell));
    position = page.changes.to ?? '';
    ({ hasMore } = page);
  }
  return told;
}

/** The queries that tell the changes of these lists in pages. */
export const PAGES: Readonly<Record<string, string>> = {
  watchPostings: 'postingChanges',
  watchTrips: 'tripChanges',
  watchArrivals: 'arrivalChanges',
  watchDemandList: 'demandChanges',
  watchSupplyList: 'supplyChanges',
  watchImports: 'importChanges',
  watchZeroEmployment: 'zeroEmploymentChanges',
};
