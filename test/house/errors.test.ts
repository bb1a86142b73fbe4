import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { errorsPage, findReasons, PAGE, unknown } from '../support/errors-page.js';

const found = findReasons();
const reasons = new Set(found.map(({ reason }) => reason));

describe('docs/errors.md', () => {
  test('is what the sources say (npm run errors)', () => {
    expect(readFileSync(PAGE, 'utf8')).toBe(errorsPage());
  });

  test('misses nothing that refuses in both languages: whatever does so is known to the page', () => {
    expect(unknown).toEqual([]);
  });

  test('has a sentence in both languages for every reason', () => {
    const said = new Set(
      found.filter(({ zh, en }) => /\p{Script=Han}/u.test(zh) && en !== '').map(({ reason }) => reason),
    );
    expect([...reasons].filter((reason) => !said.has(reason))).toEqual([]);
  });

  // Told by helpers, by tables, by readers and by the doors: one of each way to write a refusal.
  test.each([
    'NOT_A_POSITION',
    'POSITION_FROM_THE_FUTURE',
    'EPOCH_CHANGED',
    'NOT_A_CURSOR',
    'CURSOR_OF_ANOTHER_LIST',
    'NOT_AN_ID',
    'PAGE_SIZE',
    'TEXT_TOO_LONG',
    'SUBSCRIBER_TOO_SLOW',
    'TOO_MUCH_WAITING',
    'IDENTITY_UNREADABLE',
    'TOKEN_EXPIRED',
    'BATCHING_OFF',
    'POSTING_STEP_NOT_ALLOWED',
    'NOT_A_MOBILE',
    'WORKER_DEAD',
    'WAGE_UNCLEAR',
    'UNLAWFUL_SEX',
    'TITLE_TOO_LONG',
    'SYNTAX_ERROR',
  ])('names %s', (reason) => {
    expect(reasons).toContain(reason);
  });
});
