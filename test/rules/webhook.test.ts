import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createIdentityVault } from '#kernel/identity-vault.js';
import { messageIdOf, pingIdOf, seqOfMessage } from '#webhook/message.rules.js';
import { isLoopbackAddress, isPublicAddress } from '#webhook/public-address.rules.js';
import { failureOf, WAITS, waitAfter } from '#webhook/retry.rules.js';
import { newSecret, signedHeaders } from '#webhook/signature.rules.js';
import { webhookUrl } from '#webhook/webhook-url.rules.js';
import { Webhook, WEBHOOK_STATES, WEBHOOK_STEPS, type WebhookState } from '#webhook/webhook.entity.js';

describe('the states of a webhook', () => {
  test.each<[WebhookState, WebhookState[]]>([
    ['ACTIVE', ['PAUSED', 'DISABLED', 'ENDED']],
    ['PAUSED', ['ACTIVE', 'DISABLED', 'ENDED']],
    ['DISABLED', ['ACTIVE', 'ENDED']],
    ['ENDED', []],
  ])('from %s it goes to %j and nowhere else', (from, allowed) => {
    expect([...WEBHOOK_STEPS[from]].toSorted()).toEqual(allowed.toSorted());
    expect(WEBHOOK_STATES).toContain(from);
  });
});

describe('a message that fails', () => {
  test('is tried ten times in all, at waits that grow from five seconds to a day, and then no more', () => {
    const hours = (n: number) => n * 3_600_000;
    expect(WAITS.map((_, i) => waitAfter(i + 1, 0))).toEqual([
      5_000,
      300_000,
      1_800_000,
      ...[2, 5, 10, 14, 20, 24].map(hours),
    ]);
    expect(waitAfter(10, 0)).toBeUndefined();
  });

  test('waits up to a fifth longer, so that many do not come back together', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (n, chance) => {
          const [least = 0, wait = 0] = [WAITS[n - 1], waitAfter(n, chance)];
          return wait >= least && wait <= least * 1.2;
        },
      ),
    );
  });

  test('is one whose answer is no 2xx; a redirect is not followed, 410 says for ever', () => {
    expect([200, 202, 204, 299].map(failureOf)).toEqual([undefined, undefined, undefined, undefined]);
    expect([301, 307, 304].map(failureOf)).toEqual(['REDIRECT', 'REDIRECT', 'REDIRECT']);
    expect([199, 400, 404, 429, 500, 503].map(failureOf)).toEqual(Array.from({ length: 6 }, () => 'STATUS'));
    expect(failureOf(410)).toBe('GONE');
  });
});

describe('a message', () => {
  const webhook = '0199aaaa-bbbb-7ccc-8ddd-eeeeffff0001';

  test('has an id by which its change is found again, and only for its own webhook', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), (seq) => {
        const id = messageIdOf(webhook, String(seq));
        expect(seqOfMessage(webhook, id)).toBe(String(seq));
        expect(seqOfMessage(webhook.replace('1', '2'), id)).toBeUndefined();
      }),
    );
    for (const id of [
      '',
      'msg_1',
      pingIdOf(webhook),
      `${messageIdOf(webhook, '1')}'`,
      messageIdOf(webhook, '0'),
    ])
      expect(seqOfMessage(webhook, id)).toBeUndefined();
    expect(seqOfMessage(webhook, messageIdOf(webhook, '9223372036854775808'))).toBeUndefined();
  });

  test('is signed by every secret over its id, its moment and its body', () => {
    const [one, two] = [newSecret(), newSecret()];
    const at = new Date('2026-11-22T08:00:00.900Z');
    const by = (secret: string) =>
      `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
        .update('msg_1.1795334400.{"a":"岗位"}')
        .digest('base64')}`;
    expect(signedHeaders([one, two], 'msg_1', at, '{"a":"岗位"}')).toEqual({
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1795334400',
      'webhook-signature': `${by(one)} ${by(two)}`,
    });
  });

  test('has secrets of 256 bits, no two the same, that a vault gives back', () => {
    const secrets = Array.from({ length: 50 }, newSecret);
    expect(new Set(secrets).size).toBe(50);
    const vault = createIdentityVault({
      keys: [{ id: 'k', key: Buffer.alloc(32, 7) }],
      hmacKey: Buffer.alloc(32, 8),
      isDemo: true,
    });
    for (const secret of secrets) {
      expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32);
      expect(vault.open(vault.seal(secret))).toBe(secret);
    }
  });
});

