import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium as playwright, type Page } from 'playwright-core';

/** A page of a browser whose network is cut: it reaches this machine and nothing else. */
export interface CutPage {
  readonly page: Page;
  /** What it tried to reach elsewhere. */
  readonly foreign: string[];
  /** What the browser complained of: its console's errors, and what was thrown. */
  readonly complaints: string[];
}

/** A real Chromium from npm. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-gpu'],
    headless: true,
  });
}

/** A page in a context of its own, so with a memory of its own. */
export async function openCutPage(browser: Browser, options: BrowserContextOptions = {}): Promise<CutPage> {
  const context = await browser.newContext({
    locale: 'zh-CN',
    viewport: { width: 1500, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  // Shorter than a test may take, so that what did not come is named.
  page.setDefaultTimeout(20_000);
  const foreign: string[] = [];
  const complaints: string[] = [];
  const isOurs = (url: string): boolean =>
    /^(data:|blob:)/.test(url) || new URL(url).hostname === '127.0.0.1';
  await context.route('**/*', async (route) => {
    if (isOurs(route.request().url())) return route.continue();
    foreign.push(route.request().url());
    return route.abort();
  });
  page.on('websocket', (socket) => {
    if (!isOurs(socket.url())) foreign.push(socket.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, foreign, complaints };
}
