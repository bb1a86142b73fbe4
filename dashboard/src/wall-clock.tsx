import { useEffect, useState } from 'react';
import { useWords } from './language.js';
import { clockTime, longDay } from './shown.js';

/** The time in China. It is no live region: nobody wants it read out every second. */
export function WallClock() {
  const { spoken } = useWords();
  const [now, look] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => look(new Date()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="clock">
      <span>{longDay(spoken, now)}</span> <time>{clockTime(spoken, now)}</time>
    </p>
  );
}
