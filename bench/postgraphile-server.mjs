/** The peer PostGraphile 5 for the list of postings, from three of our tables. */
import { addPgTableCondition } from 'postgraphile/utils';
import { serve } from './postgraphile-peer.mjs';

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

await serve({
  tables: ['job_posting', 'organization', 'region'],
  filterBy: ['job_posting.state'],
  orderBy: ['job_posting.opened_at'],
  plugins: [within],
});
