/** How many of one account may do something at once, in this process. */
export class Seats {
  private readonly taken = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** Takes a seat and answers how it is given back, once however often it is called; undefined when there is none left. */
  take(accountId: string): (() => void) | undefined {
    const taken = this.taken.get(accountId) ?? 0;
    if (taken >= this.most) return undefined;
    this.taken.set(accountId, taken + 1);
    let sits = true;
    return () => {
      if (!sits) return;
      sits = false;
      const left = (this.taken.get(accountId) ?? 1) - 1;
      if (left > 0) this.taken.set(accountId, left);
      else this.taken.delete(accountId);
    };
  }
}
