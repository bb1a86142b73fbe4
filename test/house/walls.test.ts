import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PROJECT } from '../support/other-process.js';

const WALLS = join(PROJECT, 'test', 'house', 'walls.cjs');
const RULES = createRequire(import.meta.url)(WALLS).forbidden as { name: string; comment: string }[];

/** A small house that is in order. Whoever is imported below exists here. */
const SOUND: Readonly<Record<string, string>> = {
  'src/kernel/error.ts': `export const refuse = 1;`,
  'src/kernel/operation.ts': `import type { Stake } from '#access/stake.js'; export interface Operation { stake: Stake }`,
  'src/kernel/scalars.ts': `import { GraphQLScalarType } from 'graphql'; export const Fen = new GraphQLScalarType({ name: 'Fen' });`,
  'src/access/stake.ts': `import { refuse } from '#kernel/error.js'; export interface Stake { refuse: typeof refuse }`,
  'src/journal/watch.ts': `import { refuse } from '#kernel/error.js'; export const watch = refuse;`,
  'src/party/region.entity.ts': `import { p } from '@mikro-orm/core'; export const Region = p;`,
  'src/worker/worker.entity.ts': `import { p } from '@mikro-orm/core'; export const Worker = p; export const TAGS = ['A'];`,
  'src/worker/worker.type.ts': `import { Field } from 'type-graphql'; import { TAGS } from './worker.entity.js'; export const face = [Field, TAGS];`,
  'src/worker/worker.list.ts': `import sql from 'sql-template-tag'; import type { Worker } from './worker.entity.js'; export const list = (w: typeof Worker) => [sql, w];`,
  'src/worker/tag-worker.ts': `import type { Operation } from '#kernel/operation.js'; import type { face } from './worker.type.js'; import { Worker } from './worker.entity.js'; export const tagWorker = (op: Operation, f: typeof face) => [op, f, Worker];`,
  'src/worker/worker.resolver.ts': `import { Resolver } from 'type-graphql'; import { face } from './worker.type.js'; import { list } from './worker.list.js'; import { tagWorker } from './tag-worker.js'; export const WorkerResolver = [Resolver, face, list, tagWorker];`,
  'src/posting/job-posting.entity.ts': `import { Region } from '#party/region.entity.js'; export const JobPosting = Region;`,
  'src/picture/four-counts.ts': `import { JobPosting } from '#posting/job-posting.entity.js'; export const counts = JobPosting;`,
  'src/store/orm.ts': `import pg from 'pg'; import { Worker } from '#worker/worker.entity.js'; import { JobPosting } from '#posting/job-posting.entity.js'; export const orm = [pg, Worker, JobPosting];`,
  'src/server/http.ts': `import fastify from 'fastify'; import type { Limits } from '../config.js'; import { watch } from '#journal/watch.js'; export const http = (limits: Limits) => [fastify, limits, watch];`,
  'src/server/graph.ts': `import { counts } from '#picture/four-counts.js'; import { Fen } from '#kernel/scalars.js'; import { WorkerResolver } from '#worker/worker.resolver.js'; export const graph = [counts, Fen, WorkerResolver];`,
  'src/config.ts': `import { join } from 'node:path'; export interface Limits { most: number } export const config = join('a');`,
  'src/app.ts': `import { orm } from '#store/orm.js'; import { http } from '#server/http.js'; import { graph } from '#server/graph.js'; import { config } from './config.js'; export const app = [orm, http, graph, config];`,
  'client/src/list.ts': `import { createClient } from 'graphql-ws'; export const list = createClient;`,
  'dashboard/src/main.tsx': `import { list } from 'labor-bridge-client'; import { shown } from './shown.tsx'; export const a = [list, shown];`,
  'dashboard/src/shown.tsx': `export const shown = 1;`,
  'test/support/seed.ts': `export const seed = 1;`,
};

