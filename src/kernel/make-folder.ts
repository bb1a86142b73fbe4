import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it, and answers whether it made the last. `mkdir` of Node with `recursive` tries for
 * ever where a file system refuses with ENOENT what its folder is there for (`/proc`); each is made once here.
 * @param mode of the last alone; those above get the usual one.
 * @throws the file system's error: ENOTDIR where a file is in the way, ENOENT, EACCES, EROFS where nothing can be made.
 */
export function makeFolder(path: string, mode?: number): boolean {
  if (isFolder(path)) return false;
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  try {
    mkdirSync(path, mode);
    return true;
  } catch (error) {
    // Another process may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' && isFolder(path)) return false;
    throw error;
  }
}

/** A link that leads nowhere is no folder, and neither is what may not be looked at. */
function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
