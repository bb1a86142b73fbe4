import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type jestRuntime from 'jest-runtime';
import { runSuite } from './suite-modules.ts';

const nodeRequire = createRequire(import.meta.url);
// Its types tell of the module that `require` gives.
const { default: Runtime } = nodeRequire('jest-runtime') as typeof jestRuntime;
/** Where the source map of each module lies, by its address: modules outlive the suite that loaded them first. */
const maps = new Map<string, string>();
const ABILITIES = {
  isInternalModule: false,
  supportsDynamicImport: true,
  supportsExportNamespaceFrom: true,
  supportsStaticESM: true,
  supportsTopLevelAwait: true,
};
type Given = ConstructorParameters<typeof Runtime>;
let suites = 0;

/** Jest as it is, but for modules, which are Node's own: see suite-modules.ts. */
export default class SuiteRuntime extends Runtime {
  readonly #compile: (file: string) => ReturnType<Given[3]['transform']>;

  constructor(...given: Given) {
    const { getBuiltinModule } = process;
    super(...given);
    // It is meant for the process of a sandbox, of which there is none here.
    process.getBuiltinModule = getBuiltinModule;
    const [, , , transformer, , coverage, , run] = given;
    if (run.watch || run.watchAll)
      throw new Error('what a worker has loaded it keeps: run jest anew instead of --watch');
    this.#compile = (file) => transformer.transform(file, { ...coverage, ...ABILITIES });
  }

  override unstable_shouldLoadAsEsm(): boolean {
    return true;
  }

  /** The framework holds what one suite described, so it is loaded anew for each. */
  override requireInternalModule<T = unknown>(from: string, to?: string): T {
    const path = to === undefined ? from : createRequire(from).resolve(to);
    delete nodeRequire.cache[path];
    return nodeRequire(path) as T;
  }

  override async unstable_importModule(suite: string): Promise<never> {
    const number = (suites += 1);
    runSuite({
      number,
      transform: (file, url) => this.#transform(file, url),
      globals: () => this.requireModuleOrMock(suite, '@jest/globals'),
    });
    return (await import(`${pathToFileURL(suite).href}?suite=${number}`)) as never;
  }

  override getSourceMaps(): typeof maps {
    return maps;
  }

  #transform(file: string, url: string): string {
    const { code, sourceMapPath } = this.#compile(file);
    if (sourceMapPath) maps.set(url, sourceMapPath);
    return code;
  }
}
