import { ArrivalWatchResolver } from '#arrival/arrival-watch.resolver.js';
import { watchArrivalList } from '#arrival/watch-arrival-list.js';
import { watchArrivals } from '#arrival/watch-arrivals.js';
import { ImportWatchResolver } from '#import/import-watch.resolver.js';
import { watchZeroEmployment } from '#household/watch-zero-employment.js';
import { ZeroEmploymentWatchResolver } from '#household/zero-employment-watch.resolver.js';
import { watchImports } from '#import/watch-imports.js';
import { ChangePages } from '#journal/change-pages.js';
import type { Follower } from '#journal/follower.js';
import type { AnyListWatch, ListWatch } from '#journal/list-watch.js';
import { LiveLists } from '#journal/live-lists.js';
import { MAX_LAG_MS } from '#journal/tell-frame.js';
import type { AnyWatch } from '#journal/watch.js';
import type { Operation } from '#kernel/operation.js';
import type { SmallTurns } from '#kernel/small-turns.js';
import { ListWatchResolver } from '#picture/list-watch.resolver.js';
import { LivePictures } from '#picture/live-pictures.js';
import type { PairArgs } from '#picture/pair.js';
import type { ShownPictures } from '#picture/shown-pictures.js';
import { watchDemandList } from '#picture/watch-demand-list.js';
import { watchPicture } from '#picture/watch-picture.js';
import { watchSupplyList } from '#picture/watch-supply-list.js';
import { PostingWatchResolver } from '#posting/posting-watch.resolver.js';
import { watchPostingList } from '#posting/watch-posting-list.js';
import { watchPostings } from '#posting/watch-postings.js';
import { TripWatchResolver } from '#trip/trip-watch.resolver.js';
import { watchTripList } from '#trip/watch-trip-list.js';
import type { DoorKeeper } from '#server/door-keeper.js';
import type { LiveFields, LiveSource } from '#server/live-fields.js';
import { LiveHub } from '#server/live-hub.js';
import { audience } from '#server/query-work.js';

/** Every topic: what is told as it happens. A new one is enrolled here by one word. */
export const TOPICS: readonly AnyWatch[] = [watchPostings, watchArrivals];
/** Every watched list. A new one is enrolled here by one word. */
export const LISTS: readonly AnyListWatch[] = [
  watchPostingList,
  watchTripList,
  watchArrivalList,
  watchDemandList,
  watchSupplyList,
  watchImports,
  watchZeroEmployment,
];

const HEARTBEAT_MS = 15_000;

export interface Live {
  readonly fields: LiveFields;
  /** Streams that are open. */
  size(): number;
  close(): void;
}

/** Puts the streams to their place: topics, watched lists and the picture, all fed by one follower. */
export function openLive(
  follower: Follower,
  keeper: DoorKeeper,
  shown: ShownPictures,
  queueLimit: number,
  turns: SmallTurns,
  journalDays: number | undefined,
): Live {
  const hub = new LiveHub(follower, nounsOf(TOPICS), queueLimit, ({ viewer }) => audience(viewer));
  const promise = {
    queueLimit,
    heartbeatMs: HEARTBEAT_MS,
    maxLagMs: MAX_LAG_MS,
    audience: ({ viewer }: Operation) => audience(viewer),
    retainedUntil: () => retainedUntil(journalDays),
  };
  const lists = new LiveLists({ follower, nouns: nounsOf(LISTS), ...promise, turns });
  const pictures = new LivePictures(shown, follower, {
    ...promise,
    // It may stand where it was taken.
    retainedUntil: () => retainedUntil(journalDays, shown.oldestMs),
    now: Date.now,
  });
  const sourceOf = (list: AnyListWatch): LiveSource => ({
    open: (op, args) => lists.open(op, list as ListWatch, args),
  });
  return {
    fields: {
      hub,
      watches: new Map(TOPICS.map((topic) => [topic.field, topic])),
      sources: new Map([
        ['pictureChanged', { open: (op, args) => watchPicture(shown, follower, op, args) }],
        ['watchPicture', { open: (op, args) => pictures.open(op, args as unknown as PairArgs) }],
        ...LISTS.map((list): [string, LiveSource] => [list.field, sourceOf(list)]),
      ]),
      again: (viewer) => keeper.again(viewer),
      learnt: (op) => keeper.learnt(op),
      audience,
    },
    size: () => hub.size + lists.size + pictures.size,
    close() {
      lists.close();
      pictures.close();
    },
  };
}

/** The doors of the watched lists, which also tell in pages what changed. */
export function listDoors(follower: Follower): [unknown, object][] {
  const pages = new ChangePages(follower, ({ viewer }) => audience(viewer));
  return [
    PostingWatchResolver,
    TripWatchResolver,
    ArrivalWatchResolver,
    ListWatchResolver,
    ImportWatchResolver,
    ZeroEmploymentWatchResolver,
  ].map((Door) => [Door, new Door(pages)]);
}

/** Until when a position that is at most so old can surely be continued; null where everything is kept. */
function retainedUntil(days: number | undefined, oldMs = 0): Date | null {
  return days === undefined ? null : new Date(Date.now() + days * 86_400_000 - oldMs);
}

function nounsOf(watches: readonly { readonly noun: string }[]): string[] {
  return [...new Set(watches.map(({ noun }) => noun))];
}
