import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from './project-root.js';

// Most of a start is the compiling of packages: what is imported from here on is compiled once and kept. Where
// the folder cannot be written nothing is kept, and nothing else is different.
enableCompileCache(join(projectRoot(), 'node_modules', '.cache', 'labor-bridge-compiled'));
await import('#command/start.js');
