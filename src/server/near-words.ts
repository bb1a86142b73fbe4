/** Longer than any word of ours; the work grows with the length. */
const LONGEST = 60;

/** The word that somebody who wrote `written` may have meant: at most a third of it is wrong, in either case of letters. */
export function nearWord(written: string, words: readonly string[]): string | undefined {
  if (written.length > LONGEST) return undefined;
  const letters = written.toLowerCase();
  const [best] = words
    .map((word) => ({ word, steps: stepsBetween(letters, word.toLowerCase()) }))
    .filter(({ word, steps }) => steps <= Math.ceil(Math.max(word.length, letters.length) / 3))
    .sort((a, b) => a.steps - b.steps);
  return best?.word;
}

/** Levenshtein distance: letters to add, drop or change. */
export function stepsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
