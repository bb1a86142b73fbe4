import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { exportJWK, importJWK, type JWK, type JWTPayload, SignJWT } from 'jose';
import { HouseError } from '#kernel/error.js';
import { createDevelopmentSignIn, type DevelopmentSignIn } from '#server/development-sign-in.js';
import { createTokenCheck, type TokenCheck, type TokenCheckOptions } from '#server/token-check.js';

const AUDIENCE = 'labor-bridge';
const SUBJECT = 'county@liping';

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const seconds = (): number => Math.floor(Date.now() / 1000);

describe('the check of bearer tokens, against a real OpenID provider', () => {
  let app: FastifyInstance;
  let issuer: string;
  let signIn: DevelopmentSignIn;
  let signingKey: JWK;
  const folders: string[] = [];
  let asked: string[] = [];

  const countingFetch: typeof fetch = (input, init) => {
    asked.push(new URL(String(input)).pathname);
    return fetch(input, init);
  };
  const newCheck = (more: Partial<TokenCheckOptions> = {}): TokenCheck =>
    createTokenCheck({ issuer, audience: AUDIENCE, clockSkewSeconds: 5, fetch: countingFetch, ...more });

  /** The provider on a data folder of its own, so with keys of its own. */
  async function startProvider(port: number): Promise<void> {
    const dataDir = await mkdtemp(join(tmpdir(), 'labor-bridge-token-'));
    folders.push(dataDir);
    const reserve = createServer();
    const base = port === 0 ? await listen(reserve) : `http://127.0.0.1:${port}`;
    await new Promise((done) => reserve.close(done));
    issuer = `${base}/oidc`;
    const accounts = async (): Promise<{ handle: string; name: string; role: string }[]> => [
      { handle: SUBJECT, name: '黎平县', role: 'COUNTY_BUREAU' },
    ];
    signIn = await createDevelopmentSignIn({ issuer, accounts, dataDir, audience: AUDIENCE });
    app = fastify({ forceCloseConnections: true });
    signIn.register(app);
    await app.listen({ port: Number(new URL(base).port), host: '127.0.0.1' });
    const kept = await readFile(join(dataDir, 'development-sign-in.json'), 'utf8');
    ({ signingKey } = JSON.parse(kept) as { signingKey: JWK });
  }

  beforeAll(() => startProvider(0));
  afterAll(async () => {
    await app.close();
    for (const folder of folders) await rm(folder, { recursive: true });
  });

  const goodClaims = (): JWTPayload => ({
    iss: issuer,
    aud: AUDIENCE,
    sub: SUBJECT,
    exp: seconds() + 600,
    iat: seconds(),
    jti: 'one',
  });
  /** A token signed by the issuer's true key, with any claims and header. */
  async function forge(claims: JWTPayload, header: Record<string, unknown> = {}): Promise<string> {
    const key = await importJWK(signingKey, 'ES256');
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: signingKey.kid, typ: 'at+jwt', ...header })
      .sign(key);
  }
  async function refusal(token: string | undefined, check = newCheck()): Promise<HouseError> {
    const error = await check.verify(token).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof HouseError)) throw new Error('the token was not refused by an error of the house');
    expect(error.text.zh).toMatch(/[一-鿿]/);
    const said = JSON.stringify({ ...error, message: error.message, cause: error.cause });
    for (const part of (token ?? '').split('.').filter(({ length }) => length > 8)) {
      expect(said).not.toContain(part);
    }
    expect(said).not.toContain(SUBJECT);
    return error;
  }
  async function expectRefusals(reason: string, tokens: (string | undefined)[]): Promise<void> {
    for (const token of tokens) {
      expect(await refusal(token)).toMatchObject({ code: 'UNAUTHENTICATED', reason });
    }
  }

  it('says who is asking, until when, and by which token', async () => {
    const verified = await newCheck().verify(await signIn.issueToken(SUBJECT));
    expect(verified).toEqual({
      issuer,
      subject: SUBJECT,
      expiresAt: expect.any(Number),
      tokenId: expect.any(String),
    });
    const { exp } = goodClaims();
    expect(await newCheck().verify(await forge(goodClaims()))).toMatchObject({
      // The skew of this check, for letting in and for ending alike.
      expiresAt: ((exp ?? 0) + 5) * 1000,
      tokenId: 'one',
    });
    const among = await forge({ ...goodClaims(), aud: ['another', AUDIENCE] }, { typ: 'JWT' });
    expect((await newCheck().verify(among)).subject).toBe(SUBJECT);
  });

  it('asks for the keys once, and a token seen before costs no signature', async () => {
    const check = newCheck();
    asked = [];
    const token = await signIn.issueToken(SUBJECT);
    const first = await check.verify(token);
    expect(await check.verify(token)).toBe(first);
    await check.verify(await signIn.issueToken(SUBJECT));
    expect(asked).toEqual(['/oidc/.well-known/openid-configuration', '/oidc/jwks']);
  });

  it('remembers no token past its end, and only so many', async () => {
    let now = Date.now();
    const check = newCheck({ clockSkewSeconds: 0, now: () => now, mostRemembered: 2 });
    const brief = await forge({ ...goodClaims(), exp: seconds() + 60 });
    const first = await check.verify(brief);
    expect(await check.verify(brief)).toBe(first);
    await check.verify(await forge({ ...goodClaims(), jti: 'two' }));
    expect(await check.verify(brief)).toBe(first);
    await check.verify(await forge({ ...goodClaims(), jti: 'three' }));
    const again = await check.verify(brief);
    expect(again).not.toBe(first);
    expect(again).toEqual(first);
    now += 61_000;
    expect((await refusal(brief, check)).reason).toBe('TOKEN_EXPIRED');
  });

  it('refuses no token, and what is not one', async () => {
    await expectRefusals('NO_TOKEN', [undefined, '']);
    const good = await forge(goodClaims());
    await expectRefusals('TOKEN_MALFORMED', [
      'x',
      'a.b.c',
      good.slice(0, good.lastIndexOf('.')),
      `${good}.${good}`,
      await forge({ ...goodClaims(), pad: 'x'.repeat(9_000) }),
      await forge({ ...goodClaims(), sub: undefined }),
      await forge({ ...goodClaims(), sub: '' }),
      await forge({ ...goodClaims(), sub: 'county\u0000@liping' }),
      await forge({ ...goodClaims(), sub: 'county@liping\n' }),
      await forge({ ...goodClaims(), exp: undefined }),
      await forge({ ...goodClaims(), exp: '2099-01-01' as unknown as number }),
      await forge(goodClaims(), { typ: 'logout+jwt' }),
      await forge(goodClaims(), { typ: undefined }),
    ]);
  });

  it('holds to issuer, audience and time', async () => {
    await expectRefusals('WRONG_ISSUER', [
      await forge({ ...goodClaims(), iss: 'https://elsewhere.example' }),
      await forge({ ...goodClaims(), iss: `${issuer}/` }),
      await forge({ ...goodClaims(), iss: undefined }),
    ]);
    await expectRefusals('WRONG_AUDIENCE', [
      await forge({ ...goodClaims(), aud: 'playground' }),
      await forge({ ...goodClaims(), aud: undefined }),
      await forge({ ...goodClaims(), aud: [] }),
    ]);
    await expectRefusals('TOKEN_EXPIRED', [await forge({ ...goodClaims(), exp: seconds() - 10 })]);
    await expectRefusals('TOKEN_NOT_YET_VALID', [await forge({ ...goodClaims(), nbf: seconds() + 60 })]);
    // Within the allowed difference of clocks both are well.
    await newCheck().verify(await forge({ ...goodClaims(), exp: seconds() - 2, nbf: seconds() + 2 }));
    expect(() => newCheck({ clockSkewSeconds: 61 })).toThrow(HouseError);
  });

  it('refuses signatures by anything but the key of the issuer', async () => {
    const good = await forge(goodClaims());
    const [header = '', payload = '', signature = ''] = good.split('.');
    const { d: _private, ...publicJwk } = signingKey;
    const publicKey = createPublicKey({ key: publicJwk as never, format: 'jwk' });
    const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { kid } = signingKey;
    const byOwn = (
      more: Record<string, unknown>,
      key: KeyObject = own.privateKey,
      alg = 'ES256',
    ): Promise<string> =>
      new SignJWT(goodClaims()).setProtectedHeader({ alg, kid, typ: 'at+jwt', ...more }).sign(key);
    const byHmac = (secret: string | Buffer): Promise<string> =>
      new SignJWT(goodClaims())
        .setProtectedHeader({ alg: 'HS256', kid, typ: 'at+jwt' })
        .sign(Buffer.from(secret));

    await expectRefusals('BAD_SIGNATURE', [
      `${encode({ alg: 'none', typ: 'at+jwt' })}.${payload}.`,
      `${encode({ alg: 'None', typ: 'at+jwt', kid })}.${payload}.${signature}`,
      await byHmac(publicKey.export({ type: 'spki', format: 'pem' })),
      await byHmac(publicKey.export({ type: 'spki', format: 'der' })),
      await byHmac(JSON.stringify(publicJwk)),
      await byOwn({}),
      await byOwn({ jwk: await exportJWK(own.publicKey) }),
      await byOwn({ kid: undefined }),
      await byOwn({ kid: '../../../../dev/null' }),
      await byOwn({ kid: "x' union select 'secret" }),
      await byOwn({}, rsa.privateKey, 'RS256'),
      await byOwn({}, rsa.privateKey, 'PS512'),
      `${header}.${encode({ ...goodClaims(), sub: 'admin@house' })}.${signature}`,
      `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
      `${header}.${payload}.${Buffer.alloc(64).toString('base64url')}`,
    ]);
    // An extension that we do not know must be understood or refused (RFC 7515, section 4.1.11).
    const critical = await new SignJWT(goodClaims())
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'at+jwt', crit: ['x'], x: 1 })
      .sign(await importJWK(signingKey, 'ES256'), { crit: { x: true } });
    await expectRefusals('BAD_SIGNATURE', [critical]);
  });

  it('never follows an address that a token names', async () => {
    const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const visits: string[] = [];
    const bait = JSON.stringify({ keys: [{ ...(await exportJWK(own.publicKey)), kid: 'own' }] });
    const trap = createServer((request, response) => {
      visits.push(request.url ?? '');
      response.end(bait);
    });
    const address = await listen(trap);
    for (const name of ['jku', 'x5u']) {
      const token = await new SignJWT(goodClaims())
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'own', [name]: `${address}/keys` })
        .sign(own.privateKey);
      expect((await refusal(token)).reason).toBe('BAD_SIGNATURE');
    }
    expect(visits).toEqual([]);
    trap.close();
  });

  it('does not let a storm of unknown key ids through to the issuer', async () => {
    const check = newCheck();
    await check.verify(await forge(goodClaims()));
    asked = [];
    for (let i = 0; i < 20; i++) await refusal(await forge(goodClaims(), { kid: `k${i}` }), check);
    expect(asked).toEqual([]);
  });

  it('follows a rotation of keys, and lets go of the old one', async () => {
    const check = newCheck({ keysCooldownSeconds: 0 });
    const old = await forge(goodClaims());
    await check.verify(old);
    await app.close();
    await startProvider(Number(new URL(issuer).port));
    const fresh = await forge({ ...goodClaims(), jti: 'fresh' });
    expect((await check.verify(fresh)).tokenId).toBe('fresh');
    expect((await refusal(old, newCheck())).reason).toBe('BAD_SIGNATURE');
  });

  it('says so when the issuer does not answer, leaves it alone for two seconds, and recovers', async () => {
    const check = newCheck();
    const token = await forge(goodClaims());
    await app.close();
    asked = [];
    for (let i = 0; i < 3; i++) {
      expect(await refusal(token, check)).toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
        reason: 'ISSUER_UNREACHABLE',
        details: { retryAfterSeconds: 2 },
      });
    }
    expect(asked).toHaveLength(1);
    await startProvider(Number(new URL(issuer).port));
    const later = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 2_001);
    expect(await check.verify(await forge(goodClaims()))).toMatchObject({ subject: SUBJECT });
    later.mockRestore();
  });

  it('does not take keys from a discovery that names another issuer or leads elsewhere', async () => {
    let document: object = {};
    const liar = createServer((_request, response) => response.end(JSON.stringify(document)));
    const address = await listen(liar);
    const jwks = `${issuer}/jwks`;
    for (document of [
      { issuer, jwks_uri: jwks },
      { issuer: address, jwks_uri: jwks },
      { issuer: address, jwks_uri: 'file:///etc/passwd' },
      { issuer: address },
    ]) {
      const check = newCheck({ issuer: address });
      const error = await refusal(await forge({ ...goodClaims(), iss: address }), check);
      expect(error.reason).toBe('ISSUER_UNREACHABLE');
    }
    liar.close();
  });
});
