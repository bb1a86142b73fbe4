import { rightsChanged } from '#access/stands.js';
import type { Viewer } from '#access/viewer.js';
import { HouseError } from '#kernel/error.js';
import { bearer, type DoorKeeper } from './door-keeper.js';
import type { Ears } from './live-fields.js';
import { audience } from './query-work.js';
import { refuseToken } from './token-refusal.js';

/** Who listens on a line that stays open: a socket or an event stream. */
export interface Guest {
  /** Who it is while it may ask and be told. */
  viewer?: Viewer | undefined;
  /** Its rights are being looked up anew; nothing is told meanwhile. */
  doubt?: Promise<void> | undefined;
  /** Can it still be told anything? */
  isUp(): boolean;
  /** Says why, and ends its line. */
  showOut(why: HouseError): void;
  /** Once its line is down, however that came. */
  onceGone(then: () => void): void;
}

/** A longer timer would fire at once. */
const MAX_TIMER_MS = 2_147_483_647;

/**
 * Who is in by one of the doors that stay open. Rights are today's: a guest whose token ends, whose account is
 * revoked or who has other rights now is shown out and told nothing from that moment on.
 */
export class Guests {
  private readonly inside = new Set<Guest>();
  private readonly perAccount = new Map<string, number>();
  private readonly forgetRights: () => void;
  private day: string;

  /** `mostOfAccount`: how many of one account may be in at once. */
  constructor(
    private readonly keeper: DoorKeeper,
    private readonly mostOfAccount: number,
  ) {
    this.day = keeper.today();
    this.forgetRights = keeper.onRightsChanged((concerns) => {
      for (const guest of this.inside) if (guest.viewer && concerns(guest.viewer)) this.lookAgain(guest);
    });
  }

  /** How many are in. */
  get size(): number {
    return this.inside.size;
  }

  /**
   * Lets a guest in by its token; false when its account has too many in.
   * @throws HouseError UNAUTHENTICATED when the token or its account is not good.
   */
  async letIn(guest: Guest, authorization: unknown): Promise<boolean> {
    const { round } = this.keeper;
    const viewer = await this.keeper.viewerOfLine(bearer(authorization));
    // It may have hung up meanwhile; nobody would tell of its leaving any more.
    if (!guest.isUp()) return true;
    const { accountId } = viewer;
    const used = this.perAccount.get(accountId) ?? 0;
    if (used >= this.mostOfAccount) return false;
    this.perAccount.set(accountId, used + 1);
    this.inside.add(guest);
    guest.viewer = viewer;
    const end = setTimeout(
      () => this.showOut(guest, refuseToken('TOKEN_EXPIRED')),
      Math.min(MAX_TIMER_MS, Math.max(0, viewer.expiresAt - Date.now())),
    );
    guest.onceGone(() => {
      clearTimeout(end);
      guest.viewer = undefined;
      this.inside.delete(guest);
      const left = (this.perAccount.get(accountId) ?? 1) - 1;
      if (left > 0) this.perAccount.set(accountId, left);
      else this.perAccount.delete(accountId);
    });
    if (round !== this.keeper.round) this.lookAgain(guest);
    return true;
  }

  /**
   * Who asks, with the rights that are known. Asks no database, for what is asked may be refused yet; what is told
   * waits for `mayTell`.
   * @throws HouseError UNAUTHENTICATED when it may not ask any more.
   */
  async viewerOf(guest: Guest): Promise<Viewer> {
    if (!(await this.isIn(guest)) || !guest.viewer) throw refuseToken('NO_TOKEN');
    return guest.viewer;
  }

  /**
   * May it be told what is begun now? Asks the database itself, so that nothing is begun after the commit that took
   * its account; whoever lost it is shown out.
   */
  async mayTell(guest: Guest): Promise<boolean> {
    if (!(await this.isIn(guest)) || !guest.viewer) return false;
    return this.staysUnless(guest, await this.keeper.refusalNow(guest.viewer));
  }

  /**
   * May it be told news of the journal that nothing was read for? Rights come with the same look as the news, so
   * that it hears nothing younger than its rights. Where the looks have stopped, the database is asked.
   */
  private mayHear(guest: Guest): boolean | Promise<boolean> {
    if (!this.keeper.hearsOfRights()) return this.mayTell(guest);
    return guest.doubt ? this.isIn(guest) : this.isInNow(guest);
  }

  private staysUnless(guest: Guest, refusal: HouseError | undefined): Promise<boolean> {
    if (refusal) this.showOut(guest, refusal);
    return this.isIn(guest);
  }

  /** Is it still in? Waits while its rights are being looked up. */
  async isIn(guest: Guest): Promise<boolean> {
    while (guest.doubt) await guest.doubt;
    return this.isInNow(guest);
  }

  /** Is it in, as far as is known without looking again? Whose token has ended is told so, at whichever door it listens. */
  private isInNow(guest: Guest): boolean {
    const { viewer } = guest;
    if (!viewer) return false;
    if (viewer.expiresAt > Date.now()) return true;
    // The timer that says so may come a moment later.
    this.showOut(guest, refuseToken('TOKEN_EXPIRED'));
    return false;
  }

  /** What a stream may ask of its listener. */
  earsOf(guest: Guest): Ears {
    return {
      mayHear: () => this.mayHear(guest),
      mayTell: () => this.mayTell(guest),
      mayTellAs: ({ refusal }) => this.staysUnless(guest, refusal),
    };
  }

  /** To be called now and then: with a new day pairings begin and end without any change. */
  lookAtDay(): void {
    const today = this.keeper.today();
    if (today === this.day) return;
    this.day = today;
    for (const guest of this.inside) this.lookAgain(guest);
  }

  close(): void {
    this.forgetRights();
  }

  private lookAgain(guest: Guest): void {
    const { viewer } = guest;
    if (!viewer) return;
    const doubt = this.keeper
      .lookAgain(viewer)
      .then(
        (now) => (audience(now) === audience(viewer) ? undefined : rightsChanged()),
        // Whoever cannot be looked up may come in anew.
        (fault: unknown) => (fault instanceof HouseError ? fault : rightsChanged()),
      )
      .then((refusal) => {
        if (refusal) this.showOut(guest, refusal);
        if (guest.doubt === doubt) guest.doubt = undefined;
      });
    guest.doubt = doubt;
  }

  private showOut(guest: Guest, why: HouseError): void {
    guest.viewer = undefined;
    guest.showOut(why);
  }
}