/** One breach a file: what is planted, and the one rule that must name it. */
const BREACHES: readonly (readonly [file: string, text: string, rule: string])[] = [
  [
    'src/worker/climb.ts',
    `import { counts } from '#trip/wish.js'; export const a = counts;`,
    'rooms-look-down',
  ],
  [
    'src/worker/peep.ts',
    `import { JobPosting } from '#posting/job-posting.entity.js'; export const a = JobPosting;`,
    'rooms-look-down',
  ],
  [
    'src/kernel/curious.ts',
    `import type { Worker } from '#worker/worker.entity.js'; export type A = typeof Worker;`,
    'rooms-look-down',
  ],
  [
    'src/kernel/leaning.ts',
    `import { stake } from '#access/leaned-on.js'; export const a = stake;`,
    'rooms-look-down',
  ],
  [
    'src/store/doing.ts',
    `import { tagWorker } from '#worker/tag-worker.js'; export const a = tagWorker;`,
    'rooms-look-down',
  ],
  [
    'src/party/fetching.ts',
    `import { config } from '#config.js'; export const a = config;`,
    'rooms-look-down',
  ],
  ['src/party/about.ts', `import { a } from './round.js'; export const b = a;`, 'no-circles'],
  [
    'src/party/town.entity.ts',
    `import { Field } from 'type-graphql'; export const a = Field;`,
    'nouns-speak-no-graphql',
  ],
  [
    'src/worker/trait.entity.ts',
    `import type { face } from './worker.type.js'; export type A = typeof face;`,
    'nouns-speak-no-graphql',
  ],
  [
    'src/worker/shout-worker.ts',
    `import { GraphQLError } from 'graphql'; export const a = GraphQLError;`,
    'verbs-speak-no-graphql',
  ],
  [
    'src/worker/show-worker.ts',
    `import { face } from './worker.type.js'; export const a = face;`,
    'verbs-speak-no-graphql',
  ],
  [
    'src/worker/trait.type.ts',
    `import { p } from '@mikro-orm/core'; export const a = p;`,
    'faces-speak-no-sql',
  ],
  [
    'src/worker/mark.type.ts',
    `import { list } from './worker.list.js'; export const a = list;`,
    'faces-speak-no-sql',
  ],
  [
    'src/worker/trait.list.ts',
    `import { p } from '@mikro-orm/core'; export const a = p;`,
    'lists-hydrate-nothing',
  ],
  [
    'src/worker/ask-worker.ts',
    `import pg from 'pg'; export const a = pg;`,
    'only-the-cellar-holds-the-driver',
  ],
  [
    'src/server/asking.ts',
    `import { MikroORM } from '@mikro-orm/postgresql'; export const a = MikroORM;`,
    'only-the-cellar-holds-the-driver',
  ],
  [
    'src/worker/answer-worker.ts',
    `import fastify from 'fastify'; export const a = fastify;`,
    'only-the-porch-touches-the-wire',
  ],
  [
    'src/store/socket.ts',
    `import { WebSocketServer } from 'ws'; export const a = WebSocketServer;`,
    'only-the-porch-touches-the-wire',
  ],
  [
    'src/store/porch.ts',
    `import { http } from '#server/http.js'; export const a = http;`,
    'nobody-enters-by-the-porch',
  ],
  [
    'src/party/cellar.ts',
    `import { orm } from '#store/orm.js'; export const a = orm;`,
    'nobody-enters-by-the-porch',
  ],
  [
    'src/sheet/bulletin.ts',
    `import { counts } from '#picture/four-counts.js'; export const a = counts;`,
    'the-roof-is-the-roof',
  ],
  [
    'src/trip/ringing.ts',
    `import { create } from '#webhook/create-webhook.js'; export const a = create;`,
    'only-the-porch-rings-the-webhooks',
  ],
  [
    'src/worker/over-the-wall.ts',
    `import { Region } from '../party/region.entity.js'; export const a = Region;`,
    'crossing-a-wall-uses-the-door-sign',
  ],
  [
    'src/worker/grand.ts',
    `import { Worker } from '#worker/worker.entity.js'; export const a = Worker;`,
    'crossing-a-wall-uses-the-door-sign',
  ],
  [
    'src/worker/leaning.ts',
    `import { seed } from '../../test/support/seed.js'; export const a = seed;`,
    'src-never-leans-on-test',
  ],
  [
    'client/src/leaning.ts',
    `import { refuse } from '../../src/kernel/error.js'; export const a = refuse;`,
    'screens-come-in-by-the-public-door',
  ],
  [
    'dashboard/src/peeping.tsx',
    `import { list } from '../../client/src/list.js'; export const a = list;`,
    'screens-come-in-by-the-public-door',
  ],
  ['src/worker/forgotten.ts', `export const a = 1;`, 'no-orphans'],
  [
    'src/worker/undeclared.ts',
    `import { DepGraph } from '@jest/globals'; export const a = DepGraph;`,
    'no-undeclared-packages',
  ],
  [
    'src/worker/nowhere.ts',
    `import { gone } from './gone.js'; export const a = gone;`,
    'no-undeclared-packages',
  ],
];

