import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import * as documents from '../support/documents.js';
import { exampleOf } from '../support/examples.js';
import { openWorld, type World } from '../support/world.js';

describe('the examples of the docs and the playground', () => {
  let world: World;
  let county: Client;
  let station: Client;
  let employer: Client;
  beforeAll(async () => {
    world = await openWorld();
    [county, station, employer] = await Promise.all([
      world.as('county@liping'),
      world.as('station@foshan'),
      world.as('employer@foshan'),
    ]);
  });
  afterAll(() => world?.close());

  /** Sends an example's operation as it stands there, with the ids that its reader would have pasted. */
  async function send<R, V>(
    who: Client,
    document: documents.TypedDocumentString<R, V>,
    pasted: Readonly<Record<string, string>> = {},
  ): Promise<R> {
    const name = String(/(?:query|mutation) (\w+)/.exec(document.toString())?.[1]);
    return who.must<R>(document.toString(), exampleOf(name).variables(pasted));
  }

  test('read who asks, the picture, the postings and the workers', async () => {
    expect((await send(county, documents.WhoAmIDocument)).viewer).toMatchObject({
      handle: 'county@liping',
      role: 'COUNTY_BUREAU',
    });
    for (const who of [county, station]) {
      const { picture } = await send(who, documents.PictureOfAPairDocument);
      expect(picture.jobDemandList.totalCount).toBe(picture.fourCounts.intentToDestination);
    }
    expect((await send(employer, documents.ListPostingsDocument)).jobPostings.totalCount).toBe(0);
    expect((await send(county, documents.SearchWorkersDocument)).workers.totalCount).toBe(0);
    expect((await send(county, documents.FindPeopleDocument)).findWorkers.totalCount).toBe(0);
    expect(
      await station.refusal(
        documents.SearchWorkersDocument.toString(),
        exampleOf('SearchWorkers').variables(),
      ),
    ).toMatchObject({ reason: 'FILTER_NOT_YOURS' });
  });

  test('carry one worker, step by step, from the registration to a verified arrival, heard by whoever watches', async () => {
    const watch = <R, V>(document: documents.TypedDocumentString<R, V>, name: string) =>
      county.watch<R>(document.toString(), exampleOf(name).variables());
    const postings = watch(documents.WatchPostingsDocument, 'WatchPostings');
    const picture = watch(documents.WatchThePictureDocument, 'WatchThePicture');
    const arrivals = watch(documents.WatchArrivalsDocument, 'WatchArrivals');
    await Promise.all([postings.opened, picture.opened, arrivals.opened]);
    const suitablePosts = async (wanted: number): Promise<void> => {
      while ((await picture.next()).pictureChanged.fourCounts.suitablePosts !== wanted);
    };

    const { worker } = (await send(county, documents.RegisterAWorkerDocument)).registerWorker;
    const again = (await send(county, documents.RegisterAWorkerDocument)).registerWorker;
    expect(again.worker.id).toBe(worker.id);
    const ids: Record<string, string> = { worker: worker.id };
    const { tagWorker } = await send(county, documents.TagTheWorkerDocument, ids);
    expect(tagWorker.worker).toMatchObject({ tags: ['POVERTY_ALLEVIATED'], target: true });
    const { recordWillingness } = await send(county, documents.RecordAWillingnessDocument, ids);
    expect(recordWillingness.willingness.state).toBe('ACTIVE');

    ids['posting'] = (await send(employer, documents.DraftAPostingDocument)).draftPosting.posting.id;
    await send(employer, documents.SubmitThePostingDocument, ids);
    const { openPosting } = await send(station, documents.OpenThePostingDocument, ids);
    expect(openPosting.posting).toMatchObject({ state: 'OPEN', remaining: 12 });
    expect((await postings.next()).postingPublished.posting).toMatchObject({
      id: ids['posting'],
      headcount: 12,
    });
    await suitablePosts(12);

    ids['referral'] = (await send(county, documents.CreateAReferralDocument, ids)).createReferral.referral.id;
    await send(county, documents.TellTheWorkerDocument, ids);
    await send(county, documents.NoteTheAnswerDocument, ids);
    await send(county, documents.HandToTheEmployerDocument, ids);
    await send(employer, documents.OfferThePostDocument, ids);
    const { acceptReferral } = await send(county, documents.AcceptTheOfferDocument, ids);
    expect(acceptReferral.referral.state).toBe('ACCEPTED');
    await suitablePosts(11);

    ids['dispatch'] = (await send(county, documents.PlanADispatchDocument, ids)).planDispatch.dispatch.id;
    const { clearDispatch } = await send(county, documents.ClearTheDispatchDocument, ids);
    ids['arrival'] = String(clearDispatch.dispatch.arrival?.id);
    await send(county, documents.BookTheDispatchDocument, ids);
    const { departDispatch } = await send(county, documents.DepartTheDispatchDocument, ids);
    expect(departDispatch.dispatch.state).toBe('DEPARTED');

    const { checkInArrival } = await send(station, documents.CheckInTheWorkerDocument, ids);
    expect(checkInArrival.arrival.worker?.name).toBe('演示甲');
    await send(employer, documents.ReturnTheReceiptDocument, ids);
    const { verifyArrival } = await send(station, documents.VerifyTheArrivalDocument, ids);
    expect(verifyArrival.arrival.state).toBe('VERIFIED');
    expect((await arrivals.next()).workerArrived.arrival).toMatchObject({ id: ids['arrival'] });

    const { fourCounts, jobDemandList } = (await send(county, documents.PictureOfAPairDocument)).picture;
    expect(fourCounts).toMatchObject({ laborBase: 1, intentToDestination: 0, suitablePosts: 11 });
    expect(jobDemandList.nodes).toEqual([]);
  });
});
