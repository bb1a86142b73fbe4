import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import fastify from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { playground } from '#server/playground.js';
import { openBrowser, openCutPage } from '../support/browser.js';
import { EXAMPLES } from '../support/examples.js';
import { openPosting, ownOrganization } from '../support/people.js';
import { openWorld, type World } from '../support/world.js';

interface Answered {
  readonly status: number | undefined;
  readonly body: string;
  readonly headers: Record<string, unknown>;
}

/** A request with a Host of its own, which fetch would not send, and its path as it stands. */
function ask(baseUrl: string, path: string, headers: Record<string, string>): Promise<Answered> {
  const { hostname, port } = new URL(baseUrl);
  return new Promise((done, failed) => {
    request({ hostname, port, path, headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (body += chunk));
      answer.on('end', () => done({ status: answer.statusCode, body, headers: answer.headers }));
    })
      .once('error', failed)
      .end();
  });
}

describe('the playground', () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  let foreign: string[];
  let complaints: string[];

  beforeAll(async () => {
    world = await openWorld();
    browser = await openBrowser();
    // The network is cut: what is not this machine is refused and remembered.
    ({ page, foreign, complaints } = await openCutPage(browser));
    await page.goto(`${world.baseUrl}/play`);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  const openTab = (name: string): Promise<void> =>
    page.locator('.window-switcher__item', { hasText: name }).click();
  const send = (): Promise<void> => page.locator('.send-request__button:visible').click();
  const answered = (text: string): Promise<void> =>
    page.locator('app-query-result:visible', { hasText: text }).waitFor({ timeout: 10_000 });

  /** Chooses another demo account. Here an account's name is its handle. */
  const become = async (now: string, next: string): Promise<void> => {
    await page.getByText(`${now} ${now}`).first().click();
    await page.getByText(`${next} ${next}`).last().click();
  };

  it('opens with a tab for each example, the first one in front, in the language of the browser', async () => {
    await page.locator('.window-switcher__item--active', { hasText: '01 我是谁 · Who am I' }).waitFor();
    expect(await page.locator('app-window-switcher-item').count()).toBe(EXAMPLES.length);
    await page.getByText('发送请求').first().waitFor();
  });

  it('knows the schema from the start: its documentation is there without a click for it', async () => {
    await page.getByText('文档', { exact: true }).click();
    await page.locator('app-doc-viewer:visible', { hasText: 'Mutation' }).waitFor({ timeout: 10_000 });
  });

  it('shows the variables of a tab that has any, and says in Chinese too how one of several operations is sent', async () => {
    await openTab('Picture of a pair');
    await page.locator('.variables-editor-container:visible', { hasText: '"522631"' }).waitFor();
    await openTab('Refer a worker');
    await page.locator('.variables-editor-container:visible', { hasText: '在此粘贴' }).waitFor();
    await send();
    await page.locator('.toast-message', { hasText: '请点所要操作上方' }).waitFor();
  });

  it('asks as a demo account without anything to copy, and as another after one choice', async () => {
    await openTab('Who am I');
    await send();
    await answered('county@liping');
    await become('county@liping', 'station@foshan');
    await send();
    await answered('station@foshan');
  });

  it('watches over a socket as the chosen account, and the count moves', async () => {
    await openTab('Watch the four counts');
    await send();
    const [station, employer] = await Promise.all([world.as('station@foshan'), world.as('employer@foshan')]);
    const factory = await ownOrganization(employer);
    // The page does not say when it is watching, so postings are opened until it has heard of one.
    const heard = page.locator('app-query-result:visible', { hasText: '"suitablePosts"' });
    do await openPosting(station, factory, { headcount: 37 });
    while ((await heard.count()) === 0);
    const posts = Number(/"suitablePosts": (\d+)/.exec((await heard.textContent()) ?? '')?.[1]);
    expect([posts > 0, posts % 37]).toEqual([true, 0]);
  });

  it('runs one operation of a tab that holds several, with its days filled in', async () => {
    // A slow computer, by its clock: its editor has not read the text to its end when it is first shown.
    const hurry = `window.quick = Date.now; let asked = 0; Date.now = () => quick() + 25 * (asked += 1)`;
    await page.evaluate(hurry);
    await openTab('Publish a posting');
    await page.getByText('mutation OpenThePosting').waitFor();
    await page.evaluate('Date.now = quick');
    await become('station@foshan', 'employer@foshan');
    await page.getByText('(Send mutation DraftAPosting)').click();
    await answered('"state": "DRAFT"');
  });

  it('has asked no other host for anything, and its policy stopped nothing that it needs', () => {
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('would not run a script from text, nor reach another host if it tried', async () => {
    // As text, because it runs in the page and not here.
    const tried = await page.evaluate<{ title: string; reached: boolean }>(`(async () => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "taken over"';
      document.body.append(script);
      const reached = await fetch('https://elsewhere.example/').then(() => true, () => false);
      return { title: document.title, reached };
    })()`);
    expect(tried.title).not.toBe('taken over');
    expect(tried.reached).toBe(false);
    // Stopped by the page's own policy, before it became a request that the cut network had to refuse.
    expect(foreign).toEqual([]);
  });

  it('gives the demo tokens to its own page alone', async () => {
    const tokens = async (headers: Record<string, string>): Promise<number | undefined> =>
      (await ask(world.baseUrl, '/play/tokens', headers)).status;
    const { host } = new URL(world.baseUrl);
    expect(await tokens({ host, 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await tokens({ host: 'localhost:4000' })).toBe(200);
    expect(await tokens({ host, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await tokens({ host, 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await tokens({ host: 'rebound.example' })).toBe(403);
  });

  it('has nothing at an address that is not there, and says so in both languages', async () => {
    const { status, body } = await ask(world.baseUrl, '/nowhere', {});
    expect([status, JSON.parse(body)]).toMatchObject([
      404,
      {
        errors: [{ extensions: { reason: 'NO_SUCH_PATH', text: { zh: expect.stringMatching(/没有内容/) } } }],
      },
    ]);
  });

  it('is where the bare address leads when there is no wall screen', async () => {
    const app = fastify();
    app.register(playground, { publicUrl: 'http://127.0.0.1:4000', tabs: [], atRoot: true });
    expect(await app.inject('/')).toMatchObject({ statusCode: 302, headers: { location: 'play/' } });
    await app.close();
  });

  it('has no tokens and no accounts outside the embedded mode', async () => {
    const app = fastify();
    app.register(playground, { publicUrl: 'https://labor.example', tabs: [] });
    expect((await app.inject('/play/tokens')).statusCode).toBe(404);
    expect((await app.inject('/play/start.js')).body).not.toContain("fetch('tokens'");
    expect((await app.inject('/play/')).statusCode).toBe(200);
    expect((await app.inject('/')).statusCode).toBe(404);
    await app.close();
  });

  it('lets its page load and run nothing but our files', async () => {
    const { body, headers } = await ask(world.baseUrl, '/play/', {});
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).not.toMatch(/unsafe-eval|\*|https?:/);
    expect(body).not.toMatch(/https?:\/\//);
    expect((await ask(world.baseUrl, '/play/iframe-sandbox/index.html', {})).status).toBe(404);
    expect((await ask(world.baseUrl, '/play/..%2findex.js', {})).status).toBeGreaterThanOrEqual(400);
  });
});