/** What some breaches reach for. */
const REACHED = {
  'src/webhook/create-webhook.ts': `import { refuse } from '#kernel/error.js'; export const create = refuse;`,
  'src/party/round.ts': `import { b } from './about.js'; export const a = b;`,
  'src/trip/wish.ts': `import { refuse } from '#kernel/error.js'; export const counts = refuse;`,
  'src/access/leaned-on.ts': `import { watched } from './watched.js'; export const stake = watched;`,
  'src/access/watched.ts': `import { refuse } from '#kernel/error.js'; export const watched = refuse;`,
};

const houses: string[] = [];

/** Builds a house of these files and asks the walls: per file, the names of the rules that it breaks. */
async function judge(files: Readonly<Record<string, string>>): Promise<Map<string, string[]>> {
  const home = mkdtempSync(join(tmpdir(), 'labor-bridge-walls-'));
  houses.push(home);
  copyFileSync(join(PROJECT, 'package.json'), join(home, 'package.json'));
  symlinkSync(join(PROJECT, 'node_modules'), join(home, 'node_modules'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), `${text}\n`);
  }
  const cruise = join(PROJECT, 'node_modules', '.bin', 'depcruise');
  const output = await new Promise<string>((resolve, reject) => {
    execFile(
      process.execPath,
      [cruise, '--config', WALLS, '--output-type', 'json', 'src', 'client/src', 'dashboard/src'],
      { cwd: home, maxBuffer: 50_000_000 },
      (fault, stdout, stderr) => (stdout ? resolve(stdout) : reject(fault ?? new Error(stderr))),
    );
  });
  const { summary } = JSON.parse(output) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  const broken = new Map<string, string[]>();
  for (const { from, rule } of summary.violations)
    broken.set(from, [...new Set([...(broken.get(from) ?? []), rule.name])]);
  return broken;
}

afterAll(() => {
  for (const home of houses) rmSync(home, { recursive: true, force: true });
});

describe('the walls', () => {
  let broken: Map<string, string[]>;
  beforeAll(async () => {
    const planted = Object.fromEntries(BREACHES.map(([file, text]) => [file, text]));
    broken = await judge({ ...SOUND, ...REACHED, ...planted });
  });

  test.each(BREACHES.map(([file, , rule]) => [rule, file]))(
    '%s bites on %s, and no other rule does',
    (rule, file) => {
      expect(broken.get(file)).toEqual([rule]);
    },
  );

  test('name nothing but the breaches', () => {
    expect([...broken.keys()].toSorted()).toEqual(BREACHES.map(([file]) => file).toSorted());
  });

  test('stand in a house that is in order', async () => {
    expect(Object.fromEntries(await judge(SOUND))).toEqual({});
  });

  test('have each a planted breach, and each rule says what to do', () => {
    const planted = new Set(BREACHES.map(([, , rule]) => rule));
    expect([...new Set(RULES.map((rule) => rule.name))].toSorted()).toEqual([...planted].toSorted());
    for (const { name, comment } of RULES) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
      expect(comment.length).toBeGreaterThan(60);
    }
  });
});
