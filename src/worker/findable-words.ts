import { asRead } from '#kernel/plain-text.js';
import type { FoundBy } from './found-by.js';
import { placeOfFound } from './found-by.js';
import { readingsOf } from './name-readings.js';

/** The longest part of a name or place that is kept as one word; longer ones are kept, and asked for, as all their fours. */
const LONGEST = 4;
/** A place as it is written: what nobody says stands at the end, the rest is the first group. */
export const WRITTEN_AS_A_PLACE =
  /^(.{2,}?)(?:街道办事处|街道|民族乡|镇|乡|村民委员会|村委会|居民委员会|居委会|社区|村|安置点|安置区)$/u;

/** What people may be found by, readable; only its prints are kept. */
export interface Findable {
  readonly name: string;
  /** 18 characters. */
  readonly idNumber: string;
  /** 11 digits. */
  readonly phone: string | null;
  /** Names of the places that the person is served in, below the county. */
  readonly places: readonly string[];
}

/** A text as it is looked for: signs of one meaning made one, lower case, without dots and blanks. */
export function asSought(text: string): string {
  return asRead(text)
    .toLowerCase()
    .replaceAll('ü', 'v')
    .replace(/[\s·•‧・．.]/gu, '');
}

/**
 * The words by which a text of letters is asked for, all of which must be met: itself, or all its parts of four. What
 * is written in the Latin alphabet is pinyin, of which whole syllables are kept.
 */
export function partsSought(text: string): string[] {
  const characters = Array.from(text);
  if (characters.length <= LONGEST || /^[a-z]+$/.test(text)) return [text];
  return characters.slice(0, 1 - LONGEST).map((_, at) => characters.slice(at, at + LONGEST).join(''));
}

/**
 * Every word that finds a person, each with the best that it is: parts of the name of one to four characters; of its
 * pinyin those that begin it and those of two syllables or more, and their first letters; the last four of ID
 * number and phone; the town and the village, with and without what their names end in.
 */
export function findableWords(person: Findable): Map<string, FoundBy> {
  const words = new Map<string, FoundBy>();
  const add = (word: string, by: FoundBy) => {
    const known = words.get(word);
    if (!known || placeOfFound(by) < placeOfFound(known)) words.set(word, by);
  };
  const characters = Array.from(asSought(person.name));
  for (const { from, to, part } of spans(characters))
    add(part.join(''), from > 0 ? 'NAME_PART' : to < characters.length ? 'NAME_BEGINS' : 'NAME');
  for (const reading of readingsOf(characters))
    for (const { from, to, part } of spans(reading)) {
      const by = from === 0 && to === reading.length ? 'PINYIN' : 'PINYIN_PART';
      if (from === 0 || part.length > 1) add(part.join(''), by);
      if (part.length > 1) add(part.map((syllable) => syllable.slice(0, 1)).join(''), by);
    }
  add(person.idNumber.slice(-LONGEST).toLowerCase(), 'ID_LAST_FOUR');
  if (person.phone !== null) add(person.phone.slice(-LONGEST), 'PHONE_LAST_FOUR');
  for (const place of person.places.map(asSought))
    for (const said of [place, WRITTEN_AS_A_PLACE.exec(place)?.[1] ?? place])
      for (const word of partsSought(said)) add(word, 'PLACE');
  return words;
}

/** Every run of one to four of these, and where it stands. */
function* spans(of: readonly string[]): Iterable<{ from: number; to: number; part: readonly string[] }> {
  for (let from = 0; from < of.length; from += 1)
    for (let to = from + 1; to <= Math.min(of.length, from + LONGEST); to += 1)
      yield { from, to, part: of.slice(from, to) };
}
