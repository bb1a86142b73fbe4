import { z } from 'zod';
import type { Message } from '#kernel/error.js';

/** How a setting's text is read, and what it must be, for the person who mends it. */
export interface Kind<T> {
  schema: z.ZodType<T, string>;
  must: Message;
  /** What it may be, in as few signs as fit a column; absent where `must` or the meaning alone can say it. */
  values?: string;
}

/** A whole number within bounds, both included. */
export function whole(min: number, max: number): Kind<number> {
  return {
    schema: z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number)
      .pipe(z.number().min(min).max(max)),
    values: `${min}–${max}`,
    must: { zh: `应为 ${min} 至 ${max} 的整数`, en: `must be a whole number from ${min} to ${max}` },
  };
}

/** One of a few words. */
export function word<const T extends string>(...words: readonly T[]): Kind<T> {
  const list = words.join(', ');
  return {
    schema: z.string().refine((text): text is T => (words as readonly string[]).includes(text)),
    values: list,
    must: { zh: `应为以下之一：${list}`, en: `must be one of: ${list}` },
  };
}

export const onOff: Kind<boolean> = {
  schema: z.enum(['on', 'off']).transform((text) => text === 'on'),
  values: 'on, off',
  must: { zh: '应为 on 或 off', en: 'must be on or off' },
};

export const text: Kind<string> = {
  schema: z.string().max(1000),
  must: { zh: '不得超过 1000 字', en: 'must not be longer than 1000 characters' },
};

/** A secret that a program sends as it is, so it must not be guessable. */
export const token: Kind<string> = {
  schema: z.string().regex(/^[\x21-\x7e]{24,1000}$/),
  must: { zh: '应为至少 24 个无空格的字符', en: 'must be at least 24 characters without spaces' },
};

export const host: Kind<string> = {
  schema: z.string().regex(/^[\w.:-]{1,253}$/),
  must: { zh: '应为主机名或 IP 地址', en: 'must be a host name or an IP address' },
};

/** Hosts as they stand in a URL, IPv6 without brackets, separated by commas. */
export const hostNames: Kind<string[]> = {
  schema: z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((one) => one.trim().toLowerCase())
        .filter((one) => one !== ''),
    )
    .refine((list) => list.every((one) => /^[\w.:-]{1,253}$/.test(one))),
  must: {
    zh: '应为以逗号分隔的主机名或 IP 地址',
    en: 'must be host names or IP addresses separated by commas',
  },
};

/** Where PostgreSQL is, with the name of a database. */
export const databaseUrl: Kind<string> = {
  schema: z.string().refine((value) => {
    const url = URL.parse(value);
    return !!url && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1;
  }),
  must: {
    zh: '应形如 postgres://用户:密码@主机:5432/数据库',
    en: 'must look like postgres://user:password@host:5432/database',
  },
};

/** Where NATS is: one address or several, by commas, all with TLS or none. */
export const brokerUrl: Kind<string> = {
  schema: z
    .string()
    .max(1000)
    .refine((list) => {
      const urls = list.split(',').map((one) => URL.parse(one.trim()));
      const [first] = urls;
      return urls.every(
        (url) =>
          !!url &&
          url.hostname !== '' &&
          /^(nats|tls):$/.test(url.protocol) &&
          url.protocol === first?.protocol,
      );
    }),
  must: {
    zh: '应形如 nats://用户:密码@主机:4222（TLS 用 tls://），多个以逗号分隔',
    en: 'must look like nats://user:password@host:4222 (tls:// with TLS), several separated by commas',
  },
};

/**
 * An address on the web without credentials, query or fragment. Without TLS only on this machine: a token
 * would else travel in the open (RFC 6749 section 1.6, RFC 6750 section 5.3).
 */
export const webUrl: Kind<string> = {
  schema: z.string().refine((value) => {
    const url = URL.parse(value);
    if (!url || url.username || url.password || url.search || url.hash) return false;
    return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  }),
  must: {
    zh: '应为 https 地址（仅本机可用 http），不带账号、参数和锚点',
    en: 'must be an https address (http only on this machine) without credentials, query or fragment',
  },
};

/** Origins as a browser sends them (RFC 6454 section 6.2), separated by commas. */
export const origins: Kind<string[]> = {
  schema: z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    )
    .refine((list) => list.every((one) => /^https?:/.test(one) && URL.parse(one)?.origin === one)),
  must: {
    zh: '应为以逗号分隔的来源，如 https://a.example,https://b.example:8443（不带路径）',
    en: 'must be origins separated by commas, as https://a.example,https://b.example:8443 (no path)',
  },
};

/** 256 bits: base64 of 32 bytes. One byte 32 times over is a placeholder, not a key. */
export const key: Kind<Buffer> = {
  schema: z.string().transform(bytesOf).refine(isKey),
  must: { zh: '应为 32 个随机字节的 base64', en: 'must be base64 of 32 random bytes' },
};

/** A key with the name that is stored beside what it encrypted. */
export interface NamedKey {
  id: string;
  key: Buffer;
}

/** `name:base64[,name:base64…]`: the first encrypts, all decrypt. */
export const namedKeys: Kind<NamedKey[]> = {
  schema: z
    .string()
    .transform((list) =>
      list.split(',').map((one) => {
        const at = one.indexOf(':');
        return { id: one.slice(0, Math.max(at, 0)).trim(), key: bytesOf(one.slice(at + 1)) };
      }),
    )
    .refine((list) => list.every((one) => /^[\w.-]{1,32}$/.test(one.id) && isKey(one.key)))
    .refine((list) => new Set(list.map((one) => one.id)).size === list.length),
  must: {
    zh: '应为 名称:base64（32 个随机字节），多个以逗号分隔，名称不得重复',
    en: 'must be name:base64 of 32 random bytes, several separated by commas, no name twice',
  },
};

function bytesOf(value: string): Buffer {
  const plain = value.trim();
  return /^[A-Za-z0-9+/]{43}=?$/.test(plain) ? Buffer.from(plain, 'base64') : Buffer.alloc(0);
}

function isKey(bytes: Buffer): boolean {
  return bytes.length === 32 && new Set(bytes).size > 8;
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
}
