/**
 * The way from a wish to a verified arrival over HTTP, a step at a time, each by the side whose step it is.
 * Every step answers the global id of the noun that it changed.
 */
import type { Client } from './client.js';
import { inDays, openPosting, ownOrganization, registerWorker, wishesToGo } from './people.js';
import type { World } from './world.js';

/** What one worker's way has brought so far, as global ids. */
export interface OnTheWay {
  readonly worker: string;
  readonly posting: string;
  readonly referral: string;
  readonly dispatch: string;
  readonly arrival: string;
}

/** The field of a payload that holds its noun. */
const NOUN = 'worker willingness posting referral dispatch trip arrival'.split(' ');

export class Way {
  private constructor(
    readonly county: Client,
    readonly station: Client,
    readonly employer: Client,
    readonly factory: string,
  ) {}

  /** Liping, Foshan and a factory there. */
  static async in(world: Pick<World, 'as'>): Promise<Way> {
    const [county, station, employer] = await Promise.all(
      ['county@liping', 'station@foshan', 'employer@foshan'].map((handle) => world.as(handle)),
    );
    if (!county || !station || !employer) throw new Error('no accounts');
    return new Way(county, station, employer, await ownOrganization(employer));
  }

  /** Runs the mutation that takes `type` and answers its noun's id. */
  async step(who: Client, field: string, type: string, input: object): Promise<string> {
    const noun = nounOf(field);
    const data = await who.must<Record<string, Record<string, { id: string }>>>(
      mutation(field, type, `${noun} { id }`),
      { i: input },
    );
    return data[field]?.[noun]?.id ?? '';
  }

  /** An open posting with so many places. */
  async posting(headcount = 10, content: Record<string, unknown> = {}): Promise<string> {
    return (await openPosting(this.station, this.factory, { headcount, ...content })).id;
  }

  /** A worker of Liping who wants to go to Foshan. */
  async willing(more: Record<string, unknown> = {}): Promise<string> {
    const { id } = await registerWorker(this.county, more);
    await wishesToGo(this.county, id);
    return id;
  }

  /** A worker who has an offer for the posting, not answered yet: the referral. */
  async offered(worker: string, posting: string): Promise<string> {
    const id = await this.submitted(worker, posting);
    return this.step(this.employer, 'offerReferral', 'IdInput', { id });
  }

  /** A worker whom the employer knows of, without an answer yet: the referral. */
  async submitted(worker: string, posting: string): Promise<string> {
    const id = await this.step(this.county, 'createReferral', 'CreateReferralInput', { worker, posting });
    await this.step(this.county, 'sendReferral', 'SendReferralInput', { id, channel: 'PHONE' });
    await this.step(this.county, 'answerReferral', 'AnswerReferralInput', { id, answer: 'INTERESTED' });
    return this.step(this.station, 'submitReferral', 'IdInput', { id });
  }

  accept(id: string): Promise<string> {
    return this.step(this.county, 'acceptReferral', 'IdInput', { id });
  }

  plan(referral: string, transport = 'CHARTER', more: Record<string, unknown> = {}): Promise<string> {
    return this.step(this.county, 'planDispatch', 'PlanDispatchInput', {
      referral,
      kind: 'LONG_TERM',
      transport,
      plannedOn: inDays(0),
      ...more,
    });
  }

  clear(id: string): Promise<string> {
    return this.step(this.county, 'clearDispatch', 'ClearDispatchInput', cleared(id));
  }

  trip(seats = 40, more: Record<string, unknown> = {}): Promise<string> {
    return this.step(this.county, 'planTrip', 'PlanTripInput', { ...aTrip(seats), ...more });
  }

  /** A dispatch that is cleared, and only wants a trip. */
  async toBook(posting?: string): Promise<string> {
    const referral = await this.offered(await this.willing(), posting ?? (await this.posting()));
    await this.accept(referral);
    return this.clear(await this.plan(referral));
  }

  /** A worker who travels alone and has departed; the arrival is expected. */
  async departed(headcount?: number): Promise<OnTheWay> {
    const worker = await this.willing();
    const posting = await this.posting(headcount);
    const referral = await this.offered(worker, posting);
    await this.accept(referral);
    const dispatch = await this.clear(await this.plan(referral, 'SELF'));
    await this.step(this.county, 'bookDispatch', 'BookDispatchInput', { id: dispatch });
    await this.step(this.county, 'departDispatch', 'IdInput', { id: dispatch });
    const found = await this.station.must<{ node: { arrival: { id: string } } }>(
      'query($id: ID!) { node(id: $id) { ... on DispatchOrder { arrival { id } } } }',
      { id: dispatch },
    );
    return { worker, posting, referral, dispatch, arrival: found.node.arrival.id };
  }

  /** A worker whose employer has returned the receipt; only the station's word is wanted. */
  async onPost(): Promise<OnTheWay> {
    const way = await this.departed();
    await this.step(this.station, 'checkInArrival', 'IdInput', { id: way.arrival });
    await this.step(this.employer, 'receiptArrival', 'ReceiptArrivalInput', received(way.arrival));
    return way;
  }
}

/** A mutation of one input. */
export function mutation(field: string, type: string, select: string): string {
  return `mutation($i: ${type}!) { ${field}(input: $i) { position ${select} } }`;
}

/** The noun that a mutation answers, by its name. */
export function nounOf(field: string): string {
  return NOUN.find((noun) => field.toLowerCase().includes(noun) || field === `decline${noun}`) ?? 'referral';
}

export function cleared(id: string): {
  id: string;
  agreementRef: string;
  healthCheckedOn: string;
  employerConfirmedOn: string;
} {
  return { id, agreementRef: 'BZ-1', healthCheckedOn: inDays(0), employerConfirmedOn: inDays(0) };
}

export function received(id: string): { id: string; receiptNo: string; onPostOn: string } {
  return { id, receiptNo: 'HZ-1', onPostOn: inDays(0) };
}

export function aTrip(seats: number): Record<string, unknown> {
  const soon = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
  return {
    mode: 'CHARTER_BUS',
    origin: '522631',
    destination: '440600',
    seats,
    escorts: 1,
    departAt: soon(1),
    arriveAt: soon(12),
  };
}
