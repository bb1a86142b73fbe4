import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SETTINGS, settingsTable } from '#config.js';
import { PROJECT } from '../support/other-process.js';
import { README } from '../support/readme.js';

const { scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const sources = readdirSync(join(PROJECT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(PROJECT, 'src', name), 'utf8'))
  .concat(readFileSync(join(PROJECT, 'test', 'support', 'global-setup.ts'), 'utf8'))
  .join('\n');
const PAGES = ['README.md', 'docs/README.md', 'docs/quick-start.md', 'docs/operations.md', 'CONTRIBUTING.md'];
const pages = PAGES.map((page) => [page, readFileSync(join(PROJECT, page), 'utf8')] as const);

describe('what a newcomer reads', () => {
  test('has the table of settings that the program has: paste settingsTable() between the markers', () => {
    const [, table] = /<!-- settings:begin.*-->\n([\s\S]*?)\n<!-- settings:end -->/.exec(README) ?? [];
    expect(table).toBe(settingsTable());
  });

  test('names every demo account, each under its role', () => {
    const rows = readFileSync(join(PROJECT, 'demo', 'accounts.csv'), 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1);
    const accounts = rows.map((row) => row.split(',').slice(0, 2).join(' '));
    const told = [...README.matchAll(/^\| ((?:`[\w-]+@[\w-]+` )+)\| ([A-Z_]+) \|/gm)].flatMap(
      ([, handles = '', role]) =>
        [...handles.matchAll(/`([^`]+)`/g)].map(([, handle]) => `${handle} ${role}`),
    );
    expect(told.toSorted()).toEqual(accounts.toSorted());
  });

  test.each(pages)('%s leads only to files that are there', (page, text) => {
    const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link = '']) => link);
    const missing = links.filter(
      (link) => !/^https?:/.test(link) && !existsSync(join(PROJECT, dirname(page), link)),
    );
    expect([links.length > 0, missing]).toEqual([true, []]);
  });

  test.each(pages)('%s names only scripts that are there', (_page, text) => {
    const named = [...text.matchAll(/\bnpm run (?:-s )?(\w+(?::\w+)*)/g)].map(([, script = '']) => script);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  test.each(pages)('%s names only settings and reasons that the program knows', (_page, text) => {
    const settings = new Set(SETTINGS.map(({ name }) => name));
    const words = [...text.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`/g)].map(([, word = '']) => word);
    expect(words.filter((word) => !settings.has(word) && !sources.includes(`'${word}'`))).toEqual([]);
  });
});
