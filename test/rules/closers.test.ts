import { describe, expect, test } from '@jest/globals';
import { makeClosers } from '#kernel/closers.js';
import { stopOnSignal } from '#kernel/stop-on-signal.js';

describe('everything opened is closed', () => {
  test('what was opened last is closed first, and once', async () => {
    const closed: string[] = [];
    const closers = makeClosers();
    closers.add('database', () => void closed.push('database'));
    closers.add('server', async () => void closed.push('server'));
    await Promise.all([closers.stop(), closers.stop()]);
    await closers.stop();
    expect(closed).toEqual(['server', 'database']);
  });

  test('a part that fails or hangs is named and does not keep the others open', async () => {
    const closed: string[] = [];
    const closers = makeClosers(200);
    closers.add('database', () => void closed.push('database'));
    closers.add('hanging', () => new Promise<void>(() => undefined), 20);
    closers.add('failing', () => {
      throw new Error('no');
    });
    const faults = await closers.stop();
    expect(faults.map((fault) => fault.part)).toEqual(['failing', 'hanging']);
    expect(closed).toEqual(['database']);
  });

  test('the whole has one limit, however many parts hang', async () => {
    const closers = makeClosers(60);
    for (const part of ['a', 'b', 'c', 'd']) closers.add(part, () => new Promise<void>(() => undefined), 50);
    const begun = Date.now();
    expect(await closers.stop()).toHaveLength(4);
    expect(Date.now() - begun).toBeLessThan(500);
  });

  test('a part that comes while stopping is closed too', async () => {
    let closed = false;
    const closers = makeClosers();
    const first = closers.stop();
    closers.add('late', () => {
      closed = true;
    });
    await first;
    await closers.stop();
    expect(closed).toBe(true);
  });
});

describe('signals', () => {
  function terminal() {
    const hear = new Map<string, () => void>();
    const codes: number[] = [];
    let time = 0;
    return {
      codes,
      signals: {
        on: (signal: string, listener: () => void) => hear.set(signal, listener),
        exit: (code: number) => void codes.push(code),
      },
      now: () => time,
      wait: (ms: number) => {
        time += ms;
      },
      send: (signal: string) => hear.get(signal)?.(),
    };
  }

  test('the first asks to stop and ends with success', async () => {
    const t = terminal();
    const heard: string[] = [];
    stopOnSignal(async (signal) => void heard.push(signal), t.signals, t.now);
    t.send('SIGTERM');
    await new Promise(setImmediate);
    expect(heard).toEqual(['SIGTERM']);
    expect(t.codes).toEqual([0]);
  });

  test('a second Ctrl-C ends at once, the echo of the first does not', () => {
    const t = terminal();
    stopOnSignal(() => new Promise(() => undefined), t.signals, t.now);
    t.send('SIGINT');
    t.wait(5);
    t.send('SIGINT');
    expect(t.codes).toEqual([]);
    t.wait(1000);
    t.send('SIGINT');
    expect(t.codes).toEqual([130]);
  });
});
