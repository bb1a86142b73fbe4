/** Those who want to hear of something. */
export class Listeners<Event> {
  private readonly all = new Set<(event: Event) => void>();

  /** Adds one; the function that is returned takes it away. */
  add(listener: (event: Event) => void): () => void {
    // Wrapped, so that who adds the same function twice is told twice and may take each away.
    const one = (event: Event) => listener(event);
    this.all.add(one);
    return () => this.all.delete(one);
  }

  tell(event: Event): void {
    for (const listener of [...this.all]) {
      try {
        listener(event);
      } catch (fault) {
        // A listener's fault is its own: it must not end the socket nor keep the news from the others.
        queueMicrotask(() => {
          throw fault;
        });
      }
    }
  }

  clear(): void {
    this.all.clear();
  }
}