describe('the secrets of a webhook', () => {
  const key = (id: string) => ({ id, key: Buffer.alloc(32, id) });
  const vaultOf = (...ids: string[]) =>
    createIdentityVault({ keys: ids.map(key), hmacKey: Buffer.alloc(32, 'h'), isDemo: true });
  const now = new Date('2026-11-22T08:00:00Z');

  test('are changed with the old one beside the new one for a day', () => {
    const vault = vaultOf('k1');
    const webhook = Object.assign(new Webhook(), { secretEnc: vault.seal('whsec_old') });
    webhook.rotateSecret(vault, now);
    expect(vault.open(String(webhook.previousSecretEnc))).toBe('whsec_old');
    expect(vault.open(String(webhook.secretEnc))).toMatch(/^whsec_/);
    expect(webhook.previousUntil).toEqual(new Date('2026-11-23T08:00:00Z'));
  });

  test('stay the same when the deployment takes a new key, and need the old key no more', () => {
    const before = vaultOf('k1');
    const secretEnc = before.seal('whsec_one');
    const webhook = Object.assign(new Webhook(), { secretEnc, previousSecretEnc: before.seal('whsec_two') });
    webhook.resealBy(vaultOf('k2', 'k1'));
    const after = vaultOf('k2');
    expect(
      [webhook.secretEnc, webhook.previousSecretEnc].map((sealed) => after.open(String(sealed))),
    ).toEqual(['whsec_one', 'whsec_two']);
  });

  test('are forgotten when it ends', () => {
    const webhook = Object.assign(new Webhook(), {
      state: 'ACTIVE',
      secretEnc: 'k1.a',
      previousSecretEnc: 'k1.b',
    });
    webhook.end(now);
    expect([webhook.state, webhook.secretEnc, webhook.previousSecretEnc, webhook.previousUntil]).toEqual([
      'ENDED',
      null,
      null,
      null,
    ]);
  });
});

