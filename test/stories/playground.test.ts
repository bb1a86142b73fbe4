import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import fastify, { type FastifyInstance } from 'fastify';
import { buildSchema, graphql, type OperationDefinitionNode, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { type Browser, chromium as playwright, type Page } from 'playwright-core';
import { WebSocketServer } from 'ws';
import { createDevelopmentSignIn } from '#server/development-sign-in.js';
import { playground } from '#server/playground.js';
import { type PlaygroundTab, readPlaygroundTabs } from '#server/playground-tabs.js';
import { createTokenCheck } from '#server/token-check.js';
import { PROJECT } from '../support/other-process.js';

const accounts = [
  { handle: 'county@liping', name: '黎平县人社局', role: 'COUNTY_BUREAU' },
  { handle: 'station@foshan', name: '佛山站', role: 'STATION_LIAISON' },
];
const tabs: PlaygroundTab[] = [
  {
    name: '我是谁 · Who am I',
    query: 'query WhoAmI($greeting: String!) {\n  viewer(greeting: $greeting)\n}\n',
    variables: '{"greeting": "您好"}',
  },
  { name: '盯岗位 · Watch', query: 'subscription Watch {\n  postingPublished\n}\n', variables: '{}' },
];

/** What the playground is shown against. The product's own server can take the place of this small one. */
interface Served {
  baseUrl: string;
  inject(
    path: string,
    headers: Record<string, string>,
  ): Promise<{ status: number; body: string; headers: Record<string, unknown> }>;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function serveSmall(): Promise<Served> {
  const dataDir = await mkdtemp(join(tmpdir(), 'labor-bridge-play-'));
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const signIn = await createDevelopmentSignIn({
    issuer: `${publicUrl}/oidc`,
    accounts: async () => accounts,
    dataDir,
    audience: 'labor-bridge',
  });
  const check = createTokenCheck({
    issuer: `${publicUrl}/oidc`,
    audience: 'labor-bridge',
    clockSkewSeconds: 5,
  });
  const whoIs = async (header: unknown): Promise<string> =>
    (await check.verify(String(header ?? '').replace(/^Bearer /, ''))).subject;
  const schema = buildSchema(`
    type Query { viewer(greeting: String!): String! }
    type Subscription { postingPublished: String! }
  `);

  const app: FastifyInstance = fastify({ forceCloseConnections: true });
  signIn.register(app);
  app.register(playground, {
    publicUrl,
    tabs,
    demo: { accounts: async () => accounts, issueToken: signIn.issueToken },
  });
  app.post<{ Body: { query: string; variables: Record<string, unknown> } }>('/graphql', async (request) =>
    graphql({
      schema,
      source: request.body.query,
      variableValues: request.body.variables,
      rootValue: {
        viewer: async ({ greeting }: { greeting: string }) =>
          `${greeting} ${await whoIs(request.headers.authorization)}`,
      },
    }),
  );
  await app.listen({ port, host: '127.0.0.1' });
  const sockets = new WebSocketServer({ server: app.server, path: '/graphql' });
  useServer(
    {
      schema,
      roots: { subscription: {} },
      context: async ({ connectionParams }) => ({ viewer: await whoIs(connectionParams?.authorization) }),
      onSubscribe: () => undefined,
    },
    sockets,
  );
  schema.getSubscriptionType()!.getFields().postingPublished!.subscribe = async function* (
    _root: unknown,
    _arguments: unknown,
    { viewer }: { viewer: string },
  ) {
    yield { postingPublished: `装配工 for ${viewer}` };
  };
  return {
    baseUrl: publicUrl,
    async inject(path, headers) {
      const answer = await app.inject({ url: path, headers });
      return { status: answer.statusCode, body: answer.body, headers: answer.headers };
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      await app.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

describe('the playground', () => {
  let served: Served;
  let browser: Browser;
  let page: Page;
  const foreign: string[] = [];
  const complaints: string[] = [];

  const isOurs = (url: string): boolean =>
    /^(data:|blob:)/.test(url) || new URL(url).hostname === '127.0.0.1';

  beforeAll(async () => {
    served = await serveSmall();
    browser = await playwright.launch({
      executablePath: await chromium.executablePath(),
      args: ['--no-sandbox', '--disable-gpu'],
      headless: true,
    });
    page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1500, height: 900 } });
    // The network is cut: what is not this machine is refused and remembered.
    await page.context().route('**/*', async (route) => {
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
    await page.goto(`${served.baseUrl}/play`);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  const openTab = (name: string): Promise<void> =>
    page.locator('.window-switcher__item', { hasText: name }).click();
  const send = (): Promise<void> => page.locator('.send-request__button:visible').click();
  const answered = (text: string): Promise<void> =>
    page.locator('app-query-result:visible', { hasText: text }).waitFor({ timeout: 10_000 });

  it('opens with a tab for each example, the first one in front, in the language of the browser', async () => {
    await page.locator('.window-switcher__item--active', { hasText: 'Who am I' }).waitFor();
    expect(await page.locator('app-window-switcher-item').count()).toBe(tabs.length);
    await page.getByText('发送请求').first().waitFor();
  });

  it('asks as a demo account without anything to copy, and as another after one choice', async () => {
    await openTab('Who am I');
    await send();
    await answered('您好 county@liping');
    await page.getByText('county@liping 黎平县人社局').first().click();
    await page.getByText('station@foshan 佛山站').last().click();
    await send();
    await answered('您好 station@foshan');
  });

  it('watches over a socket as the chosen account', async () => {
    await openTab('Watch');
    await send();
    await answered('装配工 for station@foshan');
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
    const ask = async (headers: Record<string, string>): Promise<number> =>
      (await served.inject('/play/tokens', headers)).status;
    const { host } = new URL(served.baseUrl);
    expect(await ask({ host, 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await ask({ host: 'localhost:4000' })).toBe(200);
    expect(await ask({ host, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await ask({ host, 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await ask({ host: 'rebound.example' })).toBe(403);
  });

  it('has no tokens and no accounts outside the embedded mode', async () => {
    const app = fastify();
    app.register(playground, { publicUrl: 'https://labor.example', tabs });
    expect((await app.inject('/play/tokens')).statusCode).toBe(404);
    expect((await app.inject('/play/start.js')).body).not.toContain("fetch('tokens'");
    expect((await app.inject('/play/')).statusCode).toBe(200);
    await app.close();
  });

  it('lets its page load and run nothing but our files', async () => {
    const { body, headers } = await served.inject('/play/', {});
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).not.toMatch(/unsafe-eval|\*|https?:/);
    expect(body).not.toMatch(/https?:\/\//);
    expect((await served.inject('/play/iframe-sandbox/index.html', {})).status).toBe(404);
    expect((await served.inject('/play/..%2findex.js', {})).status).toBeGreaterThanOrEqual(400);
  });
});

describe('the example operations', () => {
  it('are at most as many as the playground can open, each named in both languages and ready to send', async () => {
    const examples = await readPlaygroundTabs(join(PROJECT, 'docs', 'examples'));
    expect(examples.length).toBeGreaterThanOrEqual(6);
    // Altair opens no more than 15 tabs.
    expect(examples.length).toBeLessThanOrEqual(15);
    for (const { name, query, variables } of examples) {
      expect(name).toMatch(/^[一-鿿]+ · [A-Z][A-Za-z ]+$/);
      const { definitions } = parse(query);
      expect(definitions).toHaveLength(1);
      const declared = (definitions[0] as OperationDefinitionNode).variableDefinitions ?? [];
      const given = Object.keys(JSON.parse(variables) as object);
      expect(given).toEqual(declared.map(({ variable }) => variable.name.value));
    }
  });
});
