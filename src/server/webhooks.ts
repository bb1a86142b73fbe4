import type { Follower } from '#journal/follower.js';
import type { AnyWatch } from '#journal/watch.js';
import type { Batch } from '#journal/change.js';
import { beSoleProcess } from '#store/sole-process.js';
import { FairLane } from '#store/fair-lane.js';
import { LOCKS } from '#store/lock-numbers.js';
import { type CourierParts, WebhookCourier } from './webhook-courier.js';
import type { Post } from './webhook-post.js';

/** Another process takes over within this time. */
const LOOK_EVERY_MS = 2_000;
/** Messages on their way at once; each leaves within its time limit, so a slow receiver holds up nobody else. */
const MOST_ON_THE_WAY = 200;

export interface WebhookSettings extends CourierParts {
  readonly connectionString: string;
  readonly topics: Iterable<AnyWatch>;
}

/**
 * Delivers the messages of all webhooks, in one process of many. Each webhook is a course of its own, woken by changes of
 * its topic, of itself and of its owner.
 */
export function deliverWebhooks(settings: WebhookSettings): { stop(): Promise<void> } {
  const { follower, desk, onFault } = settings;
  const couriers = new Map<string, WebhookCourier>();
  const parts = { ...settings, post: inLanes(settings.post) };
  let sole = false;

  const wake = (id: string): void => {
    let courier = couriers.get(id);
    if (!courier) {
      courier = new WebhookCourier(id, parts, () => couriers.delete(id));
      couriers.set(id, courier);
    }
    courier.wake();
  };
  const leave = async (): Promise<void> => {
    sole = false;
    const left = [...couriers.values()];
    couriers.clear();
    await Promise.all(left.map((courier) => courier.stop()));
  };
  const take = (batch: Batch): void => {
    if (!sole) return;
    for (const courier of [...couriers.values()]) courier.take(batch);
    for (const { noun, nounId } of batch.changes)
      if (noun === 'webhook') wake(nounId);
      else if (noun === 'account' || noun === 'organization')
        for (const courier of couriers.values())
          if (courier.ownerId === nounId || courier.organizationId === nounId) courier.wake();
  };
  const begin = async (): Promise<void> => {
    sole = true;
    for (let wait = LOOK_EVERY_MS; sole; await new Promise((done) => setTimeout(done, wait).unref()))
      try {
        for (const id of await desk.busy()) if (sole) wake(id);
        return;
      } catch (fault) {
        onFault(fault);
        wait = Math.min(2 * wait, 60_000);
      }
  };
  const deaf = listen(follower, settings.topics, take);
  const alone = beSoleProcess({
    connectionString: settings.connectionString,
    lock: LOCKS.webhooks,
    everyMs: LOOK_EVERY_MS,
    onWon: () => void begin(),
    onLost: () => void leave(),
  });
  return {
    async stop() {
      deaf();
      await leave();
      await alone.stop();
    },
  };
}

function listen(follower: Follower, topics: Iterable<AnyWatch>, take: (batch: Batch) => void): () => void {
  const nouns = new Set([...topics].map(({ noun }) => noun));
  return follower.listen({ nouns: [...nouns, 'webhook', 'account', 'organization'], take });
}

/** So many messages on their way at once, the others in turn. */
function inLanes(post: Post): Post {
  const lane = new FairLane(MOST_ON_THE_WAY, 1);
  return async (url, headers, body, signal) =>
    (await lane.run(headers['webhook-id'] ?? url, () => post(url, headers, body, signal), signal)) ?? {
      failure: 'TIMEOUT',
    };
}
