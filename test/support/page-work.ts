import type { Browser, Locator, Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the clock on the wall, and of what the thread really ran. */
  readonly ts: number;
  readonly tdur?: number;
}

/**
 * How many milliseconds the main thread of a page ran from its navigation to the mark that the page leaves
 * (`performance.mark`) when this is shown: the time of its own processor, so whatever else runs on this machine is not in it.
 */
export async function workUntil(mark: string, shown: Locator, browser: Browser, page: Page): Promise<number> {
  await browser.startTracing(page, {
    categories: ['blink.user_timing', 'disabled-by-default-devtools.timeline'],
  });
  await page.reload({ waitUntil: 'commit' });
  await shown.waitFor();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const end = traceEvents.find(({ name }) => name === mark);
  if (!end) throw new Error(`the trace holds no mark ${mark}`);
  const begins = traceEvents.filter(({ name, pid }) => name === 'navigationStart' && pid === end.pid);
  const begin = Math.max(...begins.map(({ ts }) => ts));
  const tasks = traceEvents.filter(
    ({ name, tid, pid, ts }) =>
      name === 'RunTask' && tid === end.tid && pid === end.pid && ts >= begin && ts <= end.ts,
  );
  if (tasks.length === 0) throw new Error('the trace holds no task before the mark');
  return tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000;
}
