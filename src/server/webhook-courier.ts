// Longer than 200 lines because it is one course: what a webhook does next, from one message to the one after.
import type { Viewer } from '#access/viewer.js';
import type { Batch, Change } from '#journal/change.js';
import { type Follower, placeOf } from '#journal/follower.js';
import { encodePosition, type Place, snapshotOf } from '#journal/position.js';
import { oldestOf } from '#journal/retention.js';
import { isOf } from '#journal/watch.js';
import { HouseError } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import type { Course, Errand } from '#webhook/course.list.js';
import { gapIdOf, isUpTo, messageIdOf, pingIdOf } from '#webhook/message.rules.js';
import type { Attempt, Outcome } from '#webhook/record-attempt.js';
import { signedHeaders } from '#webhook/signature.rules.js';
import type { DisabledFor } from '#webhook/webhook.entity.js';
import { type ContentParts, contentOf } from './webhook-content.js';
import type { WebhookDesk } from './webhook-desk.js';
import type { ReadyDocument, WebhookDocuments } from './webhook-documents.js';
import type { Post } from './webhook-post.js';

export interface CourierParts extends ContentParts {
  readonly follower: Follower;
  readonly documents: WebhookDocuments;
  readonly desk: WebhookDesk;
  readonly post: Post;
  /** Opens the operation with which one message reads. */
  readonly again: (viewer: Viewer) => Operation;
  readonly counted: (outcome: Outcome) => void;
  readonly onFault: (fault: unknown) => void;
}

/** What of a message is written down beside its answer. */
type Message = Pick<Attempt, 'position' | 'place' | 'errand' | 'gap'> & { readonly id: string };

/** A webhook that is being told: how it stood last, and a glance at its topic with its owner's rights of then. */
interface Tale {
  readonly course: Course;
  readonly document: ReadyDocument;
  readonly glance: Operation;
}

/** After a fault of our own it is tried again so soon, and no attempt is counted. */
const FAULT_PAUSE_MS = 2_000;
/** A place that nothing was found behind is written down so often at most, to spare a long look after a restart. */
const KEEP_EVERY_MS = 600_000;
/** A longer timer would fire at once. */
const MAX_TIMER_MS = 2_147_483_647;

/**
 * Carries the messages of one webhook, one after the other: before each it looks how the webhook and its owner stand,
 * sends, and writes down how it went. Whatever wakes it, it goes on where the last success was written down.
 */
export class WebhookCourier {
  ownerId = '';
  organizationId = '';
  private watch: ReadyDocument['watch'] | undefined;
  /** Looked through up to here, while its written course has stayed the same. */
  private seen: { readonly round: string; readonly place: Place } | undefined;
  private keptAt = Date.now();
  private running: Promise<void> | undefined;
  private again = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly left = new AbortController();

  constructor(
    readonly id: string,
    private readonly parts: CourierParts,
    /** Told when there is nothing left to be done for ever. */
    private readonly onEnd: () => void,
  ) {}

  /** Looks what is to be done, now or as soon as it has ended what it does. */
  wake(): void {
    if (this.left.signal.aborted) return;
    clearTimeout(this.timer);
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = this.run()
      .catch((fault: unknown) => {
        if (this.left.signal.aborted) return;
        this.parts.onFault(fault);
        this.wakeIn(FAULT_PAUSE_MS);
      })
      .finally(() => {
        this.running = undefined;
        if (!this.again) return;
        this.again = false;
        this.wake();
      });
  }

  /** A look at the journal: of its topic, it wakes; otherwise it has seen as much without any question. */
  take(batch: Batch): void {
    const { watch, seen } = this;
    if (!watch) return;
    const idle = !this.running && seen?.place.from === undefined && seen?.place.to === batch.from;
    if (batch.changes.some((change) => isOf(watch, change))) this.wake();
    else if (idle && seen) this.seen = { round: seen.round, place: { to: batch.to } };
    if (Date.now() - this.keptAt > KEEP_EVERY_MS) this.wake();
  }

