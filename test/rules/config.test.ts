import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ConfigError, type Purpose, readConfig, SETTINGS, settingsTable } from '#config.js';

const key = () => randomBytes(32).toString('base64');

let DATA_DIR: string;
beforeEach(() => {
  DATA_DIR = mkdtempSync(join(tmpdir(), 'labor-bridge-config-'));
});
afterEach(() => rmSync(DATA_DIR, { recursive: true, force: true }));

const production = () => ({
  DATA_DIR,
  DATABASE_URL: 'postgres://owner:hidden-word@db.example:5432/labor',
  OIDC_ISSUER: 'https://sign-in.example',
  IDENTITY_KEYS: `k2:${key()},k1:${key()}`,
  IDENTITY_HMAC_KEY: key(),
  CURSOR_KEY: key(),
});

function faultsOf(env: Record<string, string>, purpose: Purpose): ConfigError {
  try {
    readConfig(env, purpose);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}
const named = (error: ConfigError) => error.faults.map((fault) => fault.setting).sort();

describe('npm start', () => {
  test('needs nothing: its keys are made once and kept for its owner alone', () => {
    const first = readConfig({ DATA_DIR }, 'start');
    const second = readConfig({ DATA_DIR }, 'start');
    expect(first).toMatchObject({ mode: 'embedded', developmentSignIn: true, port: 4000, host: '127.0.0.1' });
    expect(first.database.url).toBeUndefined();
    expect(second.secrets.identityKeys).toEqual(first.secrets.identityKeys);
    expect(second.secrets.cursorKey).toEqual(first.secrets.cursorKey);
    expect(first.secrets.cursorKey).toHaveLength(32);
    expect(first.secrets.cursorKey).not.toEqual(first.secrets.identityHmacKey);
    const files = readdirSync(join(DATA_DIR, 'secrets')).map((name) => join(DATA_DIR, 'secrets', name));
    expect(files).toHaveLength(3);
    for (const file of files) expect(statSync(file).mode & 0o777).toBe(0o600);
    // PostgreSQL runs as another user under root, inside the same folder.
    const fresh = join(DATA_DIR, 'fresh', 'and', 'deep');
    readConfig({ DATA_DIR: fresh }, 'start');
    expect(statSync(fresh).mode & 0o777).toBe(0o777 & ~process.umask());
  });

  test('a key that is given is used and not kept', () => {
    const CURSOR_KEY = key();
    const { secrets } = readConfig({ DATA_DIR, CURSOR_KEY }, 'start');
    expect(secrets.cursorKey.toString('base64')).toBe(CURSOR_KEY);
    expect(existsSync(join(DATA_DIR, 'secrets', 'CURSOR_KEY'))).toBe(false);
  });

  test('an issuer of its own switches the development sign-in off', () => {
    expect(readConfig({ DATA_DIR, OIDC_ISSUER: 'http://127.0.0.1:9000' }, 'start').developmentSignIn).toBe(
      false,
    );
  });

  test('a data folder that cannot be used is a fault like any other', () => {
    writeFileSync(join(DATA_DIR, 'file'), '');
    const error = faultsOf({ DATA_DIR: join(DATA_DIR, 'file'), PORT: 'x' }, 'start');
    expect(named(error)).toEqual(['DATA_DIR', 'PORT']);
  });
});

describe('npm run serve', () => {
  test('starts with all its secrets, and makes up nothing', () => {
    const config = readConfig(production(), 'serve');
    expect(config).toMatchObject({ mode: 'serve', developmentSignIn: false, playground: false });
    expect(config.secrets.identityKeys.map((one) => one.id)).toEqual(['k2', 'k1']);
    expect(readdirSync(DATA_DIR)).toEqual([]);
  });

  test('refuses without them, naming each with a way to mend it in both languages', () => {
    const error = faultsOf({ DATA_DIR }, 'serve');
    expect(named(error)).toEqual([
      'CURSOR_KEY',
      'DATABASE_URL',
      'IDENTITY_HMAC_KEY',
      'IDENTITY_KEYS',
      'OIDC_ISSUER',
    ]);
    for (const fault of error.faults) {
      expect(error.message).toContain(fault.setting);
      expect(fault.mend.zh).toMatch(/\p{Script=Han}/u);
      expect(fault.mend.en).not.toBe('');
    }
    expect(readdirSync(DATA_DIR)).toEqual([]);
  });

  test('does not take the keys that a development installation kept', () => {
    readConfig({ DATA_DIR }, 'start');
    expect(named(faultsOf({ DATA_DIR }, 'serve'))).toContain('CURSOR_KEY');
  });

  test('does not send tokens over the open net', () => {
    expect(named(faultsOf({ ...production(), OIDC_ISSUER: 'http://sign-in.example' }, 'serve'))).toEqual([
      'OIDC_ISSUER',
    ]);
  });

  test('refuses a placeholder for a key, and one key for two purposes', () => {
    const CURSOR_KEY = Buffer.alloc(32, 7).toString('base64');
    expect(named(faultsOf({ ...production(), CURSOR_KEY }, 'serve'))).toEqual(['CURSOR_KEY']);
    const one = key();
    const twice = faultsOf({ ...production(), CURSOR_KEY: one, IDENTITY_HMAC_KEY: one }, 'serve');
    expect(twice.message).toContain('CURSOR_KEY');
    expect(twice.message).not.toContain(one);
  });
});

describe('a command', () => {
  test('on a given database makes no key; it says which one it lacks when it needs it', () => {
    const { DATABASE_URL } = production();
    const config = readConfig({ DATA_DIR, DATABASE_URL }, 'tool');
    expect(config.database.url).toBe(DATABASE_URL);
    expect(() => config.secrets.identityKeys).toThrow(/IDENTITY_KEYS/);
    expect(readdirSync(DATA_DIR)).toEqual([]);
  });

  test('beside npm start shares its keys', () => {
    const tool = readConfig({ DATA_DIR }, 'tool');
    expect(readConfig({ DATA_DIR }, 'start').secrets.cursorKey).toEqual(tool.secrets.cursorKey);
  });
});

describe('any configuration', () => {
  test('tells all its faults at once', () => {
    const wrong = {
      PORT: '70000',
      HOST: 'a b',
      DATABASE_POOL: '1',
      OIDC_CLOCK_SKEW_SECONDS: '61',
      PLAYGROUND: 'yes',
      LOG_LEVEL: 'loud',
      MAX_DEPTH: '-1',
      ALLOWED_ORIGINS: 'https://a.example/path',
      METRICS_TOKEN: 'short',
      PUBLIC_URL: 'https://user:word@a.example',
    };
    expect(named(faultsOf({ DATA_DIR, ...wrong }, 'start'))).toEqual(Object.keys(wrong).sort());
  });

  test('an empty setting is one that is not set', () => {
    expect(readConfig({ DATA_DIR, PORT: '', LOG_LEVEL: '  ' }, 'start')).toMatchObject({
      port: 4000,
      logLevel: 'info',
    });
  });

  test('never repeats a secret in a fault', () => {
    const wrong = { DATABASE_URL: 'mysql://owner:hidden-word@db/x', IDENTITY_KEYS: 'k1:hidden-word' };
    const error = faultsOf({ ...production(), ...wrong }, 'serve');
    expect(named(error)).toEqual(['DATABASE_URL', 'IDENTITY_KEYS']);
    expect(error.message).not.toContain('hidden-word');
  });

  test('one query may not cost more than a minute allows', () => {
    const error = faultsOf({ DATA_DIR, MAX_COST: '5000', RATE_COST_PER_MINUTE: '100' }, 'start');
    expect(named(error)).toEqual(['RATE_COST_PER_MINUTE']);
  });

  test('origins are read as a browser sends them', () => {
    const ALLOWED_ORIGINS = 'https://a.example, http://localhost:5173';
    expect(readConfig({ DATA_DIR, ALLOWED_ORIGINS }, 'start').allowedOrigins).toEqual([
      'https://a.example',
      'http://localhost:5173',
    ]);
  });
});

describe('the table of settings', () => {
  test('explains each in both languages and gives no secret a default', () => {
    for (const setting of SETTINGS) {
      expect(setting.zh).toMatch(/\p{Script=Han}/u);
      expect(setting.en).not.toBe('');
      if (setting.secret) expect(setting.fallback).toBeUndefined();
      expect(settingsTable()).toContain(`| \`${setting.name}\` |`);
    }
    expect(settingsTable().split('\n')).toHaveLength(SETTINGS.length + 2);
  });
});
