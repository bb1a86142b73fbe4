import { describe, expect, test } from '@jest/globals';
import { LineLookUps } from '#server/line-look-ups.js';
import type { VerifiedToken } from '#server/token-check.js';
import type { OperationGround } from '#store/open-operation.js';

const token = (subject: string): VerifiedToken => ({ issuer: 'i', subject, expiresAt: 5_000 });

/** A database that knows everybody whose name does not begin with x, and keeps the questions until it is told to answer. */
function database() {
  const questions: { subjects: string[]; answer(): void; fail(): void }[] = [];
  const ground = {
    clock: () => new Date(0),
    regions: { groupsOf: () => [] },
    reader: (_viewer: unknown, _today: unknown, statements: readonly { values: unknown[] }[]) =>
      new Promise((done, failed) => {
        const subjects = statements[0]?.values[0] as string[];
        const known = subjects.filter((subject) => !subject.startsWith('x'));
        const rows = known.map((subject) => ({
          subject,
          handle: subject,
          path: '5201',
          status: 'ACTIVE',
          organization_status: 'ACTIVE',
        }));
        questions.push({
          subjects,
          answer: () => done({ position: 'p', rows: [rows] }),
          fail: () => failed(new Error('no database')),
        });
      }),
  } as unknown as OperationGround;
  return { lookUps: new LineLookUps(ground), questions };
}

/** Lets everything happen that waits for nobody. */
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('those who open lines together', () => {
  test('are looked up one question at a time; who comes meanwhile shares the next', async () => {
    const { lookUps, questions } = database();
    const first = lookUps.find(token('a'));
    await settled();
    const rest = ['b', 'c', 'b'].map((subject) => lookUps.find(token(subject)));
    await settled();
    expect(questions.map(({ subjects }) => subjects)).toEqual([['a']]);
    questions[0]?.answer();
    expect(await first).toMatchObject({ handle: 'a', expiresAt: 5_000 });
    await settled();
    expect(questions.map(({ subjects }) => subjects)).toEqual([['a'], ['b', 'c']]);
    questions[1]?.answer();
    expect((await Promise.all(rest)).map(({ handle }) => handle)).toEqual(['b', 'c', 'b']);
  });

  test('are refused one by one, and a question that fails is the fault of those who asked it', async () => {
    const { lookUps, questions } = database();
    const first = lookUps.find(token('a'));
    await settled();
    const stranger = lookUps.find(token('x'));
    const known = lookUps.find(token('b'));
    const seen = Promise.allSettled([first, stranger, known]);
    questions[0]?.fail();
    await settled();
    questions[1]?.answer();
    const [failed, refused, found] = await seen;
    expect(failed).toMatchObject({ status: 'rejected' });
    expect(refused).toMatchObject({ status: 'rejected', reason: { reason: 'UNKNOWN_ACCOUNT' } });
    expect(found).toMatchObject({ status: 'fulfilled', value: { handle: 'b' } });
    const later = lookUps.find(token('c'));
    await settled();
    questions[2]?.answer();
    expect(await later).toMatchObject({ handle: 'c' });
  });
});
