import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { LOCKS } from '#store/lock-numbers.js';
import { PROJECT } from '../support/other-process.js';

/** The table of contents of the domain, from the ground up; then the cellar, the porch and the command line. */
const ROOMS = [
  'kernel',
  'access',
  'journal',
  'party',
  'worker',
  'posting',
  'webhook',
  'household',
  'duty',
  'willingness',
  'survey',
  'homecoming',
  'consent',
  'provisional',
  'referral',
  'assistance',
  'station',
  'agreement',
  'outreach',
  'trip',
  'arrival',
  'picture',
  'sheet',
  'import',
  'export',
  'demo',
  'store',
  'server',
];
/** Entry points, each a program of its own: a folder without words, so without a page. */
const PROGRAMS = ['command'];
const ROLES = ['entity', 'type', 'inputs', 'face', 'resolver', 'loader', 'list', 'rules'];
const SAYS_NOTHING = /^(utils?|helpers?|common|misc|shared|base|index|types|constants)$/;
/** Lines after which a file must say, in its first comment: “Long because …”. */
const LONG = 300;

const SOURCE = join(PROJECT, 'src');
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);
const textOf = (name: string) => readFileSync(join(SOURCE, name), 'utf8');

describe('the house', () => {
  test('has these rooms and no other, and none inside a room', () => {
    const folders = readdirSync(SOURCE, { withFileTypes: true, recursive: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.map((entry) => entry.name).toSorted()).toEqual([...ROOMS, ...PROGRAMS].toSorted());
    expect(folders.map((entry) => entry.parentPath)).toEqual(folders.map(() => SOURCE));
  });

  test.each(ROOMS)(
    '%s has a page of about ten lines that says its words, its rules and its verbs',
    (room) => {
      const page = readFileSync(join(SOURCE, room, 'README.md'), 'utf8')
        .trim()
        .split('\n');
      expect(page[0]).toMatch(new RegExp(`^# ${room}\\b`));
      expect(page.filter((line) => line.trim() !== '').length).toBeGreaterThanOrEqual(5);
      expect(page.length).toBeLessThanOrEqual(40);
    },
  );

  test('has no file longer than 300 lines that does not say why at its top', () => {
    const long = files.filter((name) => textOf(name).split('\n').length > LONG);
    expect(
      long.filter((name) => !/\bLong because\b/.test(textOf(name).split('\n').slice(0, 20).join('\n'))),
    ).toEqual([]);
  });

  test('calls its files in kebab-case, with at most one role, by names that say something', () => {
    for (const name of files) {
      const file = name.split('/').at(-1) ?? '';
      expect([name, file]).toEqual([
        name,
        expect.stringMatching(new RegExp(`^[a-z0-9]+(-[a-z0-9]+)*(\\.(${ROLES.join('|')}))?\\.ts$`)),
      ]);
      expect([name, SAYS_NOTHING.test(file.split('.')[0] ?? '')]).toEqual([name, false]);
    }
  });

  test('has a number for each lock that it takes in the database', () => {
    const numbers = Object.values(LOCKS);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(files.filter((name) => /\b4_406_522_\d+/.test(textOf(name)))).toEqual(['store/lock-numbers.ts']);
  });

  test('leaves nothing to be done later, and silences no tool', () => {
    const later =
      /\b(?:TODO|FIXME|XXX|HACK)\b|@ts-(?:ignore|nocheck|expect-error)|eslint-disable|biome-ignore/;
    expect(files.filter((name) => later.test(textOf(name)))).toEqual([]);
    const tests = readdirSync(join(PROJECT, 'test'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.test.ts'),
    );
    const skipped = /\b(?:test|describe|it)\.(?:skip|only|todo)\b|\b(?:xit|xtest|xdescribe|fit|fdescribe)\(/;
    const own = join('house', 'shape.test.ts');
    expect(
      tests.filter((name) => name !== own && skipped.test(readFileSync(join(PROJECT, 'test', name), 'utf8'))),
    ).toEqual([]);
  });

  test('has no table of steps that a test of the rules does not write out again', () => {
    const rules = join(PROJECT, 'test', 'rules');
    const tests = readdirSync(rules).map((name) => readFileSync(join(rules, name), 'utf8'));
    const tables = files.flatMap((name) =>
      [...textOf(name).matchAll(/export const (\w+_STEPS)\b/g)].map((found) => String(found[1])),
    );
    expect(tables.length).toBeGreaterThanOrEqual(6);
    expect(tables.filter((table) => !tests.some((text) => text.includes(`${table}[`)))).toEqual([]);
  });
});
