import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Wish } from '#bench/arguments.js';
import { type Measure, table } from '#bench/measure.js';

/** Keeps a full run, with what it ran on, in RESULTS.md beside this file. */
export function keepResults(measures: readonly Measure[], wish: Wish, postgres: string): void {
  const peer = (name: string): string => version(join(import.meta.dirname, 'node_modules', name));
  const ours = (name: string): string => version(join(import.meta.dirname, '..', 'node_modules', name));
  const notes = measures.flatMap((m) => (m.note ? [`- \`${m.name}\`: ${m.note}`] : []));
  const text = `# Results of the last full run

Written by \`npm run bench\`; README.md says what each measure is and how it is taken.

- date: ${new Date().toISOString().slice(0, 10)}
- machine: ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${Math.round(totalmem() / 1e9)} GB, ${process.platform}
- Node ${process.versions.node}, PostgreSQL ${postgres}
- ours: Apollo Server ${ours('@apollo/server')}, type-graphql ${ours('type-graphql')}, graphql-jit ${ours('graphql-jit')}, fastify ${ours('fastify')}, pg ${ours('pg')}
- peers: PostGraphile ${peer('postgraphile')} (grafserv ${peer('grafserv')}), Mercurius ${peer('mercurius')} (graphql-jit ${peer('graphql-jit')}), graphql-ws ${peer('graphql-ws')}, ws ${peer('ws')}, fastify ${peer('fastify')}, pg ${peer('pg')}
- load: autocannon ${peer('autocannon')}, 10 connections, ${wish.rounds} rounds of ${wish.seconds} s a contestant after ${wish.warmUpSeconds} s
- world: ${wish.workers} workers, ${wish.postings} postings

${table(measures)}
${notes.length > 0 ? `\n${notes.join('\n')}\n` : ''}`;
  writeFileSync(join(import.meta.dirname, 'RESULTS.md'), text);
}

function version(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}
