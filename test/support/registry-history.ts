/** A random history of two counties' registries, over HTTP: several officers at once, each with a deed of their own. */
import { type Dice, dice } from '#demo/random.js';
import type { Answer, Client } from './client.js';
import { inputOf } from './edge-cases.js';
import type { Handle } from './ground.js';
import { inDays, openPosting, ownOrganization } from './people.js';
import type { Deed, Deeds, Draw, Noun } from './registry-deeds.js';
import { OF_ASKING } from './registry-deeds-asking.js';
import { OF_HOMES } from './registry-deeds-homes.js';
import { OF_PEOPLE } from './registry-deeds-people.js';
import { OF_WAYS } from './registry-deeds-ways.js';
import { RegistryMemory } from './registry-memory.js';
import { mutation } from './way.js';
import type { World } from './world.js';

const DEEDS: Deeds = { ...OF_PEOPLE, ...OF_ASKING, ...OF_HOMES, ...OF_WAYS };
/** Officers who write at the same moment. */
const AT_ONCE = 8;
/** One turn of so many lets days go by. */
const TURNS_A_JUMP = 14;
const DAY_MS = 86_400_000;
/** A posting is opened anew after so many days, well before its suitability lapses. */
const POSTING_DAYS = 40;
const CLOSED_TO = ['CONFLICT', 'BAD_USER_INPUT', 'NOT_FOUND', 'FORBIDDEN'];

/** What came of a kind of deed: how often it was done, and how often refused for which reason. */
export interface Outcome {
  done: number;
  readonly refused: Record<string, number>;
}

export class RegistryHistory {
  readonly outcomes: Record<string, Outcome> = {};
  private readonly chance: Dice;
  private readonly memory: RegistryMemory;
  private clients: ReadonlyMap<Handle, Client> = new Map();
  private nextPosting = 0;
  private factory = '';

  /** `hands`: how far the server's clock is ahead, in ms. `logged`: the server's log, shown where a deed fails. */
  constructor(
    private readonly world: World,
    seed: number,
    private readonly hands: { ahead: number },
    private readonly logged: readonly string[],
  ) {
    this.chance = dice(seed);
    this.memory = new RegistryMemory(this.chance, (ahead) => this.day(ahead));
  }

  /** The day so many days from the server's today. */
  day(ahead = 0): string {
    return inDays(Math.round(this.hands.ahead / DAY_MS) + ahead);
  }

  async begin(handles: readonly Handle[]): Promise<void> {
    this.clients = new Map(
      await Promise.all(handles.map(async (handle) => [handle, await this.world.as(handle)] as const)),
    );
    this.factory = await ownOrganization(this.as('employer@foshan'));
    await this.openPosting();
  }

  /** Goes on for so many deeds, and lets the clock do what is due. */
  async goOn(deeds: number): Promise<void> {
    for (let made = 0; made < deeds; made += AT_ONCE) {
      if (this.chance.next() < 1 / TURNS_A_JUMP) await this.letDaysGoBy(this.chance.int(1, 9));
      await this.turn(Math.min(AT_ONCE, deeds - made));
    }
    await this.world.app.tick();
  }

  as(handle: Handle): Client {
    const client = this.clients.get(handle);
    if (!client) throw new Error(`no ${handle}`);
    return client;
  }

  /** The share of deeds that were done, of all. */
  share(): number {
    const all = Object.values(this.outcomes);
    const done = all.reduce((sum, outcome) => sum + outcome.done, 0);
    return done / (done + all.reduce((sum, { refused }) => sum + total(refused), 0));
  }

  /** All drawn before any is done, so that a seed draws the same whoever of them comes first. */
  private async turn(deeds: number): Promise<void> {
    const drawn = Array.from({ length: deeds }, () => this.draw());
    const answers = await Promise.all(drawn.map(([, deed]) => this.send(deed)));
    for (const [at, answer] of answers.entries()) {
      const [kind, deed] = drawn[at] as readonly [string, Deed];
      this.hear(kind, deed, answer);
    }
  }

  private draw(): readonly [string, Deed] {
    const kinds = Object.entries(DEEDS).map(([kind, [weight, draw]]) => [[kind, draw], weight] as const);
    for (;;) {
      const [kind, draw] = this.chance.weighted<readonly [string, Draw]>(kinds);
      const deed = draw(this.memory);
      if (deed) return [kind, deed];
    }
  }

  private send({ by, field, input, noun, select = '', type }: Deed): Promise<Answer<unknown>> {
    const document = mutation(field, type ?? inputOf(field), `${noun} { id ${select} }`);
    return this.as(by).send(document, { i: input });
  }

  private hear(kind: string, deed: Deed, { data, errors }: Answer<unknown>): void {
    const outcome = (this.outcomes[kind] ??= { done: 0, refused: {} });
    if (!errors) {
      outcome.done += 1;
      deed.heard?.((data as Record<string, Record<string, Noun>>)[deed.field]?.[deed.noun] as Noun);
      return;
    }
    const { code, reason } = errors[0]?.extensions ?? { code: 'NONE', reason: '' };
    // What is no refusal of the domain is a fault of the program.
    if (!CLOSED_TO.includes(code))
      throw new Error(
        [`${kind} ${JSON.stringify(deed.input)}: ${code}`, ...this.logged.slice(-5)].join('\n'),
      );
    outcome.refused[reason] = (outcome.refused[reason] ?? 0) + 1;
  }

  private async letDaysGoBy(days: number): Promise<void> {
    this.hands.ahead += days * DAY_MS;
    await this.world.app.tick();
    this.nextPosting -= days;
    if (this.nextPosting <= 0) await this.openPosting();
  }

  private async openPosting(): Promise<void> {
    this.nextPosting = POSTING_DAYS;
    const content = { headcount: 500, validTo: this.day(2 * POSTING_DAYS) };
    this.memory.postings.push((await openPosting(this.as('station@foshan'), this.factory, content)).id);
  }
}

const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, n) => sum + n, 0);
