import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import { inDays, openPosting, ownOrganization, registerWorker, wishesToGo } from '../support/people.js';
import { openWorld, type World } from '../support/world.js';

const PICTURE = `query($atLeast: Position) { picture(origin: "522631", destination: "440600", atLeast: $atLeast) {
  position fourCounts { laborBase intentToDestination trainingWilling suitablePosts } } }`;
interface Counts {
  laborBase: number;
  intentToDestination: number;
  trainingWilling: number;
  suitablePosts: number;
}

describe('a county and a city see one live picture', () => {
  let world: World;
  let county: Client;
  let station: Client;
  let employer: Client;
  let factory: string;

  beforeAll(async () => {
    world = await openWorld();
    county = await world.as('county@liping');
    station = await world.as('station@foshan');
    employer = await world.as('employer@foshan');
    factory = await ownOrganization(employer);
  });
  afterAll(() => world?.close());

  const counts = async (who: Client, atLeast?: string): Promise<Counts> =>
    (await who.must<{ picture: { fourCounts: Counts } }>(PICTURE, { atLeast })).picture.fourCounts;

  test('an opened posting reaches the watching county, and the count moves by its headcount', async () => {
    const before = await counts(county);
    const published = county.watch<{
      postingPublished: {
        position: string;
        posting: { title: string; headcount: number; employer: { name: string } };
      };
    }>(
      'subscription { postingPublished(filter: { workRegion: "440600" }) { position posting { title headcount employer { name } } } }',
    );
    const changed = county.watch<{ pictureChanged: { position: string; fourCounts: Counts } }>(
      'subscription { pictureChanged(origin: "522631", destination: "440600") { position fourCounts { laborBase intentToDestination trainingWilling suitablePosts } } }',
    );
    await Promise.all([published.opened, changed.opened]);
    await new Promise((done) => setTimeout(done, 200));
    const { position } = await openPosting(station, factory, { headcount: 12 });
    const frame = await published.next();
    expect(frame.postingPublished.posting).toMatchObject({ title: '装配工', headcount: 12 });
    expect((await changed.next()).pictureChanged.fourCounts.suitablePosts).toBe(before.suitablePosts + 12);
    expect((await counts(station, position)).suitablePosts).toBe(before.suitablePosts + 12);
  });

  test('one worker goes from a wish to a verified arrival, and leaves the demand list', async () => {
    const arrived = county.watch<{
      workerArrived: { position: string; arrival: { state: string; worker: { name: string } } };
    }>(
      'subscription { workerArrived(filter: { destination: "440600" }) { position arrival { state worker { name } } } }',
    );
    await arrived.opened;
    const worker = await registerWorker(county, { name: '测试乙' });
    await wishesToGo(county, worker.id);
    const { id: posting } = await openPosting(station, factory);
    const listed = await demand(county);
    expect(listed).toContain(worker.id);
    const before = await counts(county);

    const say = async (
      who: Client,
      field: string,
      type: string,
      input: object,
      select: string,
    ): Promise<Record<string, { id: string } & Record<string, unknown>>> =>
      (
        await who.must<Record<string, Record<string, { id: string } & Record<string, unknown>>>>(
          `mutation($i: ${type}!) { ${field}(input: $i) { position ${select} } }`,
          { i: input },
        )
      )[field] ?? {};
    const { referral } = await say(
      county,
      'createReferral',
      'CreateReferralInput',
      { worker: worker.id, posting },
      'referral { id }',
    );
    const of = { id: referral?.id };
    await say(county, 'sendReferral', 'SendReferralInput', { ...of, channel: 'PHONE' }, 'referral { id }');
    await say(
      county,
      'answerReferral',
      'AnswerReferralInput',
      { ...of, answer: 'INTERESTED' },
      'referral { id }',
    );
    await say(station, 'submitReferral', 'IdInput', of, 'referral { id }');
    await say(employer, 'offerReferral', 'IdInput', of, 'referral { id }');
    const accepted = await say(county, 'acceptReferral', 'IdInput', of, 'referral { id state }');
    expect(accepted['referral']?.['state']).toBe('ACCEPTED');
    const { dispatch } = await say(
      county,
      'planDispatch',
      'PlanDispatchInput',
      { referral: referral?.id, kind: 'LONG_TERM', transport: 'CHARTER', plannedOn: inDays(0) },
      'dispatch { id state }',
    );
    await say(
      county,
      'clearDispatch',
      'ClearDispatchInput',
      { id: dispatch?.id, agreementRef: 'BZ-1', healthCheckedOn: inDays(0), employerConfirmedOn: inDays(0) },
      'dispatch { id }',
    );
    const { trip } = await say(
      county,
      'planTrip',
      'PlanTripInput',
      {
        mode: 'CHARTER_BUS',
        origin: '522631',
        destination: '440600',
        seats: 40,
        escorts: 1,
        departAt: soon(1),
        arriveAt: soon(12),
      },
      'trip { id }',
    );
    await say(
      county,
      'bookDispatch',
      'BookDispatchInput',
      { id: dispatch?.id, trip: trip?.id },
      'dispatch { id }',
    );
    await say(county, 'announceTrip', 'IdInput', { id: trip?.id }, 'trip { id }');
    await say(county, 'lockTrip', 'LockTripInput', { id: trip?.id, escorts: 1 }, 'trip { id }');
    await say(county, 'boardTrip', 'IdInput', { id: trip?.id }, 'trip { id }');
    await say(
      county,
      'departTrip',
      'DepartTripInput',
      { id: trip?.id, boarded: [dispatch?.id] },
      'trip { id state }',
    );
    const found = await station.must<{ arrivals: { nodes: { id: string; state: string }[] } }>(
      '{ arrivals(filter: { states: [EXPECTED] }) { nodes { id state } } }',
    );
    const arrival = { id: found.arrivals.nodes[0]?.id };
    await say(station, 'checkInArrival', 'IdInput', arrival, 'arrival { id state }');
    await say(
      employer,
      'receiptArrival',
      'ReceiptArrivalInput',
      { ...arrival, receiptNo: 'HZ-1', onPostOn: inDays(0) },
      'arrival { id state }',
    );
    const verified = await say(
      station,
      'verifyArrival',
      'VerifyArrivalInput',
      arrival,
      'arrival { id state }',
    );
    expect(verified['arrival']?.['state']).toBe('VERIFIED');

    const frame = await arrived.next();
    expect(frame.workerArrived.arrival).toMatchObject({ state: 'VERIFIED', worker: { name: '测试乙' } });
    expect(await demand(county)).not.toContain(worker.id);
    const after = await counts(county, frame.workerArrived.position);
    expect(after).toMatchObject({
      laborBase: before.laborBase,
      intentToDestination: before.intentToDestination - 1,
    });
    expect(await counts(station, frame.workerArrived.position)).toEqual(after);
  });

  test('each count is the length of the list that its description names, whoever else wishes to learn', async () => {
    for (const tags of [['POVERTY_ALLEVIATED'], []]) {
      const worker = await registerWorker(county, { tags });
      await county.must(
        'mutation($i: RecordWillingnessInput!) { recordWillingness(input: $i) { willingness { id } } }',
        {
          i: {
            worker: worker.id,
            kind: 'TRAINING',
            wantsTraining: true,
            trainingTopics: ['电工'],
            method: 'VISIT',
            confirmed: true,
          },
        },
      );
    }
    const length = async (filter: string): Promise<number> =>
      (
        await county.must<{ workers: { nodes: object[] } }>(
          `{ workers(first: 200, filter: ${filter}) { nodes { id } } }`,
        )
      ).workers.nodes.length;
    const { picture } = await county.must<{
      picture: {
        fourCounts: Counts;
        jobDemandList: { nodes: object[] };
        postSupplyList: { nodes: { remaining: number }[] };
      };
    }>(`{ picture(origin: "522631", destination: "440600") {
      fourCounts { laborBase intentToDestination trainingWilling suitablePosts }
      jobDemandList(first: 200, tiers: [EXPLICIT, BROAD]) { nodes { tier } }
      postSupplyList(first: 200) { nodes { remaining } } } }`);
    expect(picture.fourCounts).toEqual({
      laborBase: await length('{ laborBase: true }'),
      intentToDestination: picture.jobDemandList.nodes.length,
      trainingWilling: await length('{ laborBase: true, trainingWilling: true }'),
      suitablePosts: picture.postSupplyList.nodes.reduce((sum, row) => sum + row.remaining, 0),
    });
    expect(picture.fourCounts.trainingWilling).toBe(1);
  });

  async function demand(who: Client): Promise<string[]> {
    const { picture } = await who.must<{
      picture: { jobDemandList: { nodes: { worker: { id: string } }[] } };
    }>(
      '{ picture(origin: "522631", destination: "440600") { jobDemandList(first: 200) { nodes { worker { id } } } } }',
    );
    return picture.jobDemandList.nodes.map((n) => n.worker.id);
  }
});

/** The moment so many hours from now. */
function soon(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}
