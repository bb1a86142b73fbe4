import { idCheckCharacter } from '#kernel/id-number.js';

/** The ID number of an example, by its first 17 digits: no address code begins with 999, so none was ever issued. */
export function exampleNumber(first17: `999${string}`): string {
  return first17 + idCheckCharacter(first17);
}
