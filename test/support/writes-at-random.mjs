/**
 * Writes beside the program, in a process of its own, so that whoever reads does not slow it down. Its input: a line of
 * JSON (`url`, `aSecond`, `writers`, `statements`, in which $1 is the number of the write), later the end of it, which
 * stops the writing. Its output: one line with how many writes were made.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const input = createInterface({ input: process.stdin });
const [line] = await once(input, 'line');
const { url, aSecond, writers, statements } = JSON.parse(line);
let goesOn = true;
input.once('close', () => (goesOn = false));

const AS_THE_SYSTEM = `select set_config('app.role', 'SYSTEM', false), set_config('app.actor', 'system:test', false),
  set_config('app.verb', 'party.seed', false), outrun_crash()`;

/** Connected as the program connects; `isCut` is set when the database ends it. */
async function connect() {
  const client = new pg.Client({ connectionString: url });
  client.isCut = false;
  const cut = () => (client.isCut = true);
  client.on('error', cut).on('end', cut);
  await client.connect();
  await client.query(AS_THE_SYSTEM);
  return client;
}

const began = performance.now();
let begun = 0;
let made = 0;
async function writeOn() {
  let client;
  while (goesOn) {
    begun += 1;
    const number = begun;
    const statement = statements[number % statements.length].replaceAll('$1', `'${number}'`);
    const early = began + (number * 1_000) / aSecond - performance.now();
    if (early > 0) await pause(early);
    try {
      if (!client || client.isCut) client = await connect();
      await client.query(statement);
      made += 1;
    } catch {
      await pause(20);
    }
  }
  if (client && !client.isCut) await client.end();
}
await Promise.all(Array.from({ length: writers }, writeOn));
process.stdout.write(`${made}\n`);
