import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type CutPage, openBrowser, openCutPage } from '../support/browser.js';
import type { Client } from '../support/client.js';
import { PROJECT } from '../support/other-process.js';
import { workUntil } from '../support/page-work.js';
import { shortToken } from '../support/short-token.js';
import { SocketTalk } from '../support/socket-talk.js';
import { openPosting, registerWorker, wishesToGo } from '../support/people.js';
import { aTrip, Way } from '../support/way.js';
import { openWorld, type World } from '../support/world.js';

const COUNTS = ['laborBase', 'intentToDestination', 'trainingWilling', 'suitablePosts'] as const;
type Counts = Record<(typeof COUNTS)[number], number | null>;

const PAIR = '#origin=522631&destination=440600';
/** What the whole script of the page may weigh on the wire, in bytes (issue 3, acceptance 6). */
const SCRIPT_BUDGET = 500_000;

describe('the wall screen', () => {
  let world: World;
  let browser: Browser;
  let county: Client;
  let station: Client;
  let way: Way;
  let factory: string;
  let opened: CutPage;
  let page: Page;

  /** The page as this account, in a context of its own. */
  const as = async (handle: string, hash = PAIR, options = {}): Promise<CutPage> => {
    const cut = await openCutPage(browser, options);
    await cut.page.goto(`${world.baseUrl}/${hash}`);
    await cut.page.locator(`[data-handle="${handle}"]`).click();
    return cut;
  };
  const told = async (client: Client): Promise<Counts> => {
    const { picture } = await client.must<{ picture: { fourCounts: Counts } }>(
      `{ picture(origin: "522631", destination: "440600") { fourCounts { ${COUNTS.join(' ')} } } }`,
    );
    return picture.fourCounts;
  };
  const shown = async (at: Page): Promise<Counts> => {
    const numbers = await Promise.all(
      COUNTS.map(async (name) => {
        const text = await at.locator(`[data-count="${name}"] [data-number]`).getAttribute('data-number');
        return [name, text ? Number(text) : null];
      }),
    );
    return Object.fromEntries(numbers);
  };
  const isLive = async (at: Page): Promise<void> => {
    try {
      await at.locator('[data-state="live"]').waitFor({ timeout: 20_000 });
    } catch (cause) {
      throw new Error(
        `${at.url()} is not live: ${(await at.locator('body').textContent())?.slice(0, 1_000)}`,
        {
          cause,
        },
      );
    }
  };
  const posting = (content: Record<string, unknown> = {}): Promise<{ id: string }> =>
    openPosting(station, factory, content);

  /** Until the page shows what the API says: whatever was just written has been told. */
  const settled = async (): Promise<void> => {
    const counts = await told(county);
    for (const name of COUNTS)
      await page.locator(`[data-count="${name}"] [data-number="${counts[name]}"]`).waitFor();
  };
  const closeRows = async (): Promise<void> => {
    await page.keyboard.press('Escape');
    await page.locator('[role="dialog"]').waitFor({ state: 'detached' });
  };

  beforeAll(async () => {
    world = await openWorld({ env: { DASHBOARD_CLIENT_ID: 'playground', OIDC_CLOCK_SKEW_SECONDS: '0' } });
    [county, station] = await Promise.all([world.as('county@liping'), world.as('station@foshan')]);
    await world.plant(
      `insert into pairing (origin_code, destination_code, origin, destination, basis, valid_from)
        values ('522631', '330100', '522631', '3301', 'LOCAL', '2021-01-01')`,
    );
    way = await Way.in(world);
    factory = way.factory;
    await posting({ headcount: 20 });
    for (let n = 0; n < 12; n += 1) await wishesToGo(county, (await registerWorker(county)).id);
    browser = await openBrowser();
    opened = await as('county@liping');
    page = opened.page;
    await isLive(page);
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it('shows the four counts of the API after one click on an account', async () => {
    const counts = await shown(page);
    expect(counts).toEqual(await told(county));
    expect([counts.intentToDestination, counts.suitablePosts]).toEqual([12, 20]);
  });

  it('shows both lists, as long as the API says, proven by digest', async () => {
    await page.locator('[data-rows="demand"]', { hasText: '12' }).waitFor();
    await page.locator('[data-rows="supply"]', { hasText: '1' }).waitFor();
    await page.locator('.position', { hasText: '已核对' }).waitFor();
    expect(await page.locator('.list-demand [role="row"]', { hasText: '测试甲' }).count()).toBe(10);
  });

  it('moves within a second of a change that somebody makes through the API', async () => {
    const times: number[] = [];
    while (times.length < 5 && Math.min(1_000, ...times) === 1_000) {
      const { suitablePosts } = await told(county);
      const moved = page.locator(`[data-count="suitablePosts"] [data-number="${(suitablePosts ?? 0) + 7}"]`);
      await posting({ headcount: 7, title: '缝纫工' });
      const from = performance.now();
      await moved.waitFor({ timeout: 10_000 });
      times.push(performance.now() - from);
    }
    expect(Math.min(...times)).toBeLessThan(1_000);
    await page.locator('[data-news="posting"].fresh', { hasText: '缝纫工 × 7' }).first().waitFor();
    await page.locator('.list-supply', { hasText: '缝纫工' }).waitFor();
    expect(await shown(page)).toEqual(await told(county));
  });

  it('shows the trips that are under way, their seats as they fill, and who has them', async () => {
    const trip = await way.step(county, 'planTrip', 'PlanTripInput', aTrip(45));
    await way.step(county, 'announceTrip', 'IdInput', { id: trip });
    const row = page.locator('.trips [role="row"]', { hasText: '登记中' });
    await row.filter({ hasText: '0/45' }).waitFor();
    await way.step(county, 'bookDispatch', 'BookDispatchInput', { id: await way.toBook(), trip });
    await row.filter({ hasText: '1/45' }).waitFor();
    // Within a table the arrow keys lead from cell to cell.
    await row.focus();
    for (let n = 0; n < 8 && !(await page.evaluate('document.activeElement.dataset.trip')); n += 1)
      await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.locator('[role="dialog"] [data-total="1"]').waitFor();
    await page.locator('[role="dialog"] [role="row"]', { hasText: /测试甲.*已登记/ }).waitFor();
    await closeRows();
  });

  it('shows who has arrived as soon as it is verified, how many they are, and who', async () => {
    await page.locator('[data-arrived="0"]').waitFor();
    const { arrival } = await way.onPost();
    await way.step(station, 'verifyArrival', 'VerifyArrivalInput', { id: arrival });
    await page.locator('[data-news="arrival"].fresh', { hasText: '来自黎平县' }).waitFor();
    await page.locator('[data-arrived="1"]').click();
    await page.locator('[role="dialog"] [data-total="1"]').waitFor();
    await page.locator('[role="dialog"] tbody [role="row"]', { hasText: '测试甲' }).waitFor();
    await closeRows();
  });

  it('opens the rows of every count, as many as it counts, also by keyboard', async () => {
    await settled();
    const counts = await shown(page);
    for (const name of COUNTS) {
      await page.locator(`[data-count="${name}"]`).press('Enter');
      const rows = page.locator('[role="dialog"] tbody [role="row"]');
      await page.locator('[role="dialog"] [data-total]').waitFor();
      const total = Number(await page.locator('[role="dialog"] [data-total]').getAttribute('data-total'));
      // The fourth counts places, and its rows are postings.
      const places = await page.locator('[role="dialog"] [data-title="剩余"]').allTextContents();
      const counted = name === 'suitablePosts' ? places.reduce((sum, text) => sum + Number(text), 0) : total;
      expect([name, counted]).toEqual([name, counts[name]]);
      if (total > 0) expect(await rows.count()).toBe(total);
      else await page.locator('[role="dialog"]', { hasText: '没有条目。' }).waitFor();
      await closeRows();
      expect(await page.evaluate('document.activeElement.dataset.count')).toBe(name);
    }
  });

  it('opens the rows of the parts of a count, as many as the part', async () => {
    for (const part of ['employed', 'notEmployed', 'explicit', 'broad', 'openPotential', 'postings']) {
      const number = page.locator(`[data-part="${part}"]`);
      const count = Number.parseInt((await number.textContent()) ?? '', 10);
      await number.click();
      await page.locator(`[role="dialog"] [data-total="${count}"]`).waitFor();
      await closeRows();
    }
  });

  it('shows the flows as a diagram, and the same numbers as a table, where each opens its rows', async () => {
    const { intentToDestination } = await told(county);
    await page.locator('.flows canvas').waitFor({ timeout: 10_000 });
    await page.getByRole('button', { name: '以表格显示' }).click();
    await page.locator('.flows tr', { hasText: `黎平县佛山市${intentToDestination}` }).waitFor();
    await page.locator('.flows [data-flow="522631-440600"]').click();
    await page.locator(`[role="dialog"] [data-total="${intentToDestination}"]`).waitFor();
    await closeRows();
  });

  it('shows another pair when it is chosen, by keyboard alone, and has it in its address', async () => {
    const pairs = page.locator('.choice', { hasText: '输出地 → 输入地' }).getByRole('button');
    await pairs.press('Enter');
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('h1', { hasText: '黎平县 → 佛山市' }).waitFor({ state: 'detached' });
    const chosen = new URLSearchParams(new URL(page.url()).hash.slice(1));
    const codes = { o: chosen.get('origin'), d: chosen.get('destination') };
    expect(codes).not.toEqual({ o: '522631', d: '440600' });
    const { picture } = await county.must<{ picture: { fourCounts: Counts } }>(
      `query ($o: RegionCode!, $d: RegionCode!) { picture(origin: $o, destination: $d) { fourCounts { ${COUNTS.join(' ')} } } }`,
      codes,
    );
    await page
      .locator(`[data-count="intentToDestination"] [data-number="${picture.fourCounts.intentToDestination}"]`)
      .waitFor();
    expect(await shown(page)).toEqual(picture.fourCounts);
    await pairs.press('Enter');
    await page.getByRole('option', { name: '黎平县 → 佛山市', exact: true }).press('Enter');
    await settled();
  });

  it('is walked through by keyboard from end to end, without a trap', async () => {
    // A table without rows is a stop of another kind.
    for (const part of ['.list-demand', '.list-supply', '.trips'])
      await page.locator(`${part} tbody [data-key] [data-title]`).first().waitFor();
    await page.evaluate('document.activeElement.blur()');
    const stops = new Set<string>();
    for (let n = 0; n < 60; n += 1) {
      await page.keyboard.press('Tab');
      stops.add(
        await page.evaluate<string>(
          `(({ tagName, id, className, dataset, textContent }) => [tagName, id, className, JSON.stringify({ count: dataset.count, key: dataset.key }), textContent.slice(0, 20)].join(' '))(document.activeElement)`,
        ),
      );
    }
    expect([...stops].filter((stop) => /"count"/.test(stop))).toHaveLength(4);
    expect([...stops].some((stop) => stop.includes('跳到主要内容'))).toBe(true);
    // A table is one stop: its rows are walked through with the arrow keys.
    expect([...stops].filter((stop) => stop.startsWith('TR'))).toHaveLength(3);
    // Out at the end and in again at the beginning: the body, or what stands first.
    expect([...stops].some((stop) => stop.startsWith('BODY'))).toBe(true);
  });

  it('has asked no other host for anything, and its policy stopped nothing that it needs', () => {
    expect(opened.foreign).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });

  it('keeps tokens out of everything that outlives the page', async () => {
    const kept = await page.evaluate<string>(
      'JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie])',
    );
    expect(kept).toBe('[{"labor-bridge-demo-account":"county@liping"},{},""]');
  });

  it('waits for a server that does not answer yet, at its door and behind it', async () => {
    const { page: early } = await openCutPage(browser);
    let silent = true;
    await early.route('**/dashboard/settings', (route) => (silent ? route.abort() : route.fallback()));
    let asked = 0;
    await early.route('**/graphql', (route) => {
      asked += 1;
      return asked === 1 ? route.abort() : route.fallback();
    });
    await early.goto(`${world.baseUrl}/${PAIR}`);
    await early.locator('[role="alert"][data-notice="unreachable"]', { hasText: '连不上服务器' }).waitFor();
    silent = false;
    await early.locator('[data-handle="employer@foshan"]').click();
    await early.locator('.list-own', { hasText: '装配工' }).waitFor();
    expect(await early.locator('[data-notice]').count()).toBe(0);
    await isLive(early);
    await early.context().close();
  });

  it('speaks English after one click, and names Chinese texts as such', async () => {
    await page.locator('[data-language-to]').click();
    await page.locator('[data-count="laborBase"]', { hasText: 'Labourers of the origin' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    expect(await page.locator('h1 [lang="zh-CN"]').textContent()).toBe('黎平县 → 佛山市');
    await page.locator('[data-language-to]').click();
  });

  it('says that it is stale while the server restarts, and never shows a wrong number', async () => {
    const before = await shown(page);
    const seen: { state: string | null; text: string | null; lost: string | null; counts: Counts }[] = [];
    let looking = true;
    const looks = (async () => {
      while (looking) {
        const status = page.locator('.connection [role="status"]');
        const [state, text] = [await status.getAttribute('data-state'), await status.textContent()];
        const lost = await page.locator('.lost [role="status"]').textContent();
        seen.push({ state, text, lost, counts: await shown(page) });
      }
    })();
    await world.restart();
    [county, station] = await Promise.all([world.as('county@liping'), world.as('station@foshan')]);
    await isLive(page);
    await posting({ headcount: 5, title: '重启之后' });
    const after = await told(county);
    await page
      .locator(`[data-count="suitablePosts"] [data-number="${after.suitablePosts}"]`)
      .waitFor({ timeout: 20_000 });
    looking = false;
    await looks;
    const stale = seen.filter(({ state }) => state === 'stale');
    expect(stale.map(({ text }) => text)).toContainEqual(expect.stringMatching(/数据截至 \d\d:\d\d:\d\d/));
    expect(stale.map(({ lost }) => lost)).toContainEqual(
      expect.stringMatching(/服务器正在重启|连不上服务器/),
    );
    expect(await page.locator('[data-lost]').count()).toBe(0);
    const right = [before, after].map((counts) => JSON.stringify(counts));
    expect(seen.filter(({ counts }) => !right.includes(JSON.stringify(counts)))).toEqual([]);
    expect(await shown(page)).toEqual(after);
  }, 60_000);

  it('signs people in at the issuer, by a code with PKCE, and forgets them when it is loaded anew', async () => {
    const { page: person, complaints } = await openCutPage(browser);
    await person.goto(`${world.baseUrl}/${PAIR}&mode=wall`);
    await person.locator('[data-sign-in="issuer"]').click();
    await person.locator('button', { hasText: 'station@foshan' }).click();
    await isLive(person);
    expect(await shown(person)).toEqual(await told(station));
    expect(person.url()).toBe(`${world.baseUrl}/${PAIR}&mode=wall`);
    expect(await person.evaluate('sessionStorage.length')).toBe(0);
    expect(complaints).toEqual([]);
    await person.reload();
    await person.locator('[data-sign-in="issuer"]').waitFor();
    await person.context().close();
  });

  it('takes a pasted token, and takes everything down when it is refused, has ended, or is signed out', async () => {
    const { page: person } = await openCutPage(browser);
    await person.goto(`${world.baseUrl}/${PAIR}`);
    const enter = async (token: string): Promise<void> => {
      await person.getByLabel('访问令牌').fill(token);
      await person.getByRole('button', { name: '进入' }).click();
    };
    const left = async (why: string, sentence: string): Promise<void> => {
      await person.locator(`[role="alert"][data-notice="${why}"]`, { hasText: sentence }).waitFor();
      expect(await person.locator('body').textContent()).not.toMatch(/测试甲|底数/);
      expect(await person.evaluate('document.activeElement.tagName')).toBe('H1');
    };
    await enter('not.a.token');
    await left('refused', '服务器不接受这个令牌');
    await enter(await shortToken(world, 'county@liping', 4));
    await left('ended', '登录已失效');
    await enter(await world.token('county@liping'));
    await isLive(person);
    expect(await person.evaluate('document.activeElement.id')).toBe('content');
    await person.getByRole('button', { name: '退出' }).click();
    await left('out', '已退出');
    await person.context().close();
  });

  it('masks people for the station, and says what it may not see in the words of the API', async () => {
    const { page: other } = await as('station@foshan');
    await isLive(other);
    await other.locator('.list-demand', { hasText: '测**' }).waitFor();
    expect(await other.locator('body').textContent()).not.toContain('测试甲');
    await other.locator('[data-count="laborBase"]').click();
    await other.locator('[data-reason="FILTER_NOT_YOURS"]', { hasText: '您的角色看不到这些明细' }).waitFor();
    await other.keyboard.press('Escape');
    // Its account is closed while it looks: what it saw does not stay.
    await world.plant(`update account set status = 'REVOKED' where handle = 'station@foshan'`);
    await other.locator('[role="alert"][data-notice="closed"]', { hasText: '此账号已停用' }).waitFor();
    expect(await other.locator('body').textContent()).not.toContain('测**');
    await world.plant(`update account set status = 'ACTIVE' where handle = 'station@foshan'`);
    await other.context().close();
  });

  it('says when an account has too many screens open, and how many it may, until one is closed', async () => {
    const token = await world.token('observer@province');
    const others = await Promise.all(Array.from({ length: 5 }, () => SocketTalk.in(world.baseUrl, token)));
    const { page: sixth } = await as('observer@province');
    const told = sixth.locator('[data-lost="TOO_MANY"]');
    await told.locator('[role="status"]', { hasText: '此账号打开的画面已达上限（5 个）' }).waitFor();
    await told.locator('.again', { hasText: /秒后自动重试/ }).waitFor();
    await sixth.locator('[data-language-to]').click();
    await told.locator('[role="status"]', { hasText: 'as many screens open as it may (5)' }).waitFor();
    // What is not known is not there: neither as a nought nor as an empty list.
    expect(await shown(sixth)).toEqual(Object.fromEntries(COUNTS.map((name) => [name, null])));
    expect(await sixth.locator('main').textContent()).not.toMatch(/no flow|No news|No posting|\b0\b/);
    expect(await serious(sixth, undefined, '.lost')).toEqual([]);
    for (const { ws } of others) ws.close();
    await Promise.all(others.map(({ closed }) => closed));
    await sixth.getByRole('button', { name: 'Try now' }).click();
    await isLive(sixth);
    expect(await sixth.locator('[data-lost]').count()).toBe(0);
    await sixth.context().close();
  });

  it('shows an observer no person, no arrival and no trip, and says so', async () => {
    const { page: observer } = await as('observer@province');
    await isLive(observer);
    const { laborBase } = await told(await world.as('observer@province'));
    expect((await shown(observer)).laborBase).toBe(laborBase);
    await observer.locator('.list-demand', { hasText: '您的角色看不到这些明细' }).waitFor();
    await observer.locator('.trips', { hasText: '您的角色看不到车次' }).waitFor();
    expect(await observer.locator('body').textContent()).not.toContain('测');
    await observer.context().close();
  });

  it('needs no hand on the wall, shows no name in full there, and what moves can be stopped', async () => {
    const { page: wall } = await as('county@liping', `${PAIR}&mode=wall&theme=dark`, {
      viewport: { width: 1920, height: 1080 },
    });
    await isLive(wall);
    expect(await shown(wall)).toEqual(await told(county));
    const size = await wall.evaluate<number>(
      `parseFloat(getComputedStyle(document.querySelector('.number')).fontSize)`,
    );
    // A tenth of the height of the screen: on one of 0.7 m that is 7 cm, and 1/200 of 5 m would be 2.5 cm.
    expect(size).toBeGreaterThan(1080 * 0.09);
    await wall.getByRole('button', { name: '暂停轮换' }).click();
    await wall.getByRole('button', { name: '继续轮换' }).waitFor();
    for (const language of ['zh', 'en']) {
      await wall.evaluate(`location.hash = '${PAIR}&mode=wall&theme=dark&language=${language}'`);
      for (const stage of ['flows', 'demand', 'supply', 'trips']) {
        await wall.locator(`html[lang^="${language}"] [data-stage="${stage}"]`).waitFor();
        if (stage === 'demand') await wall.locator('.stage', { hasText: '测**' }).waitFor();
        if (stage === 'trips') {
          const seats = wall.locator(`[data-title="${language === 'zh' ? '乘车' : 'On board'}"]`);
          expect(await seats.allTextContents()).toEqual(['1/45']);
        }
        // A fiftieth of the height is 14 mm on a screen of 0.7 m.
        expect(await smallestText(wall)).toBeGreaterThanOrEqual(1080 / 50);
        expect([stage, await cutOff(wall)]).toEqual([stage, []]);
        await wall.locator('[data-next]').click();
      }
    }
    await wall.locator('[data-count="laborBase"]').click();
    await wall.locator('[role="dialog"] tbody [role="row"]', { hasText: '测**' }).first().waitFor();
    expect(await wall.locator('body').textContent()).not.toContain('测试甲');
    await wall.context().close();
  }, 60_000);

  it.each([
    ['the desk, light', '', { colorScheme: 'light' }],
    ['the desk, dark, with the rows of a count', '', { colorScheme: 'dark' }],
    ['the wall, dark', '&mode=wall', { colorScheme: 'dark', viewport: { width: 1920, height: 1080 } }],
    ['the phone, in English', '&language=en', { viewport: { width: 390, height: 844 } }],
  ])(
    'has nothing serious for axe to find: %s',
    async (name, hash, options) => {
      const { page: looked } = await as('county@liping', PAIR + hash, {
        reducedMotion: 'reduce',
        ...options,
      });
      await isLive(looked);
      await looked.locator('.flows canvas').waitFor({ timeout: 10_000 });
      // Of what axe looks for, only the contrasts are another matter in the dark.
      expect(await serious(looked, name.includes('desk, dark') ? ['color-contrast'] : undefined)).toEqual([]);
      const { width } = looked.viewportSize() ?? { width: 0 };
      expect(await looked.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
        width,
      );
      if (name.includes('phone')) expect(await cutOff(looked)).toEqual([]);
      if (name.includes('rows')) {
        await looked.locator('[data-count="intentToDestination"]').click();
        await looked.locator('[role="dialog"] [data-total]').waitFor();
        // What lies behind an open dialog was looked at before.
        expect(await serious(looked, undefined, '[role="dialog"]')).toEqual([]);
      }
      await looked.context().close();
    },
    60_000,
  );

  it('has nothing serious for axe to find where people sign in', async () => {
    const { page: door } = await openCutPage(browser);
    await door.goto(world.baseUrl);
    await door.locator('[data-handle]').first().waitFor();
    expect(await serious(door)).toEqual([]);
    await door.context().close();
  });

  it('shows the first counts within two seconds on a processor four times as slow', async () => {
    const { laborBase } = await told(county);
    const { page: slow } = await as('county@liping');
    await isLive(slow);
    const counts = slow.locator(`[data-count="laborBase"] [data-number="${laborBase}"]`);
    const session = await slow.context().newCDPSession(slow);
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    // The page itself looks: a question from outside would wait for the slow processor too.
    await slow.addInitScript(`new MutationObserver((_, watching) => {
      if (!document.querySelector('[data-count="laborBase"] [data-number="${laborBase}"]')) return;
      performance.mark('first-counts');
      watching.disconnect();
    }).observe(document, { childList: true, subtree: true, attributes: true })`);
    // Beside other suites no clock on a wall tells of the page: four times what its own thread has to do.
    expect(4 * (await workUntil('first-counts', counts, browser, slow))).toBeLessThan(2_000);
    if (process.env['LONG']) {
      // On a machine that has nothing else to do, with everything that it waits for: once quick enough is enough.
      await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      const times: number[] = [];
      while (times.length < 8 && Math.min(2_000, ...times) === 2_000) {
        await slow.reload({ waitUntil: 'commit' });
        await counts.waitFor({ timeout: 20_000 });
        times.push(await slow.evaluate(`performance.getEntriesByName('first-counts')[0].startTime`));
      }
      expect(Math.min(...times)).toBeLessThan(2_000);
    }
    await slow.context().close();
  }, 120_000);

  it('weighs less than 500 KB of compressed script, every part of it counted', () => {
    const assets = join(PROJECT, 'dist', 'dashboard', 'assets');
    const scripts = readdirSync(assets).filter((name) => name.endsWith('.js.gz'));
    const weight = scripts.reduce((sum, name) => sum + readFileSync(join(assets, name)).length, 0);
    expect(scripts.length).toBeGreaterThan(3);
    expect(weight).toBeLessThan(SCRIPT_BUDGET);
  });

  it('is served compressed, is kept for good by browsers, and may load and run nothing but our files', async () => {
    const ask = (path: string): Promise<Response> =>
      fetch(`${world.baseUrl}${path}`, { headers: { 'accept-encoding': 'br' } });
    const html = await ask('/');
    const text = await html.text();
    const policy = html.headers.get('content-security-policy');
    expect(policy).toMatch(/^default-src 'self'; script-src 'self'; style-src 'self';/);
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(html.headers.get('cache-control')).toBe('no-cache');
    expect(text).not.toMatch(/https?:\/\/|<script(?![^>]* src=)|style=/);
    for (const [, path = ''] of text.matchAll(/(?:src|href)="\.(\/assets\/[^"]+\.(?:js|css))"/g)) {
      const { headers } = await ask(path);
      expect([path, headers.get('cache-control'), headers.get('content-encoding')]).toEqual([
        path,
        'public, max-age=31536000, immutable',
        'br',
      ]);
    }
    const missing = await ask('/assets/nothing.js');
    expect([missing.status, await missing.text()]).toEqual([404, expect.stringContaining('NO_SUCH_PATH')]);
    const posted = await fetch(world.baseUrl, { method: 'POST' });
    expect(posted.status).toBe(404);
  });

  it('gives its demo tokens to its own page alone', async () => {
    const tokens = async (site: string): Promise<number> =>
      (await fetch(`${world.baseUrl}/dashboard/tokens`, { headers: { 'sec-fetch-site': site } })).status;
    expect([await tokens('same-origin'), await tokens('cross-site')]).toEqual([200, 403]);
  });

  it('is not there where it is switched off', async () => {
    const without = await openWorld({ env: { DASHBOARD: 'off' } });
    const ask = (path: string): Promise<Response> =>
      fetch(`${without.baseUrl}${path}`, { redirect: 'manual' });
    expect([(await ask('/')).status, (await ask('/dashboard/settings')).status]).toEqual([302, 404]);
    await without.close();
  });

  it('brings its own Chinese font, of which only the pieces that are needed are loaded', async () => {
    // Where the screen has a Chinese font of its own, none is loaded before it is asked for.
    const { faces, loaded, all } = await page.evaluate<Record<'faces' | 'loaded' | 'all', number>>(
      `document.fonts.load("16px 'Noto Sans SC Variable'", '劳桥佛山').then((faces) => ({
        faces: faces.length,
        loaded: performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.woff2')).length,
        all: document.fonts.size,
      }))`,
    );
    expect([faces > 0, loaded > 0, loaded < all / 4]).toEqual([true, true, true]);
  });
});

/** What axe finds that is serious or worse, by all of its rules or by these: rule and place. */
async function serious(page: Page, rules?: string[], within = 'html'): Promise<string[]> {
  const axe = new AxeBuilder({ page }).include(within).options({ resultTypes: ['violations'] });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/** Parts of the page that are wider than the room they have, or on a wall higher: somebody would have to scroll. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const isWall = document.documentElement.dataset.mode === 'wall';
    return [...document.querySelectorAll('html, .top, .scroll, .panel, .count')]
      .filter((part) => part.scrollWidth > part.clientWidth + 1 || (isWall && part.scrollHeight > part.clientHeight + 1))
      .map(({ tagName, className, scrollHeight, clientHeight, scrollWidth, clientWidth }) => [tagName, className, scrollWidth, scrollHeight, 'in', clientWidth, clientHeight].join(' '));
  })()`);
}

/** The size of the smallest text that is to be seen, in px. */
function smallestText(page: Page): Promise<number> {
  return page.evaluate<number>(`(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const sizes = [];
    while (texts.nextNode()) {
      const { parentElement, textContent } = texts.currentNode;
      const isSeen = textContent.trim() && !parentElement.closest('.hidden, .skip') && parentElement.getClientRects().length;
      if (isSeen) sizes.push(parseFloat(getComputedStyle(parentElement).fontSize));
    }
    return Math.min(...sizes);
  })()`);
}
