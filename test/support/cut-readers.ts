import { isDeepStrictEqual } from 'node:util';
import { type Told, tell } from './live-doors.js';
import type { Frame } from './list-mirror.js';
import type { ListReader } from './list-reader.js';
import { type Said, SocketTalk } from './socket-talk.js';

/** What a frame is to whoever is cut behind it: its kind, and of changes whether they were missed or live. */
export type Cut = 'Snapshot' | 'Missed' | 'Ready' | 'CaughtUp' | 'Live' | 'other';

/** How often each kind of frame was the last before a cut. */
export type Lasts = Record<Cut, number>;

export function noLasts(): Lasts {
  return { Snapshot: 0, Missed: 0, Ready: 0, CaughtUp: 0, Live: 0, other: 0 };
}

/**
 * Reads a list until `isOver`, cut after as many frames as `cutAfter` says each time, and comes back after what it holds;
 * whoever was told that nothing more was missed waits for `news` first. Counts the last frames into `lasts`.
 */
export async function readCut(
  reader: ListReader,
  cutAfter: () => number,
  lasts: Lasts,
  isOver: () => boolean,
  news: () => Promise<void> = async () => undefined,
): Promise<void> {
  while (!isOver()) {
    await reader.cut();
    reader.left = cutAfter();
    await reader.connect();
    await reader.until((r) => r.left === 0 || isOver(), 60_000);
    if (reader.left > 0) break;
    const last = cutOf(reader);
    lasts[last] += 1;
    if (last === 'Ready') await news();
  }
}

function cutOf({ frames, mirror }: ListReader): Cut {
  const { __typename = '', items, changes } = frames.at(-1) ?? ({} as Partial<Frame>);
  if (items) return 'Snapshot';
  if (changes) return mirror.ready ? 'Live' : 'Missed';
  return __typename === 'Ready' || __typename === 'CaughtUp' ? __typename : 'other';
}

/** Changes next behind a place, all of which must be told to whoever comes back there. */
const NEXT = 50;
/** Changes that are read behind a place: of transactions that overlapped, who comes later hears in another order. */
const ENOUGH = 4 * NEXT;
/** Streams that are open at once on the socket. */
const AT_ONCE = 25;

/**
 * Takes each of these frames for the last before a cut, and comes back there: exactly the changes behind it have to
 * come, each row's in its order. Answers for how many frames it did so, and what came otherwise. `query` selects no
 * nodes: what they say, others compare.
 */
export async function comeBackToEach(
  url: string,
  token: string,
  list: { readonly field: string; readonly query: string; readonly variables: Record<string, unknown> },
  frames: readonly Frame[],
): Promise<{ readonly places: number; readonly faults: readonly string[] }> {
  const talk = await SocketTalk.in(url, token);
  const ears = new Map<string, (said: Said) => void>();
  talk.ws.on('message', (bytes) => {
    const said = JSON.parse(String(bytes)) as Said;
    talk.heard.length = 0;
    ears.get(said.id ?? '')?.(said);
  });
  const comeBack = (id: string, after: string) =>
    new Promise<Read>((done) => {
      const read: Read = { changes: [], from: after, end: undefined };
      ears.set(id, (said) => {
        read.end = take(read, said, list.field);
        if (read.end === undefined) return;
        ears.delete(id);
        talk.say({ type: 'complete', id });
        done(read);
      });
      talk.subscribe(id, list.query, { ...list.variables, after });
    });
  const places = frames.flatMap((frame, nr) => {
    const after = frame.to ?? frame.position;
    return after === undefined || frame.isLast === false ? [] : [{ nr, after }];
  });
  const faults: string[] = [];
  const waiting = places.values();
  const oneByOne = async () => {
    for (const { nr, after } of waiting) {
      const { changes, end } = await comeBack(String(nr), after);
      const behind = frames.slice(nr + 1).flatMap((frame) => (frame.changes ?? []).map(bare));
      faults.push(...faultsOf(changes, behind, end).map((fault) => `behind frame ${nr}: ${fault}`));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, oneByOne));
  await talk.hangUp();
  return { places: places.length, faults };
}

/** What has come to one who came back. */
interface Read {
  readonly changes: Told[];
  /** Where the next frame has to begin. */
  from: string;
  /** Why no more is read: there is no more, it is enough, or what should not have come. */
  end: string | undefined;
}

function take(read: Read, { type, payload }: Said, field: string): string | undefined {
  const frame = (payload as { data?: Record<string, Frame> | null } | undefined)?.data?.[field];
  if (type !== 'next' || !frame) return `${type} ${JSON.stringify(payload)}`;
  if (frame.__typename === 'CaughtUp') return 'no more';
  if (frame.__typename === 'Ready') return undefined;
  if (!frame.changes) return frame.__typename;
  if (frame.from !== read.from) return 'a frame that does not follow on the one before';
  read.from = frame.to ?? '';
  read.changes.push(...frame.changes.map(bare));
  return read.changes.length >= ENOUGH ? 'enough' : undefined;
}

function bare(change: NonNullable<Frame['changes']>[number]): Told {
  return { ...tell(change), node: null };
}

function faultsOf(heard: readonly Told[], behind: readonly Told[], end: string | undefined): string[] {
  if (end !== 'no more' && end !== 'enough') return [`${end}`];
  const told = Map.groupBy(heard, ({ id }) => id);
  const wanted = Map.groupBy(behind, ({ id }) => id);
  const due = Map.groupBy(end === 'no more' ? behind : behind.slice(0, NEXT), ({ id }) => id);
  const otherwise = [...told].filter(
    ([id, row]) => !isDeepStrictEqual(row, (wanted.get(id) ?? []).slice(0, row.length)),
  );
  const missed = [...due].filter(([id, row]) => (told.get(id)?.length ?? 0) < row.length);
  return [...otherwise.map(([id]) => `${id} otherwise`), ...missed.map(([id]) => `${id} missed`)];
}
