import { describe, expect, test } from '@jest/globals';
import { causeOf, leavingFor } from '../../dashboard/src/lost-cause.js';
import { WORDS } from '../../dashboard/src/words.js';

describe('why the wall screen gets nothing through to the server', () => {
  test.each([
    [1001, 'GOING_AWAY', 'RESTART'],
    [1012, '', 'RESTART'],
    [1006, '', 'UNREACHABLE'],
    [1000, '', 'UNREACHABLE'],
    [1006, 'UNREACHABLE', 'UNREACHABLE'],
    [1013, 'OVERLOADED', 'BUSY'],
    [4429, 'TOO_MANY_SOCKETS', 'TOO_MANY'],
    [4403, 'TOKEN_EXPIRED', 'RENEWAL'],
    [4403, 'RIGHTS_CHANGED', 'RIGHTS'],
    [4403, 'ISSUER_UNREACHABLE', 'ISSUER'],
    [0, 'NO_TOKEN', 'NO_TOKEN'],
    [4400, 'SOMETHING_NEW', 'CLOSED'],
  ])('a socket that is closed with %s %s is told of as %s', (code, reason, cause) => {
    expect(causeOf({ code, reason }, true)).toBe(cause);
  });

  test('without a network nothing else is the reason', () => {
    expect(causeOf({ code: 1001, reason: 'GOING_AWAY' }, false)).toBe('OFFLINE');
  });

  test('is said in both languages, with what to do; a limit and an unknown reason are named', () => {
    for (const { lost: words } of [WORDS.zh, WORDS.en]) {
      for (const cause of ['OFFLINE', 'UNREACHABLE', 'RESTART', 'BUSY', 'RENEWAL', 'RIGHTS'] as const)
        for (const sentence of words[cause](undefined, '')) expect(sentence.length).toBeGreaterThan(4);
      expect(words.TOO_MANY(5, 'TOO_MANY_SOCKETS')[0]).toContain('5');
      expect(words.TOO_MANY(undefined, '')[0]).not.toContain('undefined');
      expect(words.CLOSED(undefined, 'SOMETHING_NEW')[0]).toContain('SOMETHING_NEW');
    }
  });
});

test.each([
  ['ACCOUNT_REVOKED', 'closed'],
  ['UNKNOWN_ACCOUNT', 'closed'],
  ['TOKEN_EXPIRED', 'ended'],
  ['BAD_SIGNATURE', 'refused'],
])('whoever is turned away with %s leaves as %s', (reason, leaving) => {
  expect(leavingFor(reason)).toBe(leaving);
});
