import type { Change } from '#journal/change.js';
import { type Broker, openBroker } from './broker.js';
import { createSeal, type Relayed } from './relayed.js';
import { beSoleProcess } from './sole-process.js';
import type { Way } from './ways.js';
import { LOCKS } from './lock-numbers.js';

/** The relay looks, and tells that it did, once a second at least; whoever hears nothing for this long looks itself. */
const SILENCE_MS = 2_000;
const LISTEN_EVERY_MS = 250;
const CANDIDATE_EVERY_MS = 1_000;

/**
 * What became of the relay's word: it is told by now; something lies between it and what is known here; or the relay does not
 * read all that is wanted here.
 */
export type Taken = 'TOLD' | 'MISSING' | 'NOT_FOR_US';

export interface BrokerWaySettings {
  readonly url: string;
  /** 32 bytes that all processes of this database share and nobody else knows. */
  readonly secret: Buffer;
  readonly epoch: string;
  /** Where the relay holds its lock. */
  readonly connectionString: string;
  readonly onFault: (fault: unknown) => void;
  /** Milliseconds since the database's clock showed this. */
  readonly ageOf: (at: number) => number;
  /** Takes what the relay told. */
  readonly take: (told: Relayed) => Taken;
  /** Looks into the database. */
  readonly look: () => void;
}

/**
 * The way by a broker. What comes is a hint that proves itself: it fits what is known here, or it is known already, or
 * something is missing and is read in the database. A broker that is away, silent, late or lies only costs looks.
 */
export class BrokerWay {
  way: Way = 'DATABASE';
  /** Messages that could not be used because others were missing, and messages that no process of ours had closed. */
  gaps = 0;
  strange = 0;
  private readonly broker: Broker;
  private readonly seal;
  private candidate: { stop(): Promise<void> } | undefined;
  private heardAt = Number.NEGATIVE_INFINITY;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly settings: BrokerWaySettings) {
    this.seal = createSeal(settings.secret, settings.epoch);
    this.broker = openBroker({
      ...settings,
      onUp: () => this.stand(),
      onDown: () => this.fall(),
      onMessage: (bytes) => this.hear(bytes),
    });
    this.timer = setInterval(() => this.listen(), LISTEN_EVERY_MS).unref();
  }

  /** Tells the others what was read here, when it is this process that does. */
  tell(read: { from: string; to: string; at: number; nouns: readonly string[]; changes: readonly Change[] }) {
    if (this.way !== 'RELAY') return;
    const { from, to, at, nouns } = read;
    const changes = read.changes.map(bare);
    const bytes = this.seal.close({ from, to, at, nouns, changes });
    this.broker.publish(bytes.length <= this.broker.most ? bytes : this.seal.close({ from, to, at, nouns }));
  }

  /** `position`: where the journal stood when this process looked last, and when that was. */
  async stop(position: string, at: number): Promise<void> {
    clearInterval(this.timer);
    if (this.way === 'RELAY')
      this.broker.publish(this.seal.close({ from: position, to: position, at, nouns: [], last: true }));
    this.way = 'DATABASE';
    await Promise.all([this.candidate?.stop(), this.broker.stop()]);
  }

  private hear(bytes: Uint8Array): void {
    // Its own words too.
    if (this.way === 'RELAY') return;
    const told = this.seal.open(bytes);
    if (!told) {
      this.strange += 1;
      return;
    }
    const age = this.settings.ageOf(told.at);
    if (told.last) {
      if (age < SILENCE_MS) this.leave();
      return;
    }
    const taken = this.settings.take(told);
    if (taken === 'NOT_FOR_US') {
      this.leave();
      return;
    }
    if (taken === 'MISSING') {
      if (this.way === 'BROKER') this.gaps += 1;
      this.settings.look();
    }
    if (age >= SILENCE_MS) return;
    this.heardAt = Math.max(this.heardAt, told.at);
    if (this.way === 'BROKER') return;
    // Somebody reads for us: from now on PostgreSQL need not wake us, nor be asked whether it is our turn.
    this.way = 'BROKER';
    this.withdraw();
    this.settings.look();
  }

  private listen(): void {
    if (this.way === 'BROKER' && this.settings.ageOf(this.heardAt) >= SILENCE_MS) this.leave();
  }

  /** Nobody reads for us any more. */
  private leave(): void {
    if (this.way !== 'BROKER') return;
    this.way = 'DATABASE';
    this.stand();
    this.settings.look();
  }

  /** Asks to be the relay, until another is heard. */
  private stand(): void {
    this.candidate ??= beSoleProcess({
      connectionString: this.settings.connectionString,
      lock: LOCKS.relay,
      everyMs: CANDIDATE_EVERY_MS,
      onWon: () => {
        this.way = 'RELAY';
        this.settings.look();
      },
      onLost: () => {
        if (this.way === 'RELAY') this.way = 'DATABASE';
      },
    });
  }

  private withdraw(): void {
    void this.candidate?.stop();
    this.candidate = undefined;
  }

  private fall(): void {
    this.withdraw();
    const looks = this.way === 'BROKER';
    this.way = 'DATABASE';
    if (looks) this.settings.look();
  }
}

/** Without what the look's statement carried beside the entry. */
function bare({ seq, xid, at, actor, verb, noun, nounId, before, after }: Change): Change {
  return { seq, xid, at, actor, verb, noun, nounId, before, after };
}
