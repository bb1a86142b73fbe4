/** A line of the table of edge cases (domain 4.5), and the place of its own in which it happens: what is counted there is its persons alone. */
import { toGlobalId } from '#kernel/global-id.js';
import type { Client } from './client.js';
import { type Answer, LOOK, type Seen } from './edge-case-look.js';
import { registerWorker, wishesToGo } from './people.js';
import { keyIn } from './planted.js';
import { mutation, type Way } from './way.js';
import type { World } from './world.js';

/** What holds of a person, and of the place where nobody else lives. */
export interface Holds {
  /** In the labour base of the target population. */
  readonly L: boolean;
  /** On the demand list of the place for the destination, by which stake; null: not on it. */
  readonly A: 'EXPLICIT' | 'BROAD' | 'OPEN' | null;
  /** laborBase, intentToDestination, trainingWilling; before anything happened all are 0. */
  readonly counts: readonly [number, number, number];
}

/** One labourer who is on the list. */
export const on = (A: 'EXPLICIT' | 'BROAD', training = 0): Holds => ({
  L: true,
  A,
  counts: [1, 1, training],
});
/** One labourer who is not. */
export const off = (training = 0): Holds => ({ L: true, A: null, counts: [1, 0, training] });
/** Nobody to count. */
export const gone: Holds = { L: false, A: null, counts: [0, 0, 0] };

/** One line: a name of the document, its rule, how the person comes about, and what then holds. */
export interface EdgeCase {
  readonly name: string;
  readonly rule: string;
  /** Of which city; Foshan, which is paired with the county. */
  readonly destination?: string;
  /** Answers the person. */
  readonly who: (scene: Scene) => Promise<string>;
  /** What holds before something befalls the person. */
  readonly before?: Holds;
  readonly befalls?: (scene: Scene, who: string) => Promise<unknown>;
  readonly holds: Holds;
  /** What else the rule names. */
  readonly facts?: (scene: Scene, who: string) => Promise<unknown>;
  readonly are?: unknown;
}

/** The server's clock, as far as a line moves it. */
export interface Hands {
  /** Lets days go by, and the clock's verbs run on the last. */
  pass(days: number): Promise<void>;
  /** The day so many days from the server's today. */
  day(ahead: number): string;
  /** What is done at one and the same moment. */
  still<T>(deed: () => Promise<T>): Promise<T>;
}

/** What a line stands on: the world, its sides, and a place. */
export class Scene {
  constructor(
    readonly world: World,
    readonly way: Way,
    /** The county in which somebody may also turn up. */
    readonly congjiang: Client,
    readonly hands: Hands,
    readonly place: string,
    readonly destination: string,
    /** One open posting in Foshan with places for the whole table. */
    readonly posting: string,
  ) {}

  /** Somebody of the target population without work or wish. */
  async person(more: Record<string, unknown> = {}): Promise<string> {
    const own = { serviceRegion: this.place, hukouRegion: this.place, phone: null };
    return (await registerWorker(this.way.county, { ...own, ...more })).id;
  }

  /** Somebody with a confirmed wish; to Foshan, unless it says something else. */
  async willing(wish: Record<string, unknown> = {}, more: Record<string, unknown> = {}): Promise<string> {
    const who = await this.person(more);
    await this.wish(who, wish);
    return who;
  }

  /** Records a wish for work; answers its id. */
  wish(who: string, { destinations = ['440600'], ...more }: Record<string, unknown> = {}): Promise<string> {
    return wishesToGo(this.way.county, who, destinations as string[], more);
  }

  /** Somebody with a confirmed wish for Foshan who works at a place. */
  employed(regionCode: string, intent = 'GO_OUT', form = 'CONTRACT'): Promise<string> {
    return this.willing({ intent }, { employment: { form, regionCode } });
  }

  learn(who: string): Promise<string> {
    const wish = { kind: 'TRAINING', intent: undefined, destinations: undefined };
    return wishesToGo(this.way.county, who, [], wish);
  }

  /** The county says something; answers the noun's id. */
  say(field: string, input: object, noun = 'worker', type = inputOf(field)): Promise<string> {
    return this.as(this.way.county, field, input, noun, type);
  }

