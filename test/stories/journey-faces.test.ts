import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql, type GraphQLSchema } from 'graphql';
import { businessDay } from '#kernel/business-day.js';
import { buildGraph } from '#server/graph.js';
import { type Handle, openGround, type TestGround } from '../support/ground.js';
import { Journey, type Walker } from '../support/journey.js';

let world: TestGround;
let schema: GraphQLSchema;
let walker: Walker;
beforeAll(async () => {
  world = await openGround();
  schema = await buildGraph();
  const way = new Journey(world, businessDay(new Date()));
  walker = await way.accepted();
  const trip = await way.planTrip(5);
  walker.dispatch = await way.clear(await way.plan(walker.referral, 'CHARTER'));
  walker.arrival = await way.arrivalOf(walker.dispatch);
  await way.book(walker.dispatch, trip);
});
afterAll(() => world.close());

/** What this account reads; anything a query says is asked for at least once. */
async function read(handle: Handle, source: string, variableValues: Record<string, unknown> = {}) {
  const result = await graphql({ schema, source, contextValue: await world.as(handle), variableValues });
  return JSON.parse(JSON.stringify(result)) as {
    data: Record<string, Record<string, unknown>> | null;
    errors?: { message: string }[];
  };
}

const ALL = `{
  referrals(filter: { states: [ACCEPTED], origin: "522631", destination: "440600" }) { totalCount position nodes {
    id state stateReason targeted channel sentAt submittedAt acceptedAt holdUntil createdAt version
    origin { code } worker { id name } posting { id title remaining } employer { name } } }
  dispatches(filter: { states: [BOOKED], plannedFrom: "2000-01-01" }) { totalCount nodes {
    id dispatchNo kind transport plannedOn agreementRef identityCheckedOn healthCheckedOn employerConfirmedOn state
    stateReason departedAt createdAt version origin { code } destination { code } worker { name } posting { title }
    employer { name } referral { id } trip { tripNo } arrival { id state } } }
  arrivals(filter: { states: [EXPECTED], destination: "440604" }) { totalCount nodes {
    id state expectedOn inCityAt onPostOn receiptNo verifiedAt note occupation version origin { code name }
    destination { name } worker { name } posting { title } employer { name } station { name } dispatch { dispatchNo } } }
}`;
const TRIPS = `{ trips(filter: { withSeats: true, origin: "522631" }) { totalCount nodes {
  id tripNo mode state seats booked seatsLeft boarded escorts carrier plate departAt arriveAt announcedAt departedAt version
  origin { name } destination { name } passengers { boardState dispatch { dispatchNo worker { name } } } } } }`;

describe('the faces of the way', () => {
  test('the county reads everything of its own', async () => {
    const { data, errors } = await read('county@liping', ALL);
    expect(errors).toBeUndefined();
    expect(data?.['referrals']).toMatchObject({
      totalCount: 1,
      nodes: [
        {
          id: walker.referral,
          holdUntil: null,
          origin: { code: '522631' },
          worker: { id: walker.worker, name: '杨虚构' },
        },
      ],
    });
    expect(data?.['dispatches']).toMatchObject({
      totalCount: 1,
      nodes: [
        {
          id: walker.dispatch,
          agreementRef: '协议-1',
          trip: { tripNo: expect.stringMatching(/^522631-\d{8}-0001$/) },
          arrival: { id: walker.arrival, state: 'EXPECTED' },
        },
      ],
    });
    expect(data?.['arrivals']).toMatchObject({ totalCount: 1, nodes: [{ destination: { name: '禅城区' } }] });
    const trips = await read('county@liping', TRIPS);
    expect(trips.errors).toBeUndefined();
    expect(trips.data?.['trips']).toMatchObject({
      totalCount: 1,
      nodes: [
        { seatsLeft: 4, passengers: [{ boardState: 'LISTED', dispatch: { worker: { name: '杨虚构' } } }] },
      ],
    });
  });

  test('the station reads its city’s, the person’s name still masked before check-in', async () => {
    const { data, errors } = await read('station@foshan', ALL);
    expect(errors).toBeUndefined();
    expect(data?.['arrivals']).toMatchObject({ totalCount: 1, nodes: [{ worker: { name: '杨**' } }] });
    expect((await read('station@foshan', TRIPS)).data?.['trips']).toMatchObject({ totalCount: 1 });
  });

  test('the employer reads who comes, and neither the trip nor what was checked', async () => {
    const { data, errors } = await read('employer@foshan', ALL);
    expect(errors).toBeUndefined();
    expect(data?.['dispatches']).toMatchObject({
      totalCount: 1,
      nodes: [{ agreementRef: null, healthCheckedOn: null, trip: null, worker: { name: '杨虚构' } }],
    });
    expect((await read('employer@foshan', TRIPS)).errors).toHaveLength(1);
  });

  test('others read nothing, observers may not even ask', async () => {
    for (const handle of ['county@congjiang', 'station@hangzhou', 'employer@other'] as const) {
      const { data } = await read(handle, ALL);
      for (const list of ['referrals', 'dispatches', 'arrivals'])
        expect(data?.[list]).toMatchObject({ totalCount: 0, nodes: [] });
    }
    for (const handle of ['observer@province', 'admin@platform'] as const)
      expect((await read(handle, ALL)).data).toBeNull();
  });

  test('a worker shows its referrals to whoever may see them', async () => {
    const source = 'query ($id: ID!) { node(id: $id) { ... on Worker { referrals { id state } } } }';
    const own = await read('county@liping', source, { id: walker.worker });
    expect(own.errors).toBeUndefined();
    expect(own.data?.['node']).toEqual({ referrals: [{ id: walker.referral, state: 'ACCEPTED' }] });
    const foreign = await read('station@hangzhou', source, { id: walker.worker });
    expect(foreign.data?.['node'] ?? null).toBeNull();
  });

  test('a door answers with the noun and a position; the same key answers the same', async () => {
    const source = `mutation ($input: ReasonInput!) { cancelDispatch(input: $input) { position dispatch { id state arrival { state } } } }`;
    const input = { id: walker.dispatch, reason: '家中有事', idempotencyKey: 'cancel-once' };
    for (let i = 0; i < 2; i += 1) {
      const { data, errors } = await read('county@liping', source, { input });
      expect(errors).toBeUndefined();
      expect(data?.['cancelDispatch']).toMatchObject({
        dispatch: { id: walker.dispatch, state: 'CANCELLED', arrival: { state: 'NO_SHOW' } },
      });
    }
  });
});
