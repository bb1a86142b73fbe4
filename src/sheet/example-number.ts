import { idCheckCharacter } from '#kernel/id-number.js';

/** An ID number for an example that was never issued: no address code begins with 999. */
export function exampleNumber(serial: number): string {
  const first17 = `99900119850612${String(serial).padStart(3, '0')}`;
  return first17 + idCheckCharacter(first17);
}
