/** Waits until this holds; fails after `patienceMs`. */
export async function until(holds: () => boolean, patienceMs = 5_000): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`it never came to that: ${holds}`);
    await new Promise((done) => setTimeout(done, 2));
  }
}
