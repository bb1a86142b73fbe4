import { useEffect, useState } from 'react';
import { ask } from './api.js';
import { ARRIVED } from './documents.js';
import type { Pair } from './pairs.js';
import type { Sights } from './sights.js';

const EVERY_MS = 30_000;

/** How many have arrived, by the key of the pair, and when that was so. */
interface Arrived {
  readonly by: ReadonlyMap<string, number>;
  readonly at: Date;
}

/**
 * How many have arrived between these pairs; undefined: not known yet. Asked from time to time, and with every arrival
 * of the pair that is shown.
 */
export function useArrived({ session, arrivals }: Sights, pairs: readonly Pair[]): Arrived | undefined {
  const [told, tell] = useState<Arrived>();
  const codes = JSON.stringify(pairs.map(({ origin, destination }) => [origin.code, destination.code]));
  const came = arrivals?.rows.size ?? 0;
  useEffect(() => {
    const asked = JSON.parse(codes) as [string, string][];
    if (asked.length === 0 || came < 0) return;
    let here = true;
    const look = async () => {
      const at = new Date();
      const found = await Promise.all(
        asked.map(async ([origin, destination]) => {
          const { arrivals } = await ask<{ arrivals: { totalCount: number } }>(session, ARRIVED, {
            origin,
            destination,
          });
          return [`${origin}-${destination}`, arrivals.totalCount] as const;
        }),
      );
      if (here) tell({ by: new Map(found), at });
    };
    // When it cannot be asked, the moment of the last answer says so.
    const again = () => void look().catch(() => undefined);
    again();
    const timer = setInterval(again, EVERY_MS);
    return () => {
      here = false;
      clearInterval(timer);
    };
  }, [session, codes, came]);
  return told;
}
