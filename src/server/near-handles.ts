import { stepsBetween } from './near-words.js';

/** Handles that somebody who wrote `written` may have meant, the nearest first, at most three. */
export function nearHandles(written: string, handles: readonly string[]): string[] {
  // Half of a short handle may be wrong (`couty@lipin`), but not more than four letters of a long one.
  const limit = Math.min(4, Math.ceil(written.length / 2));
  return handles
    .map((handle) => ({ handle, steps: stepsBetween(written.toLowerCase(), handle) }))
    .filter(({ handle, steps }) => steps <= limit || sharesPlace(written, handle))
    .sort((a, b) => a.steps - b.steps || a.handle.localeCompare(b.handle))
    .slice(0, 3)
    .map(({ handle }) => handle);
}

/** `liping` and `station@liping` are meant for the same place. */
function sharesPlace(written: string, handle: string): boolean {
  const place = written.toLowerCase().split('@').at(-1);
  return place !== undefined && place !== '' && handle.split('@').at(-1) === place;
}
