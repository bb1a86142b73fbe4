/** Those who wait for something to happen rest here until it rings: all of them, and none leaves a timer behind. */
export class Bell {
  private readonly resting = new Set<() => void>();

  ring(): void {
    for (const wake of [...this.resting]) wake();
  }

  /** Until it rings, or so many milliseconds have passed. */
  rest(ms: number): Promise<void> {
    return new Promise((done) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.resting.delete(wake);
        done();
      };
      const timer = setTimeout(wake, ms);
      this.resting.add(wake);
    });
  }
}
