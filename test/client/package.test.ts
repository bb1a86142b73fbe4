import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSchema, parse, validate } from 'graphql';
import {
  ARRIVALS,
  DEMAND_LIST,
  IMPORTS,
  PICTURE,
  POSTINGS,
  SUPPLY_LIST,
  TRIPS,
} from '../../client/src/index.js';
import { listDocument } from '../../client/src/watched-list.js';
import { CLIENT_EXAMPLES, installClient } from '../support/built-client.js';
import { freePort } from '../support/free-port.js';
import { PROJECT } from '../support/other-process.js';

interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const SOURCE = join(PROJECT, 'client', 'src');
const manifest = (...path: string[]) =>
  JSON.parse(readFileSync(join(PROJECT, ...path, 'package.json'), 'utf8')) as Manifest;
const own = manifest('client');
const root = manifest();

let home: string;
beforeAll(() => {
  home = installClient();
}, 60_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('the client package', () => {
  test('is of the version and the licence of the server, and builds on the same versions of two packages alone', () => {
    expect([own.version, own.license]).toEqual([root.version, root.license]);
    const tested = { ...root.devDependencies, ...root.dependencies };
    expect(Object.keys(own.dependencies)).toEqual(['@noble/hashes', 'graphql-ws']);
    for (const [name, version] of Object.entries(own.dependencies))
      expect([name, tested[name]]).toEqual([name, version]);
  });

  test('imports itself and those two, nothing of Node and nothing of the server', () => {
    const imported = readdirSync(SOURCE).flatMap((file) =>
      [...readFileSync(join(SOURCE, file), 'utf8').matchAll(/from '([^']+)'/g)].map(([, name = '']) => name),
    );
    const foreign = new Set(imported.filter((name) => !/^\.\/[a-z-]+\.js$/.test(name)));
    expect([...foreign].toSorted()).toEqual(['@noble/hashes/sha2.js', 'graphql-ws']);
  });

  test('has files of a page or two', () => {
    const long = readdirSync(SOURCE).filter(
      (file) => readFileSync(join(SOURCE, file), 'utf8').split('\n').length > 300,
    );
    expect(long).toEqual([]);
  });

  test.each([POSTINGS, TRIPS, ARRIVALS, DEMAND_LIST, SUPPLY_LIST, IMPORTS, PICTURE])(
    'asks for $field as the schema has it',
    (list) => {
      const schema = buildSchema(readFileSync(join(PROJECT, 'schema', 'schema.graphql'), 'utf8'));
      expect(validate(schema, parse(listDocument(list, '__typename')))).toEqual([]);
    },
  );

  test('is typed where it is installed, and loads there without a WebSocket', () => {
    expect(
      readFileSync(join(home, 'node_modules', 'labor-bridge-client', 'dist', 'index.d.ts'), 'utf8'),
    ).toContain('LiveList');
    const script = join(home, 'load.mjs');
    writeFileSync(
      script,
      `import * as all from 'labor-bridge-client'; console.log(Object.keys(all).sort().join(' '));`,
    );
    const told = execFileSync(process.execPath, [script], { encoding: 'utf8' });
    expect(told.trim().split(' ')).toEqual(
      expect.arrayContaining(['LiveCounts', 'LiveList', 'POSTINGS', 'createLive']),
    );
  });

  test('is shown on its page in twenty lines', () => {
    const [quickStart = ''] = CLIENT_EXAMPLES;
    expect(quickStart.trim().split('\n').length).toBeLessThanOrEqual(20);
  });

  test('says in these lines that there is no server', async () => {
    const script = join(home, 'twenty.mjs');
    writeFileSync(script, CLIENT_EXAMPLES[0] ?? '');
    const env = { PATH: process.env['PATH'], PORT: String(await freePort()), TOKEN: 'any' };
    const program = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const said: string[] = [];
      for await (const line of createInterface({ input: program.stdout })) if (said.push(line) === 2) break;
      expect(said).toEqual([
        'postings connecting 0 UNREACHABLE',
        expect.stringMatching(/^counts connecting \S+Z undefined UNREACHABLE$/),
      ]);
    } finally {
      program.kill();
    }
  });
});
