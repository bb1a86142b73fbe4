import { createHmac, randomBytes } from 'node:crypto';
import { chmod, link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { badInput } from '#kernel/error.js';
import { makeFolder } from '#kernel/make-folder.js';

const FILE = 'development-sign-in.json';
const HANDLE = /^[a-z0-9-]+(@[a-z0-9-]+)?$/;

/** What the development sign-in of one installation keeps: it is made once and outlives restarts. */
export interface DevelopmentSecrets {
  /** 32 random bytes, base64url; the secret of every demo client is derived from it. */
  installationSecret: string;
  /** The private ES256 key that signs the tokens. */
  signingKey: JWK;
}

/** The secrets in the data folder, or nothing where no development sign-in was ever started on it. */
export async function readDevelopmentSecrets(dataDir: string): Promise<DevelopmentSecrets | undefined> {
  let text: string;
  try {
    text = await readFile(join(dataDir, FILE), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { installationSecret, signingKey } = JSON.parse(text) as Partial<DevelopmentSecrets>;
    if (typeof installationSecret === 'string' && installationSecret.length >= 43 && signingKey?.d) {
      return { installationSecret, signingKey };
    }
  } catch {
    // A spoilt file is as good as none: making it anew only ends tokens of demo accounts.
  }
  return undefined;
}

/**
 * The secrets in the data folder, made on first use and readable by the owner alone (0600). Of several processes that
 * start on an empty folder at once, all go by those of one.
 */
export async function openDevelopmentSecrets(dataDir: string): Promise<DevelopmentSecrets> {
  const file = join(dataDir, FILE);
  const kept = await readDevelopmentSecrets(dataDir);
  if (kept !== undefined) {
    await chmod(file, 0o600);
    return kept;
  }
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const made: DevelopmentSecrets = {
    installationSecret: randomBytes(32).toString('base64url'),
    signingKey: { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'ES256', use: 'sig' },
  };
  makeFolder(resolve(dataDir));
  // Written aside and put there whole: a kill in the middle leaves no half file behind.
  const aside = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(aside, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  try {
    return await putThere(aside, file, made);
  } finally {
    await rm(aside, { force: true });
  }
}

/** A name is given to a file once, so one is the first; a spoilt file, and a folder that knows no links, are written over. */
async function putThere(aside: string, file: string, made: DevelopmentSecrets): Promise<DevelopmentSecrets> {
  try {
    await link(aside, file);
  } catch {
    const first = await readDevelopmentSecrets(dirname(file));
    if (first !== undefined) return first;
    await rename(aside, file);
  }
  return made;
}

/**
 * The client id of a demo account: its handle with `@` as a dot, so that it needs no escaping in a URL, a
 * header or a shell. `county@liping` is `county.liping`.
 * @throws BAD_USER_INPUT / HANDLE_MALFORMED
 */
export function clientIdOf(handle: string): string {
  if (!HANDLE.test(handle)) {
    throw badInput('handle', 'HANDLE_MALFORMED', {
      zh: '演示账号应写作 county@liping 的形式：小写字母、数字和连字符。',
      en: 'A demo account is written like county@liping: lower-case letters, digits and hyphens.',
    });
  }
  return handle.replace('@', '.');
}

/** A value that only this installation can know, different for each purpose. */
export function deriveSecret({ installationSecret }: DevelopmentSecrets, purpose: string): string {
  return createHmac('sha256', Buffer.from(installationSecret, 'base64url'))
    .update(purpose)
    .digest('base64url');
}

/** The client secret of a demo account in this installation. */
export function clientSecretOf(secrets: DevelopmentSecrets, handle: string): string {
  return deriveSecret(secrets, `client ${handle}`);
}
