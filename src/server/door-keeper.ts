import type { Standing } from '#access/stands.js';
import { systemViewer, type Viewer } from '#access/viewer.js';
import type { Change } from '#journal/change.js';
import type { Follower } from '#journal/follower.js';
import { businessDay } from '#kernel/business-day.js';
import { HouseError } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { findViewer } from '#party/find-viewer.js';
import { openOperation, type OperationGround } from '#store/open-operation.js';
import { LineLookUps } from './line-look-ups.js';
import { RollCall } from './roll-call.js';
import type { TokenCheck, VerifiedToken } from './token-check.js';

/** A found account is asked for again after this time even without news (a pairing may have ended at midnight). */
const FRESH_MS = 60_000;
const MOST_REMEMBERED = 10_000;
/** Whoever reads the journal later than this cannot say that no pairing has changed. (It looks every second.) */
const TRUSTED_LAG_MS = 2_500;

/** Does this change of rights concern this viewer? */
export type Concerns = (viewer: Viewer) => boolean;

/**
 * Both transports come in by here: from a bearer token to a viewer with today's rights. Pairings are followed in the
 * journal, within a second. Whether the account stands is asked of the database itself for whatever is told:
 * by a read or a verb in its own snapshot, and here for what needs neither.
 */
export class DoorKeeper {
  private readonly standings = new WeakMap<Operation, Standing>();
  private readonly roll: RollCall;
  private readonly viewers = new Map<string, { viewer: Viewer; until: number }>();
  private readonly watchers = new Set<(concerns: Concerns) => void>();
  private readonly lines: LineLookUps;
  /** Grows with every change of rights: what was looked up before it is not remembered after. */
  round = 0;

  constructor(
    private readonly ground: OperationGround,
    private readonly tokens: TokenCheck,
    private readonly follower: Follower,
  ) {
    this.roll = new RollCall(ground);
    this.lines = new LineLookUps(ground);
    follower.listen({
      nouns: ['account', 'organization', 'pairing'],
      take: ({ changes }) =>
        changes.length > 0 && this.forget((viewer) => changes.some((change) => isAbout(viewer, change))),
    });
  }

  /** Opens an operation for whoever holds this token; UNAUTHENTICATED otherwise. */
  async open(token: string | undefined, requestId?: string): Promise<Operation> {
    return this.again(await this.viewerOf(token), requestId);
  }

  /** A new operation for a viewer that was let in before: each frame reads with fresh eyes. */
  again(viewer: Viewer, requestId?: string): Operation {
    const standing: Standing = { asked: false };
    const op = openOperation(this.ground, viewer, requestId, standing);
    this.standings.set(op, standing);
    return op;
  }

  /**
   * Why nothing of what this operation has brought may be told; undefined when it may. Asks the database when
   * the operation itself had nothing to ask it.
   */
  async refusalOf(op: Operation): Promise<HouseError | undefined> {
    const { asked, refusal } = this.learnt(op);
    if (!refusal) return asked ? undefined : this.refusalNow(op.viewer);
    this.forgetAccount(op.viewer);
    return refusal;
  }

  /** What the reads and verbs of this operation have learnt of its viewer's account. */
  learnt(op: Operation): Standing {
    return this.standings.get(op) ?? { asked: false };
  }

  /** Is the journal being read, so that a change of rights is known as soon as any other? */
  hearsOfRights(): boolean {
    return this.follower.lagMs < TRUSTED_LAG_MS;
  }

  /** Why this viewer may be told nothing from now on; undefined while it stands. */
  async refusalNow(viewer: Viewer): Promise<HouseError | undefined> {
    const refusal = await this.roll.refusal(viewer);
    if (refusal) this.forgetAccount(viewer);
    return refusal;
  }

  async viewerOf(token: string | undefined): Promise<Viewer> {
    const verified = await this.tokens.verify(token);
    const { subject, expiresAt } = verified;
    const find = () => findViewer(openOperation(this.ground, systemViewer('door')), { subject }, expiresAt);
    return this.known(verified) ?? this.remembering(verified, find);
  }

  /** The same for a line that is to stay open: those who come together are looked up together. */
  async viewerOfLine(token: string | undefined): Promise<Viewer> {
    const verified = await this.tokens.verify(token);
    return this.known(verified) ?? this.remembering(verified, () => this.lines.find(verified));
  }

  private known({ subject, expiresAt }: VerifiedToken): Viewer | undefined {
    const known = this.viewers.get(subject);
    if (!known || known.until <= Date.now() || !this.hearsOfRights()) return undefined;
    return known.viewer.expiresAt === expiresAt ? known.viewer : { ...known.viewer, expiresAt };
  }

  private async remembering({ subject }: VerifiedToken, find: () => Promise<Viewer>): Promise<Viewer> {
    const { round } = this;
    const viewer = await find();
    if (round !== this.round) return viewer;
    if (this.viewers.size >= MOST_REMEMBERED) this.viewers.clear();
    this.viewers.set(subject, { viewer, until: Date.now() + FRESH_MS });
    return viewer;
  }

  /** The same account with today's rights; UNAUTHENTICATED when it has been revoked. */
  lookAgain(before: Viewer): Promise<Viewer> {
    return findViewer(
      openOperation(this.ground, systemViewer('door')),
      { accountId: before.accountId },
      before.expiresAt,
    );
  }

  /** The business day by the server's clock: pairings begin and end with it. */
  today(): string {
    return businessDay(this.ground.clock());
  }

  /** Told whenever somebody's rights may have changed, and whose. */
  onRightsChanged(watcher: (concerns: Concerns) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  private forgetAccount({ accountId }: Viewer): void {
    this.forget((viewer) => viewer.accountId === accountId);
  }

  private forget(concerns: Concerns): void {
    this.round += 1;
    this.viewers.clear();
    for (const watcher of this.watchers) watcher(concerns);
  }
}

function isAbout(viewer: Viewer, { noun, nounId, before, after }: Change): boolean {
  if (noun === 'account') return nounId === viewer.accountId;
  if (noun === 'organization') return nounId === viewer.organizationId;
  // A pairing gives rights to its two ends and to what lies in them or around them.
  return [before, after].some((image) =>
    [image?.['origin'], image?.['destination']].some(
      (end) => typeof end === 'string' && (end.startsWith(viewer.path) || viewer.path.startsWith(end)),
    ),
  );
}

/** The token of an `Authorization: Bearer …` header or value; undefined when there is none. */
export function bearer(header: unknown): string | undefined {
  if (typeof header !== 'string') return undefined;
  const found = /^Bearer +([^\s]+)$/i.exec(header.trim());
  if (header !== '' && !found)
    throw new HouseError('UNAUTHENTICATED', 'TOKEN_MALFORMED', {
      zh: '请以 “Authorization: Bearer 令牌” 的形式提供令牌。',
      en: 'Give the token as “Authorization: Bearer TOKEN”.',
    });
  return found?.[1];
}
