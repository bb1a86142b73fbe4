import { tooManyTexts } from './workbook-faults.js';
import { hear } from './xml-feed.js';

const MOST_TEXTS = 2_000_000;
/** Longer texts would keep the whole piece of the file alive that they were cut from. */
const CUT_FROM = 13;

/**
 * The texts that the cells of a workbook share, by their number. Runs of different letters are joined; the sounds
 * beside the signs (rPh) are left out. BAD_USER_INPUT: TOO_MANY_TEXTS, and what `hear` throws.
 */
export async function readSharedTexts(part: AsyncIterable<Buffer>): Promise<readonly string[]> {
  const texts: string[] = [];
  let text = '';
  let inText = false;
  let sounds = 0;
  await hear(part, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') sounds += 1;
      else if (name === 't') inText = sounds === 0;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') sounds -= 1;
      else if (name === 'si') {
        if (texts.length >= MOST_TEXTS) throw tooManyTexts(MOST_TEXTS);
        texts.push(text.length < CUT_FROM ? text : Buffer.from(text).toString());
      }
    },
  });
  return texts;
}
