import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What a worker needs of the suite that it runs at the moment. */
export interface Suite {
  /** Tells its modules from those of the suites before it. */
  readonly number: number;
  /** TypeScript as the program is compiled, from jest's cache where the file is unchanged. */
  transform(file: string, url: string): string;
  /** What `@jest/globals` names. */
  globals(): Record<string, unknown>;
}

const PROJECT = join(import.meta.dirname, '..', '..');
const SUITES = pathToFileURL(join(import.meta.dirname, '..')).href;
const GLOBALS = 'jest-globals:';
const MARK = /\?suite=\d+$/;

let running: Suite | undefined;

/**
 * From here on modules are Node's own: a package, and a file of the program, is loaded once in a worker and not once for
 * each suite, while the files of `test` are fresh for each, because what they describe belongs to one run.
 */
export function runSuite(suite: Suite): void {
  if (!running) registerHooks({ resolve, load });
  running = suite;
}

const current = (): Suite => {
  if (!running) throw new Error('no suite is running');
  return running;
};

/** `./x.js` and `#room/x.js` name TypeScript here. */
function typed(specifier: string, parent: string): string | undefined {
  if (parent.includes('/node_modules/') || !specifier.endsWith('.js')) return undefined;
  const base = specifier.startsWith('#') ? join(PROJECT, 'src', specifier.slice(1)) : undefined;
  if (!base && !specifier.startsWith('.')) return undefined;
  const file = base ?? fileURLToPath(new URL(specifier, parent));
  const source = file.replace(/\.js$/, '.ts');
  return existsSync(source) ? pathToFileURL(source).href : undefined;
}

const resolve: Parameters<typeof registerHooks>[0]['resolve'] = (specifier, context, next) => {
  const suite = `?suite=${current().number}`;
  if (specifier === '@jest/globals') return { url: `${GLOBALS}${suite}`, shortCircuit: true };
  const source = typed(specifier, context.parentURL ?? '');
  const found = source ? { url: source, format: 'module', shortCircuit: true } : next(specifier, context);
  if (!found.url.startsWith(`${SUITES}/`) || MARK.test(found.url)) return found;
  return { ...found, url: found.url + suite };
};

const load: Parameters<typeof registerHooks>[0]['load'] = (url, context, next) => {
  if (url.startsWith(GLOBALS)) return { format: 'module', source: spelled(), shortCircuit: true };
  if (!/\.ts(\?suite=\d+)?$/.test(url) || url.includes('/node_modules/')) return next(url, context);
  return { format: 'module', source: current().transform(fileURLToPath(url), url), shortCircuit: true };
};

/** A module that exports what the suite's own jest gives. */
function spelled(): string {
  const key = Symbol.for('labor-bridge suite globals');
  const globals = current().globals();
  (globalThis as Record<symbol, unknown>)[key] = globals;
  const lines = Object.keys(globals).map(
    (name) => `export const ${name} = globals[${JSON.stringify(name)}];`,
  );
  return [`const globals = globalThis[Symbol.for(${JSON.stringify(key.description)})];`, ...lines].join('\n');
}
