/**
 * One question for many who ask it at once, with an answer that is no older than the asking: whoever asks while it is
 * being asked shares the next answer, not this one.
 */
export function askedTogether<T>(ask: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  let next: Promise<T> | undefined;
  const begin = (): Promise<T> => {
    const answer = ask().finally(() => {
      if (running === answer) running = undefined;
    });
    running = answer;
    return answer;
  };
  const beginNext = (): Promise<T> => {
    next = undefined;
    return begin();
  };
  return () => {
    if (next) return next;
    if (!running) return begin();
    next = running.then(beginNext, beginNext);
    return next;
  };
}
