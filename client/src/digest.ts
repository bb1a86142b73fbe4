import { sha256 } from '@noble/hashes/sha2.js';

/** Sums are taken modulo 2^48, which plain numbers hold exactly. */
const MODULUS = 2 ** 48;
const text = new TextEncoder();

/** Weights that are known; when there are too many, all are forgotten, and those still needed are known again soon. */
const known = new Map<string, number>();
const MOST_KNOWN = 2_000;

/**
 * What a row of this id and version weighs in the digest of a list: the first six bytes of SHA-256 over
 * `id:version`, as the server counts it. A row is weighed when it is checked, when it is put in and when it goes, in
 * each list that it is in, so weights are kept for a while: hashing was half of a busy client's work.
 */
export function weightOf(id: string, version: number): number {
  const row = `${id}:${version}`;
  const before = known.get(row);
  if (before !== undefined) return before;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = sha256(text.encode(row));
  const weight = ((a << 16) | (b << 8) | c) * 2 ** 24 + ((d << 16) | (e << 8) | f);
  if (known.size === MOST_KNOWN) known.clear();
  known.set(row, weight);
  return weight;
}

/** The sum with a row more. */
export function plus(sum: number, id: string, version: number): number {
  return (sum + weightOf(id, version)) % MODULUS;
}

/** The sum with a row fewer. */
export function minus(sum: number, id: string, version: number): number {
  return (sum - weightOf(id, version) + MODULUS) % MODULUS;
}

/** The sum as it is told on the wire: 12 lower-case hex digits. */
export function digestText(sum: number): string {
  return sum.toString(16).padStart(12, '0');
}
