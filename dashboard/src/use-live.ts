import {
  createLive,
  type Live,
  LiveCounts,
  type LiveCountsSettings,
  type FourCounts,
  type LiveFault,
  LiveList,
  type LiveListSettings,
  type LiveState,
} from 'labor-bridge-client';
import { useEffect, useReducer, useRef, useState } from 'react';
import type { Session } from './session.js';
import { ownAddress } from './settings.js';

/** What LiveList and LiveCounts have in common. */
export interface Watched {
  readonly state: LiveState;
  readonly fault: LiveFault | undefined;
  readonly position: string | undefined;
  subscribe(listener: () => void): () => void;
  close(): void;
}

/** Changes that come within this time are drawn once, in ms. */
const DRAW_EVERY_MS = 60;

/** The one connection of a session; opened anew for another one. */
export function useConnection(session: Session): Live | undefined {
  const [live, setLive] = useState<Live>();
  useEffect(() => {
    const made = createLive({ url: ownAddress('graphql'), token: session.token, mostMs: 10_000 });
    setLive(made);
    // Somebody looks at the page again, or the network is back: there is no reason to wait.
    const again = () => document.visibilityState === 'visible' && made.reconnect();
    window.addEventListener('online', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      window.removeEventListener('online', again);
      document.removeEventListener('visibilitychange', again);
      made.close();
    };
  }, [session]);
  return live;
}

/** Holds what `make` makes as long as `key` is the same, and draws whenever it changes. Never that of another key. */
function useWatched<T extends Watched>(
  live: Live | undefined,
  key: string | undefined,
  make: (live: Live) => T,
): T | undefined {
  const [held, hold] = useState<{ readonly key: string; readonly watched: T }>();
  const [, draw] = useReducer((n: number) => n + 1, 0);
  const making = useRef(make);
  making.current = make;
  useEffect(() => {
    if (!live || key === undefined) return;
    const watched = making.current(live);
    hold({ key, watched });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leave = watched.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        draw();
      }, DRAW_EVERY_MS);
    });
    return () => {
      leave();
      clearTimeout(timer);
      watched.close();
    };
  }, [live, key]);
  return held?.key === key ? held?.watched : undefined;
}

/** The counts of a pair; undefined settings: none. */
export function useCounts<Counts extends FourCounts>(
  live: Live | undefined,
  settings: LiveCountsSettings | undefined,
): LiveCounts<Counts> | undefined {
  return useWatched(
    live,
    settings && JSON.stringify(settings),
    (at) => new LiveCounts<Counts>(at, settings as LiveCountsSettings),
  );
}

/** A list; undefined settings: none. */
export function useList<Node>(
  live: Live | undefined,
  settings: LiveListSettings | undefined,
): LiveList<Node> | undefined {
  return useWatched(
    live,
    settings && JSON.stringify(settings),
    (at) => new LiveList<Node>(at, settings as LiveListSettings),
  );
}

/** The rows of a list by `order`, those that a viewer can read. */
export function rowsOf<Node>(
  list: LiveList<Node> | undefined,
  order: (a: Node, b: Node) => number,
): { id: string; node: Node }[] {
  return [...(list?.rows ?? [])]
    .map(([id, { node }]) => ({ id, node }))
    .toSorted((a, b) => order(a.node, b.node));
}

/** How far the whole screen can be trusted: as far as its worst part. What is refused for good is no part of it. */
export interface ScreenState {
  readonly name: LiveState['name'] | 'stopped';
  readonly since: Date;
}

const WORST = ['stale', 'connecting', 'catching up', 'live'] as const;

export function worstOf(watched: readonly (Watched | undefined)[]): ScreenState {
  const parts = watched.filter((one) => one !== undefined && one.fault?.kind !== 'REFUSED');
  if (parts.some((one) => one?.fault)) return { name: 'stopped', since: new Date() };
  for (const name of WORST) {
    const these = parts.filter((one) => one?.state.name === name);
    if (these.length > 0)
      return { name, since: new Date(Math.min(...these.map((one) => one?.state.since.getTime() ?? 0))) };
  }
  return { name: 'connecting', since: new Date() };
}

/** The counts of several pairs as one: it is as true as its worst part. */
class CountsGroup implements Watched {
  constructor(private readonly members: ReadonlyMap<string, LiveCounts>) {}

  get state(): LiveState {
    const { name, since } = worstOf([...this.members.values()]);
    return { name: name === 'stopped' ? 'stale' : name, since };
  }

  get fault(): LiveFault | undefined {
    return undefined;
  }

  get position(): string | undefined {
    return undefined;
  }

  /** By the key of the pair. */
  of(key: string): FourCounts | undefined {
    return this.members.get(key)?.counts;
  }

  subscribe(listener: () => void): () => void {
    const leave = [...this.members.values()].map((one) => one.subscribe(listener));
    return () => {
      for (const stop of leave) stop();
    };
  }

  close(): void {
    for (const one of this.members.values()) one.close();
  }
}

/** The counts of these pairs, by their keys. */
export function useCountsOf(
  live: Live | undefined,
  settings: Readonly<Record<string, LiveCountsSettings>>,
): CountsGroup | undefined {
  return useWatched(
    live,
    JSON.stringify(settings),
    (at) =>
      new CountsGroup(new Map(Object.entries(settings).map(([key, one]) => [key, new LiveCounts(at, one)]))),
  );
}
