import { hash } from 'node:crypto';

/** Sums are taken modulo 2^48, so that plain numbers hold them exactly in every language. */
const MODULUS = 2 ** 48;

/**
 * An order-independent sum over the rows of a list: who holds the same rows in the same versions has the same
 * digest, whatever the order in which they came. Each row weighs the first 12 hex digits of SHA-256 over
 * `id:version`; the digest is the sum modulo 2^48 in 12 hex digits.
 */
export class Digest {
  private sum = 0;
  private count = 0;

  /** How many rows are in it. */
  get rows(): number {
    return this.count;
  }

  /** 12 hex digits. */
  get text(): string {
    return this.sum.toString(16).padStart(12, '0');
  }

  add(weight: number): void {
    this.sum = (this.sum + weight) % MODULUS;
    this.count += 1;
  }

  remove(weight: number): void {
    this.sum = (this.sum - weight + MODULUS) % MODULUS;
    this.count -= 1;
  }
}

/** What a row of this id and version weighs in a digest. */
export function weightOf(id: string, version: number): number {
  return Number.parseInt(hash('sha256', `${id}:${version}`, 'hex').slice(0, 12), 16);
}
