import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '#kernel/make-folder.js';

/**
 * A secret of a development installation, made at the first start and kept in the data folder, readable to
 * its owner alone. When two starts make it at once, both get the one that was first.
 * @param make gives a new one; asked only when there is none.
 * @throws the file system's error when the folder cannot be written.
 */
export function keptSecret(dataDir: string, name: string, make: () => string): string {
  const folder = join(dataDir, 'secrets');
  const file = join(folder, name);
  const kept = readSecret(dataDir, name);
  if (kept !== undefined) return kept;
  // Apart from the secrets the data folder stays open to pass through: under root another user runs PostgreSQL in it.
  makeFolder(dataDir);
  if (makeFolder(folder, 0o700)) chmodSync(folder, 0o700);
  const aside = `${file}.${randomUUID()}`;
  writeFileSync(aside, `${make()}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
  return readFileSync(file, 'utf8').trim();
}

/** The kept secret, or undefined when none was made. */
export function readSecret(dataDir: string, name: string): string | undefined {
  try {
    return readFileSync(join(dataDir, 'secrets', name), 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** 256 random bits in base64. */
export function newKey(): string {
  return randomBytes(32).toString('base64');
}
