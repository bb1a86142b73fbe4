import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash, randomBytes } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { decodeJwt } from 'jose';
import { createDevelopmentSignIn, type DevelopmentSignIn } from '#server/development-sign-in.js';
import { openDevelopmentSecrets, readDevelopmentSecrets } from '#server/development-secrets.js';
import { createDevelopmentMemory } from '#server/development-memory.js';
import { fetchToken } from '#server/fetch-token.js';
import { createTokenCheck } from '#server/token-check.js';
import { freePort } from '../support/free-port.js';

const AUDIENCE = 'labor-bridge';
const accounts = [
  { handle: 'county@liping', name: '黎平县人社局（演示）', role: 'COUNTY_BUREAU' },
  { handle: 'station@foshan', name: '佛山站 <演示>', role: 'STATION_LIAISON' },
];

interface Started {
  app: FastifyInstance;
  baseUrl: string;
  issuer: string;
  signIn: DevelopmentSignIn;
}

async function start(dataDir: string, port: number, ttlSeconds?: number): Promise<Started> {
  const baseUrl = `http://127.0.0.1:${port}`;
  const issuer = `${baseUrl}/oidc`;
  const signIn = await createDevelopmentSignIn({
    issuer,
    accounts: async () => accounts,
    dataDir,
    audience: AUDIENCE,
    ttlSeconds,
  });
  const app = fastify({ forceCloseConnections: true });
  signIn.register(app);
  await app.listen({ port, host: '127.0.0.1' });
  return { app, baseUrl, issuer, signIn };
}

/** A browser in small: keeps cookies by path and follows nothing by itself. */
function browser(): (url: string, init?: RequestInit) => Promise<Response> {
  const jar = new Map<string, { value: string; path: string }>();
  return async (url, init = {}) => {
    const { pathname } = new URL(url);
    const cookie = [...jar]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([key, { value }]) => `${key.split(' ')[0]}=${value}`)
      .join('; ');
    const answer = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers as Record<string, string> | undefined), cookie },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split('=');
      const path = attributes.find((each) => each.startsWith('path='))?.slice(5) ?? '/';
      if (value === '') jar.delete(`${name} ${path}`);
      else jar.set(`${name} ${path}`, { value, path });
    }
    return answer;
  };
}

