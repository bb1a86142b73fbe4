/** What an employer is told of somebody's work: the job that came of its own verified arrival, while it lasts. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import { keyIn } from '../support/planted.js';
import { registerWorker, wishesToGo } from '../support/people.js';
import { Way } from '../support/way.js';
import { openWorld, type World } from '../support/world.js';

const PERSON = `query($id: ID!) { node(id: $id) { ... on Worker { name phone birthDate employment { form region { code } } } } }`;
interface Person {
  readonly name: string;
  readonly phone: string | null;
  readonly birthDate: string | null;
  readonly employment: { readonly form: string; readonly region: { readonly code: string } } | null;
}

let world: World;
let way: Way;
beforeAll(async () => {
  world = await openWorld();
  way = await Way.in(world);
});
afterAll(() => world?.close());

const asks = async (who: Client, id: string): Promise<Person> =>
  (await who.must<{ node: Person }>(PERSON, { id })).node;
const works = (id: string, employment: object | null) =>
  way.step(way.county, 'correctWorker', 'CorrectWorkerInput', { id, employment });

describe('an employer sees of somebody’s work', () => {
  test('nothing of another employer’s, before the offer is accepted and after', async () => {
    const { id } = await registerWorker(way.county, {
      employment: { form: 'CONTRACT', regionCode: '330109' },
    });
    await wishesToGo(way.county, id, ['440600'], { intent: 'CHANGE_JOB' });
    const referral = await way.offered(id, await way.posting());
    expect(await asks(way.employer, id)).toMatchObject({ name: '测**', employment: null });
    await way.accept(referral);
    expect(await asks(way.employer, id)).toMatchObject({ name: '测试甲', employment: null });
    expect((await asks(way.county, id)).employment?.region.code).toBe('330109');
  });

  test('its own job from the verified arrival on, and when that ends neither the job nor the person', async () => {
    const { worker, arrival } = await way.onPost();
    expect((await asks(way.employer, worker)).employment).toBeNull();
    await way.step(way.station, 'verifyArrival', 'VerifyArrivalInput', { id: arrival });
    const own = { form: 'CONTRACT', region: { code: '440604' } };
    expect(await asks(way.employer, worker)).toMatchObject({ name: '测试甲', employment: own });

    // The same work written once more is no other work.
    await works(worker, { form: 'CONTRACT', regionCode: '440604' });
    expect((await asks(way.employer, worker)).employment).toEqual(own);

    for (const after of [{ form: 'CONTRACT', regionCode: '440600' }, null]) {
      await works(worker, after);
      expect(await asks(way.employer, worker)).toEqual({
        name: '测**',
        phone: null,
        birthDate: null,
        employment: null,
      });
    }
    const [row] = await world.look('select employed_by from worker where id = $1', [keyIn(worker)]);
    expect(row).toEqual({ employed_by: null });
  });
});
