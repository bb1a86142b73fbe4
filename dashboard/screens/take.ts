import { mkdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Page } from 'playwright-core';
import { startDemo } from './demo-server.ts';
import { openPosting, playDemoStory } from './demo-story.ts';

/*
 * npm run screens: the pictures of docs/screens, of a demo world that is made for them and removed again, or of the
 * demo that runs at an address: npm run screens -- http://127.0.0.1:4000 (it gets a few postings and arrivals).
 */

const PROJECT = join(import.meta.dirname, '..', '..');
const TARGET = join(PROJECT, 'docs', 'screens');
const PAIR = 'origin=522631&destination=440600';

/** What is taken, and by whose eyes. */
const SCREENS = [
  { name: 'desk', handle: 'county@liping', hash: PAIR, width: 1440, height: 1060, dark: false },
  { name: 'wall', handle: 'county@liping', hash: `${PAIR}&mode=wall`, width: 1920, height: 1080, dark: true },
  { name: 'phone', handle: 'station@foshan', hash: PAIR, width: 390, height: 844, dark: false },
  {
    name: 'observer',
    handle: 'observer@guizhou',
    hash: `${PAIR}&language=en`,
    width: 1440,
    height: 900,
    dark: true,
  },
] as const;

async function ready(page: Page): Promise<void> {
  await page.locator('[data-state="live"]').waitFor({ timeout: 30_000 });
  await page.locator('.flows canvas').waitFor({ timeout: 30_000 });
  await page.locator('[data-news="posting"].fresh').first().waitFor({ timeout: 30_000 });
  await page.evaluate('document.fonts.ready');
}

const [given] = process.argv.slice(2);
const demo = given === undefined ? await startDemo() : undefined;
const url = given ?? demo?.url ?? '';
const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  mkdirSync(TARGET, { recursive: true });
  await playDemoStory(url);
  for (const { name, handle, hash, width, height, dark } of SCREENS) {
    const page = await browser.newPage({
      ...{ viewport: { width, height }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
      ...{ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' },
    });
    await page.goto(`${url}/#${hash}`);
    await page.locator(`[data-handle="${handle}"]`).click();
    await page.locator('[data-state="live"]').waitFor({ timeout: 30_000 });
    // Something comes while the page is open.
    await openPosting(url, '瓷砖打包工', 15);
    await ready(page);
    await page.waitForTimeout(2_000);
    const path = join(TARGET, `${name}.png`);
    await page.screenshot({ path });
    process.stdout.write(`${relative(PROJECT, path)} ${Math.round(statSync(path).size / 1024)} KB\n`);
    await page.close();
  }
} finally {
  await browser.close();
  await demo?.stop();
}
