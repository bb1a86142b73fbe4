/**
 * PostGraphile 5 as a peer: the schema that it derives by itself from the tables it is given, served by its own grafserv on
 * node:http. Production mode, ten connections, its prepared statements on (its default). Row-level security by its own
 * `pgSettings`: one transaction a request, as its manual says.
 */
import { createServer } from 'node:http';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { pgSmartTags } from 'postgraphile/utils';
import { announce, pool, settingsOf } from './peer.mjs';

/** Serves these tables alone, with these columns to filter and order by (`table.column`), and what the plugins add. */
export async function serve({ tables, filterBy, orderBy, plugins }) {
  const behaves = (columns, behavior) =>
    columns.map((column) => ({ kind: 'attribute', match: `public.${column}`, tags: { behavior } }));
  const onlyThese = pgSmartTags([
    { kind: 'class', match: (table) => !tables.includes(table.relname), tags: { behavior: '-*' } },
    ...behaves(filterBy, '+attribute:filterBy'),
    ...behaves(orderBy, '+attribute:orderBy'),
    { kind: 'procedure', match: () => true, tags: { behavior: '-*' } },
  ]);
  const instance = postgraphile({
    extends: [PostGraphileAmberPreset],
    plugins: [onlyThese, ...plugins],
    pgServices: [makePgService({ pool: pool(pg), schemas: ['public'] })],
    grafserv: { watch: false, graphiql: false, graphqlPath: '/graphql' },
    grafast: {
      explain: false,
      context: ({ node }) => ({ pgSettings: settingsOf(node.req.headers['x-viewer']) }),
    },
  });
  const server = createServer();
  server.on('error', (fault) => console.error(fault));
  await instance.createServ(grafserv).addTo(server);
  await instance.getSchema();
  server.listen(0, '127.0.0.1', () => announce(server.address().port));
}
