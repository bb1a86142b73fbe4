import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Built, buildIfChanged, sweep } from '../../build/stamp.js';

let project: string;
let builds: number;
const at = (name: string) => join(project, name);
const built: Built = {
  name: 'program',
  sources: ['src', 'settings.json'],
  results: ['src'],
  build: async () => {
    builds += 1;
    const text = readFileSync(at('src/a.ts'), 'utf8');
    mkdirSync(at('dist/src'), { recursive: true });
    writeFileSync(at('dist/src/a.js'), text);
    if (text === 'half') throw new Error('the rest cannot be built');
    await sweep('src', project);
  },
};
const build = () => buildIfChanged(built, project);

beforeEach(async () => {
  project = mkdtempSync(join(tmpdir(), 'labor-bridge-build-'));
  builds = 0;
  mkdirSync(at('src'));
  writeFileSync(at('src/a.ts'), 'a');
  writeFileSync(at('settings.json'), '{}');
  await build();
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

describe('a build', () => {
  test('does nothing when nothing has changed', async () => {
    await build();
    expect(builds).toBe(1);
  });

  test.each<[string, () => void]>([
    ['a source is edited', () => writeFileSync(at('src/a.ts'), 'b')],
    ['a setting is edited', () => writeFileSync(at('settings.json'), '[]')],
    ['a source is new', () => writeFileSync(at('src/b.ts'), 'b')],
    ['what was made is edited', () => writeFileSync(at('dist/src/a.js'), 'x')],
    ['what was made is gone', () => rmSync(at('dist/src/a.js'))],
    ['all of it is gone', () => rmSync(at('dist'), { recursive: true })],
  ])('is made when %s', async (_what, change) => {
    change();
    await build();
    expect(builds).toBe(2);
    expect(readFileSync(at('dist/src/a.js'), 'utf8')).toBe(readFileSync(at('src/a.ts'), 'utf8'));
  });

  test('that failed leaves nothing that a later one takes for good', async () => {
    writeFileSync(at('src/a.ts'), 'half');
    await expect(build()).rejects.toThrow('cannot be built');
    writeFileSync(at('src/a.ts'), 'a');
    await build();
    expect(readFileSync(at('dist/src/a.js'), 'utf8')).toBe('a');
  });

  test('keeps nothing whose source is gone', async () => {
    writeFileSync(at('dist/src/gone.js'), '');
    writeFileSync(at('dist/src/gone.js.map'), '');
    await build();
    expect([existsSync(at('dist/src/gone.js')), existsSync(at('dist/src/gone.js.map'))]).toEqual([
      false,
      false,
    ]);
  });
});
