import { describe, expect, test } from '@jest/globals';
import { showProgress } from '../../src/command/progress-bar.js';

const WORKERS = { zh: '劳动者', en: 'workers' };

function written(isTTY: boolean, at: () => number = () => 0): [string[], ReturnType<typeof showProgress>] {
  const texts: string[] = [];
  const write = (text: string | Uint8Array): boolean => texts.push(String(text)) > 0;
  return [texts, showProgress({ isTTY, write } as Parameters<typeof showProgress>[0], at)];
}

describe('progress', () => {
  test('in a log is one line when a stage begins and one when it ends', () => {
    const [texts, show] = written(false);
    for (const done of [0, 100, 200, 300]) show({ stage: WORKERS, done, total: 300 });
    expect(texts).toEqual(['劳动者 · workers …\n', '劳动者 · workers: 300\n']);
  });

  test('on a terminal is a bar that is drawn over itself, not at every step', () => {
    let now = 0;
    const [texts, show] = written(true, () => now);
    show({ stage: WORKERS, done: 0, total: 4 });
    show({ stage: WORKERS, done: 1, total: 4 });
    now = 100;
    show({ stage: WORKERS, done: 2, total: 4 });
    show({ stage: WORKERS, done: 4, total: 4 });
    expect(texts).toHaveLength(3);
    expect(texts[1]).toContain(`[${'█'.repeat(12)}${'░'.repeat(12)}]       2/4 劳动者 · workers`);
    expect(texts[2]?.endsWith('\n')).toBe(true);
  });
});
