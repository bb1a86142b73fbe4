/**
 * The peer PostGraphile 5: the schema that it derives by itself from three of our tables, served by its own
 * grafserv on node:http. Production mode, ten connections, its prepared statements on (its default).
 * Row-level security by its own `pgSettings`: one transaction a request, as its manual says.
 */
import { createServer } from 'node:http';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { addPgTableCondition, pgSmartTags } from 'postgraphile/utils';
import { announce, pool, settingsOf } from './peer.mjs';

const TABLES = ['job_posting', 'organization', 'region'];

/** Only the tables that the work needs, and the columns that the work filters and orders by. */
const onlyThese = pgSmartTags([
  { kind: 'class', match: (table) => !TABLES.includes(table.relname), tags: { behavior: '-*' } },
  { kind: 'attribute', match: 'public.job_posting.state', tags: { behavior: '+attribute:filterBy' } },
  { kind: 'attribute', match: 'public.job_posting.opened_at', tags: { behavior: '+attribute:orderBy' } },
  { kind: 'procedure', match: () => true, tags: { behavior: '-*' } },
]);

/** Work in this region or within it: the same range over the path that every contestant asks for. */
const within = addPgTableCondition(
  { schemaName: 'public', tableName: 'job_posting' },
  'within',
  ({ graphql: { GraphQLString } }) => ({ type: GraphQLString }),
  (path, { sql, sqlTableAlias, sqlValueWithCodec, build: { dataplanPg } }) => {
    const text = (value) => sqlValueWithCodec(value, dataplanPg.TYPES.text);
    const column = sql`${sqlTableAlias}.destination`;
    return sql`(${column} >= ${text(path)} and ${column} < ${text(`${path}~`)})`;
  },
);

const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [onlyThese, within],
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
