import type { pinyin as readAloud } from 'pinyin-pro';

/** The dictionary is large, and a start that waits for it is felt: it is loaded when the first person is to be found. */
let pinyin: typeof readAloud | undefined;

/** To be awaited before `readingsOf`; quick from the second time on. */
export async function learnToRead(): Promise<void> {
  pinyin ??= (await import('pinyin-pro')).pinyin;
}

/** Readings of one name that are kept: a name of three rare characters has no more. */
const MOST_READINGS = 8;

/**
 * How a name may be read, in pinyin without tones, ü as v: a syllable a character, the surname by its own reading
 * first (单 shan, 查 zha), then every other reading of each character (长 chang and zhang), one at a time. At most 8.
 * A character without a reading stands for itself.
 */
export function readingsOf(characters: readonly string[]): string[][] {
  if (!pinyin) throw new Error('learnToRead comes first');
  const read = pinyin;
  const name = characters.join('');
  const main = read(name, { type: 'array', toneType: 'none', surname: 'head', v: true });
  if (main.length !== characters.length) return [];
  const readings = [main];
  characters.forEach((character, at) => {
    for (const other of new Set(
      read(character, { type: 'array', toneType: 'none', multiple: true, v: true }),
    ))
      if (other !== main[at] && readings.length < MOST_READINGS) readings.push(main.with(at, other));
  });
  return readings;
}
