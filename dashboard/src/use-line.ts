import type { Live, LiveFault, LiveStatus, LostLine } from 'labor-bridge-client';
import { useEffect, useState } from 'react';

/** The connection as it is now. */
export interface Line {
  readonly status: LiveStatus;
  /** Why there is none while it is waited for; undefined while there is one. */
  readonly lost: LostLine | undefined;
  readonly fault: LiveFault | undefined;
}

/** Looks at the connection whenever it changes. */
export function useLine(live: Live | undefined): Line | undefined {
  const [line, look] = useState<Line>();
  useEffect(() => {
    if (!live) return;
    const see = () => look({ status: live.status, lost: live.lost, fault: live.fault });
    see();
    return live.onStatus(see);
  }, [live]);
  return live && line;
}

/** Whole seconds until a moment, counted down; undefined: none is waited for. */
export function useSecondsUntil(moment: Date | undefined): number | undefined {
  const [now, look] = useState(() => Date.now());
  const waiting = moment !== undefined;
  useEffect(() => {
    if (!waiting) return;
    const see = () => look(Date.now());
    see();
    const timer = setInterval(see, 500);
    return () => clearInterval(timer);
  }, [waiting]);
  return moment && Math.max(0, Math.ceil((moment.getTime() - now) / 1_000));
}
