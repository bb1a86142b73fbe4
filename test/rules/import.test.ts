import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IMPORT_STATES, IMPORT_STEPS, type ImportState } from '#import/import-run.entity.js';
import { bytesOfPiece, missingPieces, piecesOf } from '#import/piece-ledger.rules.js';
import { newSealedKey, sealOf } from '#import/piece-seal.js';
import { createIdentityVault } from '#kernel/identity-vault.js';
import { contentDigest } from '#server/content-digest.js';

describe('the steps of an import', () => {
  const allowed: Record<ImportState, readonly ImportState[]> = {
    RECEIVING: ['RECEIVED', 'CANCELLED'],
    RECEIVED: ['JUDGING', 'CANCELLED'],
    JUDGING: ['JUDGED', 'CANCELLED', 'FAILED'],
    JUDGED: ['APPLYING', 'RECEIVED', 'CANCELLED'],
    APPLYING: ['APPLIED', 'JUDGED', 'FAILED'],
    APPLIED: [],
    CANCELLED: [],
    FAILED: [],
  };
  test.each(IMPORT_STATES)('%s leads to these and to no other', (state) => {
    expect(IMPORT_STEPS[state]).toEqual(allowed[state]);
  });
});

describe('the ledger of pieces', () => {
  const cuts = fc.record({
    bytes: fc.integer({ min: 1, max: 5_000 }),
    pieceBytes: fc.integer({ min: 1, max: 700 }),
  });

  test('pieces of any file are all of one size but the last, and together they are the file', () => {
    fc.assert(
      fc.property(cuts, (cut) => {
        const sizes = Array.from({ length: piecesOf(cut) }, (_, i) => bytesOfPiece(cut, i + 1) ?? 0);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(cut.bytes);
        expect(new Set(sizes.slice(0, -1)).size).toBeLessThanOrEqual(1);
        expect(sizes.every((size) => size >= 1 && size <= cut.pieceBytes)).toBe(true);
        for (const number of [0, -1, 1.5, Number.NaN, piecesOf(cut) + 1])
          expect(bytesOfPiece(cut, number)).toBeUndefined();
      }),
    );
  });

  test('in whatever order they come and however often, exactly those that never came are missing', () => {
    const arrivals = cuts.chain((cut) =>
      fc.tuple(fc.constant(cut), fc.array(fc.integer({ min: 1, max: piecesOf(cut) }), { maxLength: 200 })),
    );
    fc.assert(
      fc.property(arrivals, ([cut, came]) => {
        const missing = missingPieces(cut, came);
        expect(missing.toSorted((a, b) => a - b)).toEqual(missing);
        expect(new Set([...missing, ...came]).size).toBe(piecesOf(cut));
        expect(missing.some((number) => came.includes(number))).toBe(false);
        expect(missingPieces(cut, came, 3)).toEqual(missing.slice(0, 3));
      }),
    );
  });
});

describe('what is kept of a file', () => {
  const vault = createIdentityVault({
    keys: [{ id: 'one', key: Buffer.alloc(32, 1) }],
    hmacKey: Buffer.alloc(32, 2),
    isDemo: true,
  });
  const run = { id: 'run', keyEnc: newSealedKey(vault) };
  const seal = sealOf(vault, run);
  const plain = Buffer.from('姓名,证件号码');

  test('opens at its own place, and nowhere else', () => {
    const sealed = seal.seal('FILE 1', plain);
    expect(sealed.includes(plain)).toBe(false);
    expect(seal.open('FILE 1', sealed)).toEqual(plain);
    expect(() => seal.open('FILE 2', sealed)).toThrow();
    expect(() => sealOf(vault, { ...run, id: 'other' }).open('FILE 1', sealed)).toThrow();
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    expect(() => seal.open('FILE 1', sealed)).toThrow();
  });

  test('cannot be read any more when its key was taken away', () => {
    expect(() => sealOf(vault, { id: 'run', keyEnc: null })).toThrow(
      expect.objectContaining({ reason: 'IMPORT_ERASED' }),
    );
  });
});

describe('the digest of a piece', () => {
  const base64 = Buffer.alloc(32, 7).toString('base64');

  test('is read from the header of RFC 9530, also beside others', () => {
    expect(contentDigest(`sha-256=:${base64}:`)).toEqual(Buffer.alloc(32, 7));
    expect(contentDigest(`md5=:AAAA:, sha-256=:${base64}:`)).toEqual(Buffer.alloc(32, 7));
  });

  test.each([undefined, '', base64, `sha-256=${base64}`, `sha-512=:${base64}:`, 'sha-256=:AAAA:'])(
    'is asked for where the header says %s',
    (header) => {
      expect(() => contentDigest(header)).toThrow(expect.objectContaining({ reason: 'DIGEST_MISSING' }));
    },
  );
});
