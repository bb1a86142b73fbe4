import { useCallback, useEffect, useState } from 'react';
import { ask } from './api.js';
import type { Session } from './session.js';

/** The answer to a question, or why there is none. The last answer stays while it is asked anew. */
export interface Asked<T> {
  readonly data?: T;
  readonly fault?: unknown;
  again(): void;
}

/** Asks now, and whenever the question changes; an undefined question is not asked. */
export function useAsked<T>(
  session: Session,
  query: string | undefined,
  variables: Record<string, unknown> = {},
): Asked<T> {
  const key = query && JSON.stringify([query, variables]);
  const [told, tell] = useState<{
    readonly key: string;
    readonly data?: T;
    readonly fault?: unknown;
  }>();
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((n) => n + 1), []);
  useEffect(() => {
    if (key === undefined || round < 0) return;
    const [text, values] = JSON.parse(key) as [string, Record<string, unknown>];
    let here = true;
    void ask<T>(session, text, values).then(
      (data) => here && tell({ key, data }),
      (fault) => here && tell((old) => ({ ...(old?.key === key ? old : { key }), fault })),
    );
    return () => {
      here = false;
    };
  }, [session, key, round]);
  return told?.key === key ? { ...told, again } : { again };
}