describe('an address that a name led to', () => {
  const dotted = (a: number, b: number, c: number, d: number) => [a, b, c, d].join('.');
  const byte = fc.integer({ min: 0, max: 255 });
  /** Every form in which IPv6 carries an IPv4 address. */
  const hidden = (v4: string): string[] => {
    const hex = v4.split('.').map((n) => Number(n).toString(16).padStart(2, '0'));
    const groups = `${hex[0]}${hex[1]}:${hex[2]}${hex[3]}`;
    return [
      `::ffff:${v4}`,
      `::ffff:${groups}`,
      `::${v4}`,
      `64:ff9b::${groups}`,
      `64:ff9b:1::${groups}`,
      `2002:${groups}::1`,
    ];
  };

  test.each([
    ['this network', fc.tuple(fc.constant(0), byte, byte, byte)],
    ['private 10', fc.tuple(fc.constant(10), byte, byte, byte)],
    [
      'shared, with the metadata of one cloud',
      fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
    ],
    ['loopback', fc.tuple(fc.constant(127), byte, byte, byte)],
    [
      'link-local, with the metadata of all the others',
      fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
    ],
    ['private 172', fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte)],
    ['private 192.168', fc.tuple(fc.constant(192), fc.constant(168), byte, byte)],
    ['benchmarks', fc.tuple(fc.constant(198), fc.integer({ min: 18, max: 19 }), byte, byte)],
    ['documentation', fc.tuple(fc.constant(203), fc.constant(0), fc.constant(113), byte)],
    ['multicast, reserved and broadcast', fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte)],
  ])('is refused, plainly and in every disguise of IPv6: %s', (_what, octets) => {
    fc.assert(
      fc.property(octets, (four) => {
        const v4 = dotted(...four);
        for (const form of [v4, ...hidden(v4)]) expect([form, isPublicAddress(form)]).toEqual([form, false]);
      }),
    );
  });

  test.each([
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '100::1',
    '2001:db8::1',
    '2001::1',
    'not an address',
    '',
    '1.2.3',
  ])('is refused: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test('is taken when it is of the open internet, but not in disguise', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 99 }), byte, byte, byte, (a, b, c, d) => {
        const v4 = dotted(a, b, c, d);
        expect([v4, isPublicAddress(v4)]).toEqual([v4, true]);
        for (const form of hidden(v4)) expect([form, isPublicAddress(form)]).toEqual([form, false]);
      }),
    );
    expect(['2400:3200::1', '2606:4700::1111'].map(isPublicAddress)).toEqual([true, true]);
    expect(['127.0.0.1', '::1', '10.0.0.1', '1.1.1.1'].map(isLoopbackAddress)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('the URL of a webhook', () => {
  const open = { privateHosts: [], plainLoopback: false };
  const reasonOf = (url: string, reach: Parameters<typeof webhookUrl>[2] = open): string | undefined => {
    try {
      webhookUrl('input.url', url, reach);
      return undefined;
    } catch (refusal) {
      return (refusal as { reason: string }).reason;
    }
  };

  test.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f.1/',
    'https://017700000001/',
    'https://2130706433/',
    'https://0/',
    'https://10.0.0.5/',
    'https://172.16.0.1/',
    'https://192.168.1.1:8443/',
    'https://169.254.169.254/',
    'https://100.100.100.200/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://[64:ff9b::a00:1]/',
    'https://[2002:7f00:1::]/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://intranet/',
    'https://①②⑦.⓪.⓪.①/',
  ])('never leads inside: %s', (url) => {
    expect(reasonOf(url)).toBe('URL_PRIVATE');
  });

  test.each([
    ['http://board.example/', 'URL_NOT_HTTPS'],
    ['https://127.0.0.1@board.example/', 'URL_CREDENTIALS'],
    ['https://board.example:25/', 'URL_PORT'],
    ['https://board.example/#a', 'URL_FRAGMENT'],
    ['file:///etc/passwd', 'URL_MALFORMED'],
    ['gopher://board.example/', 'URL_MALFORMED'],
    ['https://', 'URL_MALFORMED'],
    ['https://board.example/\nx', 'URL_MALFORMED'],
    [`https://board.example/${'a'.repeat(2_000)}`, 'URL_MALFORMED'],
  ])('is plain https: %s', (url, reason) => {
    expect(reasonOf(url)).toBe(reason);
  });

  test('reaches a private host where the deployment names it, without TLS only this machine in a development one', () => {
    const named = { privateHosts: ['10.0.0.5', '127.0.0.1', 'intranet'], plainLoopback: true };
    expect(
      ['https://10.0.0.5/', 'https://intranet/', 'http://127.0.0.1:9/'].map((url) => reasonOf(url, named)),
    ).toEqual([undefined, undefined, undefined]);
    expect(reasonOf('https://10.0.0.6/', named)).toBe('URL_PRIVATE');
    expect(reasonOf('http://10.0.0.5/', named)).toBe('URL_NOT_HTTPS');
    expect(reasonOf('http://127.0.0.1/', { ...named, plainLoopback: false })).toBe('URL_NOT_HTTPS');
    expect(reasonOf('http://127.0.0.2/', named)).toBe('URL_NOT_HTTPS');
  });

  test('of the open internet is taken as it will be used', () => {
    expect(webhookUrl('input.url', 'https://Board.Example:443/a?b=c', open)).toBe(
      'https://board.example/a?b=c',
    );
    expect(reasonOf('https://岗位.example:8443/hook')).toBeUndefined();
  });
});
