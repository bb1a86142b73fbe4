/** How many of one account may do something at once, in this process. */
export class Seats {
  private readonly taken = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** Takes a seat; false when there is none left. */
  take(accountId: string): boolean {
    const taken = this.taken.get(accountId) ?? 0;
    if (taken >= this.most) return false;
    this.taken.set(accountId, taken + 1);
    return true;
  }

  /** Gives a seat back that was taken. */
  leave(accountId: string): void {
    const left = (this.taken.get(accountId) ?? 1) - 1;
    if (left > 0) this.taken.set(accountId, left);
    else this.taken.delete(accountId);
  }
}
