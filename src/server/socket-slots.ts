/** One operation of a guest. Its listener may leave, also while it is still being looked at. */
interface Slot {
  readonly id: string;
  /** Its listener has said that it may end. */
  left: boolean;
  free(): void;
}

/** What one socket has under way: so many operations at once, counted from the message that begins one. */
export class SocketSlots {
  private readonly taken = new Set<Slot>();

  /** `most`: operations at once. */
  constructor(private readonly most: number) {}

  /**
   * Takes a slot for the operation `id`, or answers undefined when all are taken. To be called before anything
   * is waited for; `open` holds the ids that the protocol holds open, this one included. What is there no more
   * was ended, and so was an earlier one of the same id: the protocol lets no two be open.
   */
  take(id: string, open: object): SocketSlot | undefined {
    for (const slot of this.taken)
      if (slot.id === id || !(slot.id in open)) {
        slot.left = true;
        this.taken.delete(slot);
      }
    if (this.taken.size >= this.most) return undefined;
    const slot: Slot = { id, left: false, free: () => this.taken.delete(slot) };
    this.taken.add(slot);
    return slot;
  }
}

export type SocketSlot = Readonly<Slot>;

/**
 * `value`, or for ever nothing when the listener has left. (graphql-ws would deliver it, or its end, to a later
 * operation of the same id, and would lose the one that it then holds.)
 */
export function unlessLeft<T>(slot: SocketSlot, value: T): T | Promise<T> {
  return slot.left ? new Promise<T>(() => undefined) : value;
}
