/** Ledgers that come over a weak line leave a county with the same people as a clean import of them. */
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import sql from 'sql-template-tag';
import { systemViewer } from '#access/viewer.js';
import { type Dice, dice } from '#demo/random.js';
import { type Ground, openGround as openRealGround } from '#ground.js';
import { importWorkers } from '#sheet/import-workers.js';
import { openOperation } from '#store/open-operation.js';
import { indexDueWorkers } from '#worker/index-due-workers.js';
import { Client } from '../support/client.js';
import { openGround, SECRETS, type TestGround } from '../support/ground.js';
import type { Run } from '../support/imports.js';
import { PatientSender, type Sent } from '../support/patient-sender.js';
import { peopleState } from '../support/people-state.js';
import {
  type Ledger,
  ledgerFile,
  type LedgerFile,
  PEOPLE,
  someLedgers,
  split,
} from '../support/random-ledgers.js';
import { WeakLine } from '../support/weak-line.js';
import { plantVillages } from '../support/places.js';
import { openWorld, type World } from '../support/world.js';

const DRAWS = process.env['LONG'] ? 180 : 18;
/** In one draw of so many the server is started anew between the last piece and the first row that is written. */
const RESTART_EVERY = 12;
/** As small as a piece may be, so that a ledger of a few rows has several. */
const PIECE = 1_024;
/** As long as a file may be that is sent whole. */
const WHOLE = 8 * PIECE;
jest.setTimeout(process.env['LONG'] ? 2_400_000 : 300_000);

let world: World;
/** Beside the world's own server, on the same database. */
let beside: Ground;
let clean: TestGround;
let line: WeakLine;
let sender: PatientSender;
/** Of the draw. */
let roll: Dice = dice(1);
beforeAll(async () => {
  clean = await openGround();
  await plantVillages(clean);
  world = await openWorld({
    env: { IMPORT_PIECE_BYTES: String(PIECE), IMPORTS_OPEN: '1000', RATE_COST_PER_MINUTE: '1000000000' },
  });
  await plantVillages(world);
  await world.restart();
  beside = await openRealGround({ url: world.url, pool: 2, secrets: SECRETS });
  // Most live for a request or two: a head is some four hundred bytes, an answer a thousand.
  const bytes = () => (roll.chance(0.5) ? roll.int(0, 3_000) : roll.int(0, 40_000));
  line = await WeakLine.before(world.baseUrl, () => ({ up: bytes(), down: bytes() }));
});
afterAll(async () => {
  await line?.close();
  await beside?.close();
  await world?.close();
  await clean?.close();
});

const COUNTED = ['rows', 'created', 'corrected', 'unchanged', 'refused'] as const;
type Counts = Record<(typeof COUNTED)[number], number>;

/** What a clean import makes of the files, one after the other. */
async function importCleanly(files: readonly LedgerFile[]): Promise<Counts[]> {
  const counts: Counts[] = [];
  for (const { name, bytes } of files) {
    const source = Readable.from([bytes]);
    const summary = await importWorkers(await clean.as('county@liping'), {
      source,
      fileName: name,
      mode: 'ROW_BY_ROW',
    });
    counts.push(sumOf([{ ...summary, rows: summary.read }]));
  }
  return counts;
}

function sumOf(runs: readonly Counts[]): Counts {
  const sum = { rows: 0, created: 0, corrected: 0, unchanged: 0, refused: 0 };
  for (const run of runs) for (const count of COUNTED) sum[count] += run[count];
  return sum;
}

/**
 * Has the parts of ledgers written, those of the first ledger first, one after the other or all asked for at once; answers
 * what came of each ledger.
 */
async function applyInTurn(ledgers: readonly (readonly Sent[])[]): Promise<Counts[]> {
  const inTurn = ledgers.map((parts) => roll.some(parts, parts.length));
  const isAskedAtOnce = roll.chance(0.5);
  if (isAskedAtOnce) for (const part of inTurn.flat()) await sender.askToApply(part);
  const counts: Counts[] = [];
  for (const parts of inTurn) {
    const runs: Run[] = [];
    for (const part of parts) {
      if (!isAskedAtOnce) await sender.askToApply(part);
      const run = await sender.whenApplied(part);
      runs.push(run);
      if (!isAskedAtOnce && roll.chance(0.3)) await mustChangeNothing(part, run);
    }
    counts.push(sumOf(runs));
  }
  return counts;
}

/** The same file as an import of its own finds everything as it says, and under its old key it is the old import. */
async function mustChangeNothing(part: Sent, { id, rows, refused }: Run): Promise<void> {
  expect(await sender.sendOnceMore(part)).toBe(id);
  for (const again of await sender.send([part])) {
    await sender.askToApply(again);
    expect(await sender.whenApplied(again)).toMatchObject({
      ...{ state: 'APPLIED', created: 0, corrected: 0, unchanged: rows - refused, refused },
    });
  }
}

/** The clock writes what new people are found by; the world's own may be at it at the same time. */
async function index({ ground }: Ground): Promise<void> {
  const op = () => openOperation(ground, systemViewer('clock'));
  do await op().transact('clock.indexWorkers', indexDueWorkers);
  while ((await op().read(sql`select from worker_to_index limit 1`)).rows[0]?.length);
}

async function mustBeAlike(since: Date): Promise<void> {
  await Promise.all([index(clean.ground), index(beside)]);
  const [weakly, cleanly] = await Promise.all([peopleState(world, since), peopleState(clean, since)]);
  expect(weakly).toEqual(cleanly);
}

test('ledgers that are split, mixed, repeated and cut at random bytes end in the state of one clean import', async () => {
  const began = new Date();
  const county = new Client(line.url, await world.token('county@liping'), 'county@liping');
  const all: Counts[] = [];
  let draw = 0;
  await fc.assert(
    fc.asyncProperty(someLedgers, fc.integer(), async (ledgers, seed) => {
      draw += 1;
      roll = dice(seed);
      sender = new PatientSender(county, roll, WHOLE);
      const since = new Date();
      const written = (ledger: Ledger) => ledgerFile(ledger, draw * PEOPLE);
      const expected = await importCleanly(await Promise.all(ledgers.map(written)));
      all.push(...expected);
      const files = await Promise.all(
        ledgers.map((ledger) => Promise.all(split(ledger, roll.int(1, 2)).map(written))),
      );
      const sent = await sender.send(files.flat());
      if (draw % RESTART_EVERY === 0) await world.restart();
      expect(await applyInTurn(files.map((own) => sent.splice(0, own.length)))).toEqual(expected);
      await mustBeAlike(since);
    }),
    { numRuns: DRAWS },
  );
  await mustBeAlike(began);
  expect(Math.min(...Object.values(line.cuts))).toBeGreaterThan(DRAWS);
  expect(Math.min(...Object.values(sumOf(all)))).toBeGreaterThan(0);
});
