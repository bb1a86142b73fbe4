/**
 * The way from a wish to a verified arrival, a step at a time and each by the side whose step it is, through
 * the same verbs as the doors. `Journey.upTo` walks it to a stage; stories go on from there.
 */
import { idCheckCharacter } from '#kernel/id-number.js';
import { addDays } from '#kernel/business-day.js';
import { toGlobalId, type NodeType } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import type { Action } from '#access/permissions.js';
import { checkInArrival } from '#arrival/check-in-arrival.js';
import { endExpectation } from '#arrival/end-expectation.js';
import { expectArrival } from '#arrival/expect-arrival.js';
import { receiptArrival } from '#arrival/receipt-arrival.js';
import { verifyArrival } from '#arrival/verify-arrival.js';
import { draftPosting } from '#posting/draft-posting.js';
import { openPosting } from '#posting/open-posting.js';
import { submitPosting } from '#posting/submit-posting.js';
import type { PostingContent } from '#posting/posting.type.js';
import { acceptReferral } from '#referral/accept-referral.js';
import { answerReferral } from '#referral/answer-referral.js';
import { createReferral } from '#referral/create-referral.js';
import { offerReferral } from '#referral/offer-referral.js';
import { sendReferral } from '#referral/send-referral.js';
import { submitReferral } from '#referral/submit-referral.js';
import { bookDispatch } from '#trip/book-dispatch.js';
import { cancelDispatch } from '#trip/cancel-dispatch.js';
import { clearDispatch } from '#trip/clear-dispatch.js';
import { departDispatch } from '#trip/depart-dispatch.js';
import { departTrip } from '#trip/depart-trip.js';
import type { Transport } from '#trip/dispatch-order.entity.js';
import { planDispatch } from '#trip/plan-dispatch.js';
import { planTrip } from '#trip/plan-trip.js';
import { recordWillingness } from '#willingness/record-willingness.js';
import { registerWorker } from '#worker/register-worker.js';
import type { Handle, TestGround } from './ground.js';

/** What one worker's way has brought so far, as global ids. */
export interface Walker {
  worker: string;
  posting: string;
  referral: string;
  dispatch: string;
  arrival: string;
}

let born = 0;

/** A new invented ID number on every call. */
function idNumber(): string {
  born += 1;
  const first17 = `99977719900101${String(born).padStart(3, '0')}`;
  return first17 + idCheckCharacter(first17);
}

export class Journey {
  constructor(
    readonly world: TestGround,
    readonly today: string,
  ) {}

  /** Runs a verb as this account, as its door would, and answers the noun's global id. */
  async run(
    handle: Handle,
    action: Action,
    noun: NodeType,
    verb: (op: Operation) => Promise<{ readonly id: string }>,
  ): Promise<string> {
    return toGlobalId(noun, await (await this.world.as(handle)).write(action, {}, verb));
  }

  /** A worker of Liping, registered and verified, who wants to go to Foshan. */
  async willingWorker(more: { verified?: boolean; willing?: boolean } = {}): Promise<string> {
    const worker = await this.run('county@liping', 'worker.register', 'Worker', (op) =>
      registerWorker(op, {
        idNumber: idNumber(),
        name: '杨虚构',
        serviceRegion: '522631003',
        hukouRegion: '522631101',
        education: 'JUNIOR_HIGH',
        workAbility: 'FULL',
        verifyMethod: more.verified === false ? null : 'ID_CARD_SEEN',
      }),
    );
    if (more.willing !== false)
      await this.run('county@liping', 'willingness.record', 'Willingness', (op) =>
        recordWillingness(op, {
          worker,
          kind: 'WORK',
          intent: 'GO_OUT',
          destinations: ['440600'],
          method: 'VISIT',
          confirmed: true,
        }),
      );
    return worker;
  }

  /** An open posting in Foshan. */
  async openPosting(headcount: number, content: Partial<PostingContent> = {}): Promise<string> {
    const id = await this.run('employer@foshan', 'posting.draft', 'JobPosting', (op) =>
      draftPosting(op, {
        content: {
          title: '普工',
          occupation: '装配工',
          workRegion: '440604',
          headcount,
          validTo: addDays(this.today, 90),
          ...content,
        },
      }),
    );
    await this.run('employer@foshan', 'posting.submit', 'JobPosting', (op) => submitPosting(op, { id }));
    return this.run('station@foshan', 'posting.open', 'JobPosting', (op) => openPosting(op, { id }));
  }

  refer(worker: string, posting: string, handle: Handle = 'county@liping'): Promise<string> {
    return this.run(handle, 'referral.create', 'Referral', (op) => createReferral(op, { worker, posting }));
  }

