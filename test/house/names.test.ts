import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { PERMISSIONS } from '#access/permissions.js';
import { buildGraph } from '#server/graph.js';
import { PROJECT } from '../support/other-process.js';

/**
 * Mutations that do not end in the noun of their permission line. Their own words are the plainer ones: an offer
 * is what is declined, an identity what is revealed.
 */
const PLAINER: Readonly<Record<string, string>> = {
  mergeWorkers: 'worker.merge',
  unmergeWorkers: 'worker.unmerge',
  declineOffer: 'referral.decline',
  nextToAsk: 'survey.nextToAsk',
  revealIdentity: 'worker.revealIdentity',
  rotateWebhookSecret: 'webhook.rotateSecret',
};

/** What a door says of one mutation: under which line it writes, and which functions it calls inside. */
interface Door {
  readonly mutation: string;
  readonly action: string;
  readonly calls: readonly string[];
}

const SOURCE = join(PROJECT, 'src');
const rooms = readdirSync(SOURCE, { withFileTypes: true }).filter((entry) => entry.isDirectory());
/** Every source file of a room, by its path below src. */
const texts = new Map(
  rooms.flatMap(({ name: room }) =>
    readdirSync(join(SOURCE, room))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [`${room}/${file}`, readFileSync(join(SOURCE, room, file), 'utf8')] as const),
  ),
);

let mutations: string[];
let doors: Door[];
beforeAll(async () => {
  mutations = Object.keys((await buildGraph()).getMutationType()?.getFields() ?? {}).toSorted();
  doors = [...texts].filter(([path]) => path.endsWith('.resolver.ts')).flatMap(([, text]) => doorsIn(text));
});

describe('one verb, four spellings', () => {
  test('every mutation is a door that writes under one line', () => {
    expect(doors.map((door) => door.mutation).toSorted()).toEqual(mutations);
    for (const { mutation, action } of doors)
      expect([mutation, Object.keys(PERMISSIONS)]).toEqual([mutation, expect.arrayContaining([action])]);
  });

  test('the verb is called like the mutation, and lives alone in a file called like both', () => {
    for (const { mutation, calls } of doors) {
      expect([mutation, calls]).toEqual([mutation, expect.arrayContaining([mutation])]);
      expect([mutation, verbsCalled(mutation)]).toEqual([
        mutation,
        [expect.stringMatching(`export async function ${mutation}\\(`)],
      ]);
    }
  });

  test('the permission line, which is the verb of the journal, says the same with the noun in front', () => {
    for (const { mutation, action } of doors) {
      const [noun = '', deed = ''] = action.split('.');
      const said =
        PLAINER[mutation] === action ? mutation : `${deed}${noun[0]?.toUpperCase()}${noun.slice(1)}`;
      expect(mutation).toBe(said);
    }
  });

  test('a verb asks the page itself, by the line that its door writes under, before it loads anything', () => {
    for (const { mutation, action } of doors) {
      const [verb = ''] = verbsCalled(mutation);
      const body = verb.slice(verb.indexOf(`function ${mutation}`));
      const asks = body.indexOf(`op.must('${action}'`);
      const loads = body.search(/\bawait\b/);
      expect([mutation, asks >= 0 && (loads < 0 || asks < loads)]).toEqual([mutation, true]);
    }
  });

  test('no line of the page of permissions is dead', () => {
    const used = [...texts].filter(([path]) => !path.startsWith('access/')).map(([, text]) => text);
    const dead = Object.keys(PERMISSIONS).filter(
      (action) => !used.some((text) => text.includes(`'${action}'`)),
    );
    expect(dead).toEqual([]);
  });
});

/** The texts of the files that are called like this verb. */
function verbsCalled(name: string): string[] {
  const file = `/${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;
  return [...texts].filter(([path]) => path.endsWith(file)).map(([, text]) => text);
}

function doorsIn(text: string): Door[] {
  return text
    .split('@Mutation(')
    .slice(1)
    .map((part) => ({
      mutation: part.match(/\n {2}(?:async )?(\w+)\(/)?.[1] ?? '',
      action: part.match(/\.write\(\s*'([\w.]+)'/)?.[1] ?? '',
      calls: [...part.matchAll(/\b(\w+)\(inside\b/g)].map((call) => call[1] ?? ''),
    }));
}
