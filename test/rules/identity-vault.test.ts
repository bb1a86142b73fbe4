import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCursorVault } from '#kernel/cursor-vault.js';
import { HouseError } from '#kernel/error.js';
import { createIdentityVault } from '#kernel/identity-vault.js';
import { keyedPrint } from '#kernel/keyed-print.js';

const key = (id: string, fill: number) => ({ id, key: Buffer.alloc(32, fill) });
const hmacKey = Buffer.alloc(32, 7);
const vault = (...keys: { id: string; key: Buffer }[]) =>
  createIdentityVault({ keys, hmacKey, isDemo: false });
/** With one sign in its middle changed; the last one may hold bits that mean nothing. */
const altered = (text: string): string => {
  const at = Math.floor(text.length / 2);
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
};
const fault = (work: () => unknown): HouseError => {
  try {
    work();
  } catch (error) {
    if (error instanceof HouseError) return error;
  }
  throw new Error('it was not refused');
};

describe('the vault of identities', () => {
  const now = vault(key('2026.a', 1), key('2025', 2));

  test('what was sealed is opened again, whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => now.open(now.seal(text)) === text));
  });

  test('the same text never looks the same, and carries the name of the current key', () => {
    const sealed = new Set(Array.from({ length: 2_000 }, () => now.seal('杨虚构')));
    expect(sealed.size).toBe(2_000);
    for (const text of sealed) expect(text).toMatch(/^2026\.a\.[\w-]+$/);
    expect(now.currentKeyId).toBe('2026.a');
  });

  test('after a change of keys the old texts are still read, and the new ones bear the new name', () => {
    const before = vault(key('2025', 2));
    const sealed = before.seal('999001199001010018');
    expect(now.open(sealed)).toBe('999001199001010018');
    expect(fault(() => before.open(now.seal('999001199001010018'))).reason).toBe('IDENTITY_KEY_MISSING');
  });

  test('a wrong key, a changed text or a changed name is refused without a word of the text', () => {
    const sealed = now.seal('999001199001010018');
    const [body = ''] = sealed.split('.').slice(-1);
    const forged = [
      () => vault(key('2026.a', 3)).open(sealed),
      () => vault(key('2025', 1)).open(`2025.${body}`),
      () => now.open(altered(sealed)),
      () => now.open('2026.a.'),
    ];
    for (const work of forged) {
      const error = fault(work);
      expect(error).toMatchObject({
        code: 'INTERNAL_SERVER_ERROR',
        reason: 'IDENTITY_UNREADABLE',
        details: {},
      });
      expect(JSON.stringify([error.message, error.text])).not.toContain('9990');
    }
  });

  test('anything else that is no seal is refused', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) =>
        ['IDENTITY_KEY_MISSING', 'IDENTITY_UNREADABLE'].includes(fault(() => now.open(text)).reason),
      ),
    );
  });

  test('a fingerprint is HMAC-SHA-256, whatever the key and the text', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.string({ unit: 'grapheme' }),
        (k, text) => {
          const print = createHmac('sha256', k).update(text, 'utf8').digest('hex');
          expect(keyedPrint(Buffer.from(k))(text).toString('hex')).toBe(print);
        },
      ),
    );
  });

  test('a fingerprint finds the same number under any keys, and no other', () => {
    const other = vault(key('2027', 9));
    expect(now.fingerprint('999001199001010018')).toEqual(other.fingerprint('999001199001010018'));
    expect(now.fingerprint('999001199001010018')).not.toEqual(now.fingerprint('999001199001010026'));
    const elsewhere = createIdentityVault({
      keys: [key('a', 1)],
      hmacKey: Buffer.alloc(32, 8),
      isDemo: true,
    });
    expect(elsewhere.fingerprint('1')).not.toEqual(now.fingerprint('1'));
  });

  test.each([
    ['no key', []],
    ['a short key', [{ id: 'a', key: Buffer.alloc(16) }]],
    ['a name twice', [key('a', 1), key('a', 2)]],
    ['a key without a name', [key('', 1)]],
  ])('the vault does not open with %s', (_name, keys) => {
    expect(fault(() => vault(...keys)).reason).toBe('IDENTITY_KEYS');
  });
});

describe('the vault of cursors', () => {
  const cursors = createCursorVault(Buffer.alloc(32, 5));
  const keys = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.constant(null)), {
    maxLength: 3,
  });

  test('a cursor leads back to where it was made', () => {
    fc.assert(
      fc.property(fc.string(), keys, (list, where) => {
        expect(cursors.open(list, cursors.seal(list, where), 'after')).toEqual(where);
      }),
    );
  });

  test('a cursor of another list is refused', () => {
    const cursor = cursors.seal('posting:NEWEST', ['a']);
    expect(fault(() => cursors.open('worker:id', cursor, 'before'))).toMatchObject({
      code: 'BAD_USER_INPUT',
      reason: 'CURSOR_OF_ANOTHER_LIST',
      details: { field: 'before' },
    });
  });

  test('what is no cursor of ours is refused, and so is one of another key', () => {
    const foreign = createCursorVault(Buffer.alloc(32, 6)).seal('list', ['a']);
    const cursor = cursors.seal('list', ['a']);
    for (const text of [foreign, altered(cursor), 'x'.repeat(5000)])
      expect(fault(() => cursors.open('list', text, 'after'))).toMatchObject({
        code: 'BAD_USER_INPUT',
        reason: 'NOT_A_CURSOR',
        details: { field: 'after' },
      });
    fc.assert(
      fc.property(
        fc.string(),
        (text) => fault(() => cursors.open('list', text, 'after')).reason === 'NOT_A_CURSOR',
      ),
    );
  });

  test('a cursor shows nothing of its keys, and never comes twice', () => {
    const made = Array.from({ length: 1000 }, () => cursors.seal('list', ['522631003']));
    expect(new Set(made).size).toBe(1000);
    for (const cursor of made)
      expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain('5226');
  });

  test('a short key is refused', () => {
    expect(fault(() => createCursorVault(Buffer.alloc(16))).reason).toBe('CURSOR_KEY');
  });
});