  /** From CREATED to OFFERED. */
  async offer(id: string): Promise<string> {
    await this.run('county@liping', 'referral.send', 'Referral', (op) =>
      sendReferral(op, { id, channel: 'VISIT' }),
    );
    await this.run('county@liping', 'referral.answer', 'Referral', (op) =>
      answerReferral(op, { id, answer: 'INTERESTED' }),
    );
    await this.run('station@foshan', 'referral.submit', 'Referral', (op) => submitReferral(op, { id }));
    return this.run('employer@foshan', 'referral.offer', 'Referral', (op) => offerReferral(op, { id }));
  }

  accept(id: string): Promise<string> {
    return this.run('county@liping', 'referral.accept', 'Referral', (op) => acceptReferral(op, { id }));
  }

  plan(referral: string, transport: Transport = 'SELF'): Promise<string> {
    return this.run('county@liping', 'dispatch.plan', 'DispatchOrder', (op) =>
      planDispatch(op, { referral, kind: 'LONG_TERM', transport, plannedOn: this.today }),
    );
  }

  /** As the door in the arrival room does: cleared, and expected. */
  clear(id: string): Promise<string> {
    return this.run('county@liping', 'dispatch.clear', 'DispatchOrder', async (op) => {
      const dispatch = await clearDispatch(op, {
        id,
        agreementRef: '协议-1',
        healthCheckedOn: this.today,
        employerConfirmedOn: this.today,
      });
      await expectArrival(op, dispatch);
      return dispatch;
    });
  }

  book(id: string, trip?: string): Promise<string> {
    return this.run('county@liping', 'dispatch.book', 'DispatchOrder', (op) =>
      bookDispatch(op, { id, trip }),
    );
  }

  depart(id: string): Promise<string> {
    return this.run('county@liping', 'dispatch.depart', 'DispatchOrder', (op) => departDispatch(op, { id }));
  }

  cancelDispatch(id: string): Promise<string> {
    return this.run('county@liping', 'dispatch.cancel', 'DispatchOrder', async (op) => {
      const dispatch = await cancelDispatch(op, { id, reason: '家中有事' });
      await endExpectation(op, [dispatch]);
      return dispatch;
    });
  }

  planTrip(seats: number, destination = '440600'): Promise<string> {
    return this.run('county@liping', 'trip.plan', 'Trip', (op) =>
      planTrip(op, {
        mode: 'CHARTER_BUS',
        origin: '522631',
        destination,
        seats,
        departAt: new Date(op.now.getTime() + 3_600_000),
        arriveAt: new Date(op.now.getTime() + 40_000_000),
      }),
    );
  }

  departTrip(id: string, boarded: readonly string[]): Promise<string> {
    return this.run('county@liping', 'trip.depart', 'Trip', async (op) => {
      const { trip, missing } = await departTrip(op, { id, boarded });
      await endExpectation(op, missing);
      return trip;
    });
  }

  /** The arrival that is expected of a dispatch. */
  async arrivalOf(dispatch: string): Promise<string> {
    const [row] = await this.world.look('select id from arrival where dispatch_id = $1', [keyIn(dispatch)]);
    return toGlobalId('Arrival', String(row?.['id']));
  }

  checkIn(id: string, handle: Handle = 'station@foshan'): Promise<string> {
    return this.run(handle, 'arrival.checkIn', 'Arrival', (op) => checkInArrival(op, { id }));
  }

  receipt(id: string, handle: Handle = 'employer@foshan', onPostOn = this.today): Promise<string> {
    return this.run(handle, 'arrival.receipt', 'Arrival', (op) =>
      receiptArrival(op, { id, receiptNo: '回执-1', onPostOn }),
    );
  }

  verify(id: string, handle: Handle = 'station@foshan'): Promise<string> {
    return this.run(handle, 'arrival.verify', 'Arrival', (op) => verifyArrival(op, { id }));
  }

  /** A worker whose offer is accepted, on a posting of one place more than needed. */
  async accepted(more: { verified?: boolean; headcount?: number } = {}): Promise<Walker> {
    const worker = await this.willingWorker(more);
    const posting = await this.openPosting(more.headcount ?? 2);
    const referral = await this.offer(await this.refer(worker, posting));
    await this.accept(referral);
    return { worker, posting, referral, dispatch: '', arrival: '' };
  }

  /** A worker who travels alone and has departed. */
  async departed(): Promise<Walker> {
    const walker = await this.accepted();
    walker.dispatch = await this.clear(await this.plan(walker.referral));
    walker.arrival = await this.arrivalOf(walker.dispatch);
    await this.book(walker.dispatch);
    await this.depart(walker.dispatch);
    return walker;
  }

  /** A row of a noun as the database holds it. */
  async row(table: string, id: string): Promise<Record<string, unknown>> {
    const [row] = await this.world.look(`select * from ${table} where id = $1`, [keyIn(id)]);
    return row ?? {};
  }
}

/** The key inside a global id. */
export function keyIn(id: string): string {
  return Buffer.from(id, 'base64url').toString().split(':')[1] ?? '';
}
