import { systemViewer, type Viewer } from '#access/viewer.js';
import type { Operation } from '#kernel/operation.js';
import { findViewer } from '#party/find-viewer.js';
import { FairLane } from '#store/fair-lane.js';
import { openOperation, type OperationGround } from '#store/open-operation.js';
import {
  type Course,
  readBusyWebhooks,
  readCourse,
  readToldChange,
  type ToldChange,
} from '#webhook/course.list.js';
import { disableWebhook } from '#webhook/disable-webhook.js';
import { type Attempt, endErrand, keepPlace, type Outcome, recordAttempt } from '#webhook/record-attempt.js';
import type { DisabledFor } from '#webhook/webhook.entity.js';

/** Webhooks that use the database at once; the others wait, in turn, so that requests find connections. */
const WIDTH = 3;
/** A webhook asks for one thing at a time. */
const MOST_WAITING = 10;

/** What the deliverer reads and writes, as the system. */
export interface WebhookDesk {
  busy(): Promise<string[]>;
  course(id: string): Promise<Course | undefined>;
  /** The owner with the rights of now. @throws HouseError UNAUTHENTICATED when the account is closed. */
  owner(course: Course): Promise<Viewer>;
  told(id: string, messageId: string, seq: string): Promise<ToldChange | undefined>;
  record(attempt: Attempt): Promise<Outcome>;
  keep(course: Course, place: string): Promise<void>;
  endErrand(id: string, errandId: string): Promise<void>;
  disable(id: string, why: DisabledFor): Promise<void>;
  /** A secret as it signs. */
  open(sealed: string): string;
}

export function createWebhookDesk(ground: OperationGround): WebhookDesk {
  const lane = new FairLane(WIDTH, MOST_WAITING);
  const system = (): Operation => openOperation(ground, systemViewer('webhooks'));
  const inTurn = async <T>(who: string, work: () => Promise<T>): Promise<T> => {
    // Nobody signals, so the work is always done; its answer may well be that there is none.
    return (await lane.run(who, work)) as T;
  };
  const deliver = (id: string, work: (op: Operation) => Promise<void>): Promise<void> =>
    inTurn(id, () => system().transact('webhook.deliver', work));
  return {
    busy: () => readBusyWebhooks(system()),
    course: (id) => inTurn(id, () => readCourse(system(), id, new Date())),
    owner: ({ id, ownerId }) =>
      inTurn(id, () => findViewer(system(), { accountId: ownerId }, Number.POSITIVE_INFINITY)),
    told: (id, messageId, seq) => inTurn(id, () => readToldChange(system(), id, messageId, seq)),
    record: (attempt) =>
      inTurn(attempt.course.id, () =>
        system().transact('webhook.deliver', (op) => recordAttempt(op, attempt)),
      ),
    keep: (course, place) => deliver(course.id, (op) => keepPlace(op, course, place)),
    endErrand: (id, errandId) => deliver(id, (op) => endErrand(op, errandId)),
    disable: (id, why) =>
      inTurn(id, () => system().transact('webhook.disable', (op) => disableWebhook(op, id, why))),
    open: (sealed) => ground.vault.open(sealed),
  };
}