describe('the development sign-in', () => {
  let dataDir: string;
  let port: number;
  let running: Started;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'labor-bridge-sign-in-'));
    port = await freePort();
    running = await start(dataDir, port);
  });
  afterAll(async () => {
    await running.app.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const check = (): ReturnType<typeof createTokenCheck> =>
    createTokenCheck({ issuer: running.issuer, audience: AUDIENCE, clockSkewSeconds: 5 });

  it('gives a program the token of a demo account, and the token check accepts it', async () => {
    const token = await fetchToken({ baseUrl: running.baseUrl, handle: 'county@liping', dataDir });
    const verified = await check().verify(token);
    expect(verified).toMatchObject({ issuer: running.issuer, subject: 'county@liping' });
    expect(verified.expiresAt - Date.now()).toBeGreaterThan(3_500_000);
    expect(verified.expiresAt - Date.now()).toBeLessThanOrEqual(3_605_000);
    expect(verified.tokenId).toEqual(expect.any(String));
    expect(decodeJwt(token)).toMatchObject({ aud: AUDIENCE, client_id: 'county.liping' });
  });

  it('issues the same kind of token in the process itself', async () => {
    const verified = await check().verify(await running.signIn.issueToken('station@foshan'));
    expect(verified.subject).toBe('station@foshan');
    await expect(running.signIn.issueToken('station@nowhere')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('refuses a wrong secret, an unknown client and a foreign resource', async () => {
    const { clientId, clientSecret } = running.signIn.clientFor('county@liping');
    const ask = (id: string, secret: string, extra: Record<string, string> = {}): Promise<Response> =>
      fetch(`${running.issuer}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', ...extra }),
      });
    expect((await ask(clientId, clientSecret)).status).toBe(200);
    expect((await ask(clientId, 'x'.repeat(43))).status).toBe(401);
    expect((await ask('station.foshan', clientSecret)).status).toBe(401);
    expect((await ask('nobody', clientSecret)).status).toBe(401);
    expect((await ask(clientId, clientSecret, { resource: 'https://elsewhere.example/' })).status).toBe(400);
  });

  it('signs a person in with a click: code and PKCE, the page from our own files', async () => {
    const visit = browser();
    const verifier = randomBytes(32).toString('base64url');
    const callback = `${running.baseUrl}/play/`;
    const query = new URLSearchParams({
      client_id: 'playground',
      response_type: 'code',
      redirect_uri: callback,
      scope: 'openid profile api',
      state: 'abc',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const asked = await visit(`${running.issuer}/auth?${query}`);
    expect(asked.status).toBe(303);
    const page = new URL(asked.headers.get('location') ?? '', running.baseUrl).href;
    expect(page).toMatch(`${running.issuer}/interaction/`);

    const shown = await visit(page);
    const html = await shown.text();
    expect(html).toContain('value="county@liping"');
    expect(html).toContain('仅供开发和演示');
    expect(html).toContain('For development and demonstration only');
    expect(html).toContain('佛山站 &lt;演示&gt;');
    expect(html).not.toMatch(/https?:\/\/|<script/);
    expect(shown.headers.get('content-security-policy')).toMatch(/^default-src 'none';/);

    const clicked = await visit(page, {
      method: 'POST',
      body: new URLSearchParams({ handle: 'county@liping' }),
    });
    expect(clicked.status).toBe(303);
    const resumed = await visit(clicked.headers.get('location') ?? '');
    const back = new URL(resumed.headers.get('location') ?? '');
    expect(back.origin + back.pathname).toBe(callback);
    expect(back.searchParams.get('state')).toBe('abc');

    const redeem = (with_: string): Promise<Response> =>
      fetch(`${running.issuer}/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          client_id: 'playground',
          redirect_uri: callback,
          code: back.searchParams.get('code') ?? '',
          code_verifier: with_,
        }),
      });
    expect((await redeem(randomBytes(32).toString('base64url'))).status).toBe(400);
    const redeemed = await redeem(verifier);
    expect(redeemed.status).toBe(200);
    const { access_token: token } = (await redeemed.json()) as { access_token: string };
    expect((await check().verify(token)).subject).toBe('county@liping');
  });

  it('does not finish a sign-in that another browser began, nor one for an unknown account', async () => {
    const query = new URLSearchParams({
      client_id: 'playground',
      response_type: 'code',
      redirect_uri: `${running.baseUrl}/play/`,
      scope: 'openid api',
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
    });
    const owner = browser();
    const asked = await owner(`${running.issuer}/auth?${query}`);
    const page = new URL(asked.headers.get('location') ?? '', running.baseUrl).href;
    const click = (handle: string): RequestInit => ({
      method: 'POST',
      body: new URLSearchParams({ handle }),
    });
    expect((await browser()(page, click('county@liping'))).status).toBe(400);
    expect((await browser()(page)).status).toBe(400);
    expect((await owner(page, click('county@nowhere'))).status).toBe(400);
    const elsewhere = new URLSearchParams(query);
    elsewhere.set('redirect_uri', 'https://elsewhere.example/');
    expect((await browser()(`${running.issuer}/auth?${elsewhere}`)).status).toBe(400);
  });

  it('names its own address whatever Host the caller writes', async () => {
    const answer = await running.app.inject({
      url: '/oidc/.well-known/openid-configuration',
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    });
    expect(answer.json()).toMatchObject({ issuer: running.issuer, jwks_uri: `${running.issuer}/jwks` });
    expect(answer.body).not.toContain('evil.example');
  });

  it('keeps its secrets to the owner, and its tokens hold across a restart', async () => {
    const file = join(dataDir, 'development-sign-in.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const before = await readFile(file, 'utf8');
    const token = await running.signIn.issueToken('county@liping');
    await running.app.close();
    running = await start(dataDir, port);
    expect(await readFile(file, 'utf8')).toBe(before);
    expect((await check().verify(token)).subject).toBe('county@liping');
  });

  it('says what is wrong when a token cannot be fetched', async () => {
    const { baseUrl } = running;
    await expect(fetchToken({ baseUrl, handle: 'couty@lipng', dataDir })).rejects.toMatchObject({
      reason: 'UNKNOWN_HANDLE',
      details: { allowed: ['county@liping'] },
    });
    await expect(
      fetchToken({ baseUrl: `http://127.0.0.1:${await freePort()}`, handle: 'county@liping', dataDir }),
    ).rejects.toMatchObject({ reason: 'SERVER_NOT_RUNNING' });

    const other = await mkdtemp(join(tmpdir(), 'labor-bridge-other-'));
    await expect(fetchToken({ baseUrl, handle: 'county@liping', dataDir: other })).rejects.toMatchObject({
      reason: 'OTHER_DATA_FOLDER',
    });
    await createDevelopmentSignIn({
      issuer: running.issuer,
      accounts: async () => accounts,
      dataDir: other,
      audience: AUDIENCE,
    });
    await expect(fetchToken({ baseUrl, handle: 'county@liping', dataDir: other })).rejects.toMatchObject({
      reason: 'OTHER_DATA_FOLDER',
    });
    await rm(other, { recursive: true });

    const production = fastify();
    const plain = await production.listen({ port: 0, host: '127.0.0.1' });
    await expect(fetchToken({ baseUrl: plain, handle: 'county@liping', dataDir })).rejects.toMatchObject({
      reason: 'NOT_EMBEDDED_MODE',
    });
    await production.close();
  });

  it('makes its secrets anew when the file is spoilt', async () => {
    const spoilt = await mkdtemp(join(tmpdir(), 'labor-bridge-spoilt-'));
    const file = join(spoilt, 'development-sign-in.json');
    await writeFile(file, '{"installationSecret": "ab');
    await createDevelopmentSignIn({
      issuer: running.issuer,
      accounts: async () => accounts,
      dataDir: spoilt,
      audience: AUDIENCE,
    });
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      signingKey: { kty: 'EC', alg: 'ES256' },
    });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await rm(spoilt, { recursive: true });
  });

  it('has one set of secrets where several processes begin on one folder at once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'labor-bridge-'));
    try {
      const [first, ...others] = await Promise.all(
        Array.from({ length: 8 }, () => openDevelopmentSecrets(folder)),
      );
      expect(first).toEqual(await readDevelopmentSecrets(folder));
      for (const other of others) expect(other).toEqual(first);
      expect(await readdir(folder)).toHaveLength(1);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('remembers at most a thousand sessions, interactions and codes', async () => {
    const sessions = createDevelopmentMemory()('Session');
    for (let i = 0; i < 1_500; i++) await sessions.upsert(`s${i}`, { uid: `u${i}` }, 60);
    expect(await sessions.find('s499')).toBeUndefined();
    expect(await sessions.find('s500')).toEqual({ uid: 'u500' });
    expect(await sessions.findByUid('u1499')).toEqual({ uid: 'u1499' });
    await sessions.upsert('brief', { uid: 'brief' }, 0);
    expect(await sessions.find('brief')).toBeUndefined();
  });
});
