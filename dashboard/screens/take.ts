import { mkdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import chromium from '@sparticuz/chromium';
import { Command } from 'commander';
import { type Browser, chromium as playwright, type Page } from 'playwright-core';
import { startDemo } from './demo-server.ts';
import { openPosting, playDemoStory } from './demo-story.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const TARGET = join(PROJECT, 'docs', 'screens');
/** How long a page may take to have everything, in ms. */
const PATIENCE_MS = 30_000;
const PAIR = 'origin=522631&destination=440600';

interface Shot {
  readonly name: string;
  /** By whose eyes. */
  readonly handle: string;
  /** What the address says, as people write it there. */
  readonly hash: string;
  readonly width: number;
  readonly height: number;
  readonly dark: boolean;
  /** The part of the wall that is on; the first where nothing is said. */
  readonly stage?: string;
  /** Is all of the page on the picture, however long it is? */
  readonly whole?: boolean;
}

const SCREENS: readonly Shot[] = [
  { name: 'desk', handle: 'county@liping', hash: PAIR, width: 1440, height: 1060, dark: false, whole: true },
  { name: 'wall', handle: 'county@liping', hash: `${PAIR}&mode=wall`, width: 1920, height: 1080, dark: true },
  {
    name: 'wall-trips',
    handle: 'county@liping',
    hash: `${PAIR}&mode=wall&language=en&theme=light`,
    width: 1920,
    height: 1080,
    dark: false,
    stage: 'trips',
  },
  { name: 'phone', handle: 'station@foshan', hash: PAIR, width: 390, height: 844, dark: false },
  {
    name: 'observer',
    handle: 'observer@guizhou',
    hash: `${PAIR}&language=en`,
    width: 1440,
    height: 900,
    dark: true,
  },
];

/** The page of one picture, once everything on it has come, and something that comes while it is open. */
async function show(browser: Browser, url: string, shot: Shot): Promise<Page> {
  const { width, height, dark, handle, stage } = shot;
  const page = await browser.newPage({
    ...{ viewport: { width, height }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
    ...{ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' },
  });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${url}/#${shot.hash}`);
  await page.locator(`[data-handle="${handle}"]`).click();
  await page.locator('[data-state="live"]').waitFor();
  await openPosting(url, '瓷砖打包工', 15);
  await page.locator('.flows canvas').waitFor();
  await page.locator('[data-news="posting"].fresh').first().waitFor();
  while (stage && (await page.locator('.stage').getAttribute('data-stage')) !== stage)
    await page.locator('[data-next]').click();
  await page.evaluate('document.fonts.ready');
  await page.waitForTimeout(2_000);
  return page;
}

async function takeAll(given: string | undefined): Promise<void> {
  const demo = given === undefined ? await startDemo() : undefined;
  const url = given ?? demo?.url ?? '';
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    mkdirSync(TARGET, { recursive: true });
    await playDemoStory(url);
    for (const shot of SCREENS) {
      const page = await show(browser, url, shot);
      const path = join(TARGET, `${shot.name}.png`);
      await page.screenshot({ path, fullPage: shot.whole ?? false });
      process.stdout.write(`${relative(PROJECT, path)} ${Math.round(statSync(path).size / 1024)} KB\n`);
      await page.close();
    }
  } finally {
    await browser.close();
    await demo?.stop();
  }
}

await new Command('npm run screens --')
  .description(
    '重拍 docs/screens 里的画面：用真实的浏览器，对着一份专门造出、拍完即删的演示数据 · takes the pictures of docs/screens anew: a real browser, and a demo world that is made for it and removed again',
  )
  .argument(
    '[address]',
    '改用这个地址上正在运行的演示服务器（会新增几条岗位和到岗） · a demo server that runs at this address instead; it gets a few postings and arrivals, e.g. http://127.0.0.1:4000',
  )
  .helpOption('-h, --help', '显示帮助 · shows this help')
  .showHelpAfterError()
  .action(takeAll)
  .parseAsync();
