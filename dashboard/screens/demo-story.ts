/** What happens on the pictures: a bus to Foshan fills, two workers arrive, postings are opened. */

type Ask = <T>(query: string, variables?: Record<string, unknown>) => Promise<T>;

/** Speaks as one demo account. */
export async function asAccount(url: string, handle: string): Promise<Ask> {
  const [account] = (await (await fetch(`${url}/dashboard/tokens?handle=${handle}`)).json()) as {
    token: string;
  }[];
  return async (query, variables = {}) => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${account?.token}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await answer.json()) as { data: never; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
}

const PAIR = 'origin: "522631", destination: "440600"';
const day = (days: number) =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
const hour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

/** Runs a mutation of one input and answers the id of the noun that it changed. */
async function step(who: Ask, field: string, input: string, noun: string, values: object): Promise<string> {
  const query = `mutation ($input: ${input}!) { done: ${field}(input: $input) { noun: ${noun} { id } } }`;
  const { done } = await who<{ done: { noun: { id: string } } }>(query, { input: values });
  return done.noun.id;
}

export async function openPosting(url: string, title: string, headcount: number): Promise<string> {
  const [employer, station] = [
    await asAccount(url, 'employer@foshan'),
    await asAccount(url, 'station@foshan'),
  ];
  const content = {
    ...{ title, occupation: title, headcount, workRegion: '440604', wageMin: 520000, wageMax: 680000 },
    ...{ contractOffered: true, insuranceOffered: true, trainingProvided: true, validTo: day(60) },
  };
  const id = await step(employer, 'draftPosting', 'DraftPostingInput', 'posting', { content });
  await step(employer, 'submitPosting', 'IdInput', 'posting', { id });
  return step(station, 'openPosting', 'OpenPostingInput', 'posting', { id, suitable: true });
}

/** A bus that some book, and two who have come by themselves and are at work. */
export async function playDemoStory(url: string): Promise<void> {
  const [county, station, employer] = [
    await asAccount(url, 'county@liping'),
    await asAccount(url, 'station@foshan'),
    await asAccount(url, 'employer@foshan'),
  ];
  const posting = await openPosting(url, '陶瓷成型工', 40);
  const trip = await step(county, 'planTrip', 'PlanTripInput', 'trip', {
    ...{
      mode: 'CHARTER_BUS',
      origin: '522631',
      destination: '440600',
      seats: 45,
      escorts: 2,
      carrier: '虚构客运',
    },
    ...{ departAt: hour(20), arriveAt: hour(32) },
  });
  await step(county, 'announceTrip', 'IdInput', 'trip', { id: trip });
  const { picture } = await county<{
    picture: { jobDemandList: { nodes: { worker: { id: string; realNameVerifiedOn: string | null } }[] } };
  }>(
    `{ picture(${PAIR}) { jobDemandList(first: 60, tiers: [EXPLICIT]) { nodes { worker { id realNameVerifiedOn } } } } }`,
  );
  const ready = picture.jobDemandList.nodes.filter(({ worker }) => worker.realNameVerifiedOn !== null);
  for (const [at, { worker }] of ready.slice(0, 8).entries()) {
    const id = await step(county, 'createReferral', 'CreateReferralInput', 'referral', {
      worker: worker.id,
      posting,
    });
    await step(county, 'sendReferral', 'SendReferralInput', 'referral', { id, channel: 'PHONE' });
    await step(county, 'answerReferral', 'AnswerReferralInput', 'referral', { id, answer: 'INTERESTED' });
    if (at >= 7) continue;
    await step(station, 'submitReferral', 'IdInput', 'referral', { id });
    await step(employer, 'offerReferral', 'IdInput', 'referral', { id });
    if (at >= 6) continue;
    await step(county, 'acceptReferral', 'IdInput', 'referral', { id });
    const alone = at < 2;
    const dispatch = await step(county, 'planDispatch', 'PlanDispatchInput', 'dispatch', {
      ...{
        referral: id,
        kind: 'LONG_TERM',
        transport: alone ? 'SELF' : 'CHARTER',
        plannedOn: day(alone ? 0 : 1),
      },
    });
    await step(county, 'clearDispatch', 'ClearDispatchInput', 'dispatch', {
      ...{ id: dispatch, agreementRef: `BZ-${at + 1}`, healthCheckedOn: day(0), employerConfirmedOn: day(0) },
    });
    await step(
      county,
      'bookDispatch',
      'BookDispatchInput',
      'dispatch',
      alone ? { id: dispatch } : { id: dispatch, trip },
    );
    if (alone) await arrive(county, station, employer, dispatch, at);
  }
}

async function arrive(county: Ask, station: Ask, employer: Ask, dispatch: string, at: number): Promise<void> {
  await step(county, 'departDispatch', 'IdInput', 'dispatch', { id: dispatch });
  const { node } = await station<{ node: { arrival: { id: string } } }>(
    'query ($id: ID!) { node(id: $id) { ... on DispatchOrder { arrival { id } } } }',
    { id: dispatch },
  );
  const { id } = node.arrival;
  await step(station, 'checkInArrival', 'IdInput', 'arrival', { id });
  const receipt = { id, receiptNo: `HZ-${at + 1}`, onPostOn: day(0) };
  await step(employer, 'receiptArrival', 'ReceiptArrivalInput', 'arrival', receipt);
  await step(station, 'verifyArrival', 'VerifyArrivalInput', 'arrival', { id });
}
