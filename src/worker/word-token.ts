import type { IdentityVault } from '#kernel/operation.js';

/** How many characters of a path name the county: what lies under it is found together. */
const COUNTY = 6;

/** The county of a path, as tokens are keyed by it: its first six characters. */
export function countyOf(path: string): string {
  return path.slice(0, COUNTY);
}

/**
 * The token of a word in a county: the first 64 bits of its keyed print, as a signed whole number in decimal. The
 * same word has another token in another county, and no token is a print of anything else that the key printed.
 */
export function wordToken(vault: IdentityVault, county: string, word: string): string {
  return vault.fingerprint(`find:${county}:${word}`).readBigInt64BE(0).toString();
}