  /** Leaves at once; a message that is on its way is sent again by whoever comes next, under the same id. */
  async stop(): Promise<void> {
    this.left.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  private wakeIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.wake(), Math.min(MAX_TIMER_MS, Math.max(0, ms))).unref();
  }

  private async run(): Promise<void> {
    while (!this.left.signal.aborted) {
      const course = await this.parts.desk.course(this.id);
      if (!course || course.state === 'ENDED') return this.onEnd();
      this.ownerId = course.ownerId;
      this.organizationId = course.organizationId;
      if (course.errand?.kind === 'PING') {
        await this.ping(course, course.errand);
        continue;
      }
      this.watch = undefined;
      if (course.state !== 'ACTIVE') return;
      if (course.epoch !== this.parts.follower.epoch) {
        await this.disable('EPOCH_CHANGED');
        continue;
      }
      const owner = await this.ownerOf(course);
      const document = owner && (await this.documentOf(course, owner));
      if (!document) continue;
      this.watch = document.watch;
      if (course.nextAt !== null && course.nextAt > Date.now())
        return this.wakeIn(course.nextAt - Date.now());
      const told = { course, document, glance: this.parts.again(owner) };
      try {
        if (course.errand) await this.replay(told, course.errand);
        else if (await this.goOn(told)) return;
      } catch (fault) {
        const oldest = oldestOf(fault);
        if (oldest === undefined) throw fault;
        await this.sayGap(oldest, { to: snapshotOf(oldest) });
      }
    }
  }

  /** Something was forgotten before it could be told: the receiver hears so, and then what comes after `place`. */
  private async sayGap(position: string | null, place: Place): Promise<void> {
    const course = await this.parts.desk.course(this.id);
    if (course?.state !== 'ACTIVE') return;
    const { errand, reached } = course;
    const { to, from, seq } = errand?.range?.reached ?? reached;
    const id = gapIdOf(this.id, to, from, place.seq ?? seq);
    const content = { type: 'gap', timestamp: new Date().toISOString(), position, data: null };
    await this.send(course, { id, position, place, gap: true, ...(errand && { errand }) }, content);
  }

  /** The owner with today's rights; otherwise the webhook is disabled. */
  private async ownerOf(course: Course): Promise<Viewer | undefined> {
    try {
      const owner = await this.parts.desk.owner(course);
      if (owner.organizationId === course.organizationId) return owner;
      await this.disable('OWNER_MOVED');
    } catch (fault) {
      if (!(fault instanceof HouseError) || fault.code !== 'UNAUTHENTICATED') throw fault;
      await this.disable('OWNER_REVOKED');
    }
    return undefined;
  }

  private async documentOf(course: Course, owner: Viewer): Promise<ReadyDocument | undefined> {
    try {
      const document = this.parts.documents.ready(course.document, course.variables);
      document.admit(this.parts.again(owner));
      return document;
    } catch {
      await this.disable('DOCUMENT_INVALID');
      return undefined;
    }
  }

  private async disable(why: DisabledFor): Promise<void> {
    await this.parts.desk.disable(this.id, why);
    this.parts.counted('DISABLED');
  }

  /** Tells what is new; true when nothing is left to tell. */
  private async goOn(tale: Tale): Promise<boolean> {
    const { follower, desk } = this.parts;
    const start = this.seen?.round === tale.course.round ? this.seen.place : tale.course.reached;
    const until = follower.position;
    let now = tale;
    for await (const batch of this.topicAfter(tale, start, until))
      for (const change of batch.changes) {
        const next = await this.tell(now, change, { place: placeOf(batch, change) });
        if (!next) return false;
        now = next;
      }
    if (this.left.signal.aborted) return true;
    this.seen = { round: now.course.round, place: { to: until } };
    if (Date.now() - this.keptAt > KEEP_EVERY_MS) {
      await desk.keep(now.course, until);
      this.keptAt = Date.now();
    }
    return true;
  }

  /** Tells again what an errand asks for, and closes it when all has been told. */
  private async replay(tale: Tale, errand: Errand): Promise<void> {
    const { desk, follower } = this.parts;
    let now = tale;
    for (const seq of errand.seqs) {
      const told = await desk.told(this.id, messageIdOf(this.id, seq), seq);
      const place = { to: follower.position, from: follower.position, seq };
      // It was there when it was asked for; what is to be sent next is looked for anew.
      if (!told) return this.sayGap(null, place);
      const { change, position } = told;
      const next = await this.tell(now, change, { place, errand, position });
      if (!next) return;
      now = next;
    }
    if (errand.range) {
      const { reached, until } = errand.range;
      for await (const batch of this.topicAfter(tale, reached, until.to))
        for (const change of batch.changes) {
          if (!isUpTo(until, change)) continue;
          const next = await this.tell(now, change, { place: placeOf(batch, change), errand });
          if (!next) return;
          now = next;
        }
    }
    if (!this.left.signal.aborted) await desk.endErrand(this.id, errand.id);
  }

  private topicAfter({ course, document }: Tale, after: Place, until: string): AsyncIterable<Batch> {
    const { noun, enters } = document.watch;
    return this.parts.follower.replay(course.ownerId, { noun, enters }, after, until, this.left.signal);
  }

  /**
   * Tells one change, if it is for this webhook, with everything looked at anew. Answers how it stands after it;
   * undefined when something else is to be done first (it failed, or somebody changed its course).
   */
  private async tell(
    tale: Tale,
    change: Change,
    { place, errand, position }: { place: Place; errand?: Errand; position?: string },
  ): Promise<Tale | undefined> {
    const { desk, follower, again } = this.parts;
    const { document, glance } = tale;
    if (!isOf(document.watch, change) || !document.passes(glance, change)) return tale;
    const course = await desk.course(this.id);
    if (course?.version !== tale.course.version || course.round !== tale.course.round) return undefined;
    const owner = await this.ownerOf(course);
    if (!owner) return undefined;
    const op = again(owner);
    if (!document.passes(op, change)) return tale;
    const at = position ?? encodePosition(follower.epoch, place);
    const content = await contentOf(this.parts, op, course.topic, document, change, at);
    if (!content) return undefined;
    const id = messageIdOf(this.id, change.seq);
    const outcome = await this.send(course, { id, position: at, place, ...(errand && { errand }) }, content);
    if (outcome !== 'SUCCEEDED') return undefined;
    // As it was just written down; the next message sees whether that is still so.
    const after = { ...course, messageId: null, failures: 0, round: String(BigInt(course.round) + 1n) };
    return { ...tale, course: after };
  }

  private async ping(course: Course, errand: Errand): Promise<void> {
    const content = { type: 'ping', timestamp: new Date().toISOString(), position: null, data: null };
    await this.send(course, { id: pingIdOf(errand.id), position: null, errand }, content);
  }

  /** Sends a message and writes down how it went; undefined when this process leaves meanwhile. */
  private async send(course: Course, message: Message, content: object): Promise<Outcome | undefined> {
    const { desk, post, counted } = this.parts;
    const begun = new Date();
    const body = JSON.stringify(content);
    const secrets = course.secrets.map((sealed) => desk.open(sealed));
    const headers = signedHeaders(secrets, message.id, begun, body);
    const answered = await post(course.url, headers, body, this.left.signal);
    if (this.left.signal.aborted) return undefined;
    const at = new Date();
    const durationMs = at.getTime() - begun.getTime();
    const outcome = await desk.record({
      ...message,
      messageId: message.id,
      course,
      answered,
      at,
      durationMs,
      chance: Math.random(),
    });
    counted(outcome);
    return outcome;
  }
}
