import { badInput } from '#kernel/error.js';
import { textOf, wordOf } from '#kernel/plain-text.js';

/** East-west cooperation began in 1996. */
const FIRST_YEAR = 1996;
const LAST_YEAR = 2199;
const LEAST_PARTIES = 2;
const MOST_PARTIES = 10;
const LONGEST_PARTY = 100;
const MOST_CLAUSES = 30;

/** Who signed: two to ten, each once, of at most 100 characters. BAD_USER_INPUT: PARTIES, WORD_LENGTH. */
export function readParties(given: readonly string[], field: string): string[] {
  if (given.length > MOST_PARTIES) throw partiesOf(field);
  const parties = [...new Set(given.map((party, i) => wordOf(`${field}.${i}`, party, LONGEST_PARTY)))];
  if (parties.length < LEAST_PARTIES) throw partiesOf(field);
  return parties;
}

function partiesOf(field: string) {
  return badInput(
    field,
    'PARTIES',
    {
      zh: `签约方应为 ${LEAST_PARTIES} 至 ${MOST_PARTIES} 个，不能重复。`,
      en: `An agreement has ${LEAST_PARTIES} to ${MOST_PARTIES} parties, each once.`,
    },
    { limit: MOST_PARTIES },
  );
}

/** What was agreed on: at most 30 clauses of 2 to 500 characters. BAD_USER_INPUT: TOO_MANY_CLAUSES, TEXT_LENGTH, CONTROL_CHARACTER. */
export function readClauses(given: readonly string[], field: string): string[] {
  if (given.length > MOST_CLAUSES)
    throw badInput(
      field,
      'TOO_MANY_CLAUSES',
      { zh: `一份协议最多 ${MOST_CLAUSES} 条。`, en: `An agreement has at most ${MOST_CLAUSES} clauses.` },
      { limit: MOST_CLAUSES },
    );
  return given.map((text, i) => textOf(`${field}.${i}`, text, { least: 2, most: 500, lines: true }));
}

/** The days between which a pairing holds; the last one is no more of it. */
export interface Holding {
  readonly validFrom: string;
  readonly validTo?: string | null;
}

/** The year of an agreement: one in which the pairing holds. BAD_USER_INPUT/AGREEMENT_YEAR. */
export function mustHoldIn(pairing: Holding, year: number, field: string): void {
  const { validFrom, validTo } = pairing;
  const known = year >= FIRST_YEAR && year <= LAST_YEAR;
  if (known && validFrom <= `${year}-12-31` && (validTo == null || validTo > `${year}-01-01`)) return;
  throw badInput(field, 'AGREEMENT_YEAR', {
    zh: '该年度内结对关系不存在，请核对年度或结对关系。',
    en: 'The pairing does not hold in this year. Check the year, or the pairing.',
  });
}

/** When it was signed: in its year or the one before, today at the latest. BAD_USER_INPUT/SIGNING_DAY. */
export function mustBeSigningDay(signedOn: string, year: number, today: string, field: string): void {
  if (signedOn >= `${year - 1}-01-01` && signedOn <= `${year}-12-31` && signedOn <= today) return;
  throw badInput(field, 'SIGNING_DAY', {
    zh: '签订日期应在协议年度或其上一年，且不晚于今天。',
    en: 'It was signed in its year or the one before, and not later than today.',
  });
}
