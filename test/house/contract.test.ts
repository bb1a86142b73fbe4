import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildGraph } from '#server/graph.js';
import { schemaText } from '#server/schema-text.js';
import { beforeLastChange, breakingChanges, committed, reasonsGiven } from '../support/breaking-changes.js';
import { PROJECT } from '../support/other-process.js';

const FILE = 'schema/schema.graphql';
const kept = readFileSync(join(PROJECT, FILE), 'utf8');
const reasons = reasonsGiven(readFileSync(join(PROJECT, 'schema', 'breaking.md'), 'utf8'));

let built: string;
beforeAll(async () => {
  built = schemaText(await buildGraph());
});

describe('the contract', () => {
  test('is the file that was reviewed: the schema that is served equals schema/schema.graphql (npm run schema)', () => {
    expect(built).toBe(kept);
  });

  // The last commit binds what is being written now; the one before it binds what has just been committed.
  test.each([
    ['the last commit', committed(FILE)],
    ['the version before the last change', beforeLastChange(FILE)],
  ])('breaks no client of %s without a reason in schema/breaking.md', async (_which, older) => {
    const unexplained = (await breakingChanges(older ?? kept, built)).filter(
      ({ path }) => !reasons.has(path),
    );
    expect(unexplained).toEqual([]);
  });

  test('notices a field, a value and an argument that went, and an input that became required', async () => {
    const older = 'enum E { A B } input I { a: Int } type Query { f(e: E, i: I): Int g: Int }';
    const newer = 'enum E { A } input I { a: Int! } type Query { f(i: I): Int }';
    const broken = (await breakingChanges(older, newer)).map(({ path }) => path);
    expect(broken).toEqual(expect.arrayContaining(['E.B', 'I.a', 'Query.f.e', 'Query.g']));
  });

  test('takes what is added for no breach', async () => {
    expect(
      await breakingChanges('type Query { f: Int }', 'type Query { f: Int "New." g(a: Int): Int }'),
    ).toEqual([]);
  });

  test('takes a reason only with its day and a sentence', () => {
    const page =
      '- `Query.g` (2026-11-22): nobody used it, and f says the same.\n- `Query.h`: gone\n- `Query.i` (2026-11-22): gone\n';
    expect([...reasonsGiven(page).keys()]).toEqual(['Query.g']);
  });
});