  async as(who: Client, field: string, input: object, noun: string, type = inputOf(field)): Promise<string> {
    const said = await who.must<Record<string, Record<string, { id: string }>>>(
      mutation(field, type, `${noun} { id }`),
      { i: input },
    );
    return said[field]?.[noun]?.id ?? '';
  }

  correct(id: string, input: object): Promise<string> {
    return this.say('correctWorker', { id, ...input });
  }

  /** From the wish to a planned dispatch; answers the dispatch. */
  async dispatched(who: string, more: Record<string, unknown> = {}): Promise<string> {
    const referral = await this.way.offered(who, this.posting);
    await this.way.accept(referral);
    return this.way.plan(referral, 'SELF', { plannedOn: this.hands.day(0), ...more });
  }

  /** From the wish to the station's check-in; answers the arrival. */
  async inCity(who: string, more: Record<string, unknown> = {}): Promise<string> {
    const { way } = this;
    const id = await way.clear(await this.dispatched(who, more));
    await way.step(way.county, 'bookDispatch', 'BookDispatchInput', { id });
    await way.step(way.county, 'departDispatch', 'IdInput', { id });
    const [found] = await this.rows('select id from arrival where worker_id = $1', who);
    const arrival = toGlobalId('Arrival', String(found?.['id']));
    return way.step(way.station, 'checkInArrival', 'IdInput', { id: arrival });
  }

  /** From the wish to the employer's receipt; answers the arrival. */
  async received(who: string, more: Record<string, unknown> = {}): Promise<string> {
    const { way } = this;
    const arrival = await this.inCity(who, more);
    const receipt = { id: arrival, receiptNo: 'HZ-1', onPostOn: this.hands.day(0) };
    return way.step(way.employer, 'receiptArrival', 'ReceiptArrivalInput', receipt);
  }

  verify(id: string): Promise<string> {
    return this.way.step(this.way.station, 'verifyArrival', 'VerifyArrivalInput', { id });
  }

  /** What the database holds of a person. */
  rows(text: string, who: string): Promise<Record<string, unknown>[]> {
    return this.world.look(text, [keyIn(who)]);
  }

  /** The states of the person's wishes, the oldest first. */
  async wishes(who: string): Promise<string[]> {
    const rows = await this.rows('select state from willingness where worker_id = $1 order by id', who);
    return rows.map((row) => String(row['state']));
  }

  /** The person's ways, each with its state. */
  async ways(who: string, table: 'referral' | 'dispatch_order' | 'arrival'): Promise<string[]> {
    const rows = await this.rows(`select state from ${table} where worker_id = $1 order by id`, who);
    return rows.map((row) => String(row['state']));
  }

  async worksAt(who: string): Promise<string | null> {
    const read = `query($id: ID!) { node(id: $id) { ... on Worker { employment { form region { code } } } } }`;
    const { node } = await this.way.county.must<{
      node: { employment: { form: string; region: { code: string } } | null };
    }>(read, { id: who });
    return node.employment && `${node.employment.form} ${node.employment.region.code}`;
  }

  /** What holds of the person, of the counts and lists of a place and a destination. */
  async holds(
    who: string,
    destination = this.destination,
    place = this.place,
    by = this.way.county,
  ): Promise<Holds> {
    const { L, row, counts } = await this.seen(who, destination, place, by);
    return {
      L,
      A: row?.tier ?? null,
      counts: [counts.laborBase, counts.intentToDestination, counts.trainingWilling],
    };
  }

  /** The person's row of the demand list and all the numbers beside it. */
  async seen(
    who: string,
    destination = this.destination,
    place = this.place,
    by = this.way.county,
  ): Promise<Seen> {
    const { workers, picture } = await by.must<Answer>(LOOK, { place, destination });
    return {
      L: workers.nodes.some(({ id }) => id === who),
      row: picture.jobDemandList.nodes.find(({ worker }) => worker.id === who),
      counts: picture.fourCounts,
    };
  }
}

export const inputOf = (field: string): string => `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
