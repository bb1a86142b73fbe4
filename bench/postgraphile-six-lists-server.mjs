/** The peer PostGraphile 5 for the six lists, from three of our tables; each list is the same condition as ours. */
import { addPgTableCondition } from 'postgraphile/utils';
import { serve } from './postgraphile-peer.mjs';

const STANDING = { schemaName: 'public', tableName: 'standing' };
const text = ({ graphql: { GraphQLString } }) => ({ type: GraphQLString });

/** As src/picture/six-lists.ts has them. */
const ON_LIST = {
  LABORERS: (sql, s) => sql`${s}.verified`,
  IN_HARDSHIP: (sql, s) => sql`${s}.verified and (${s}.target or 'HARD_TO_EMPLOY' = any(${s}.tags))`,
  IN_HARDSHIP_EMPLOYED: (sql, s) => sql`${ON_LIST.IN_HARDSHIP(sql, s)} and ${s}.employed`,
  UNEMPLOYED_WITHOUT_INTENT: (sql, s) =>
    sql`not ${s}.employed and (${s}.work_intent is null or ${s}.work_intent = 'NONE')`,
  WILLING_TO_GO_OUT: (sql, s) => sql`${s}.work_intent = 'GO_OUT' and ${s}.in_flight_to is null`,
};
const onList = addPgTableCondition(STANDING, 'onList', text, (list, { sql, sqlTableAlias: s }) => {
  return sql`(${s}.in_base and ${ON_LIST[list](sql, s)})`;
});

/** Whom this region answers for: the same range over the path that ours asks for. */
const within = addPgTableCondition(STANDING, 'within', text, (path, { sql, sqlTableAlias: s, ...rest }) => {
  const { sqlValueWithCodec, build } = rest;
  const end = (value) => sqlValueWithCodec(value, build.dataplanPg.TYPES.text);
  return sql`(${s}.origin >= ${end(path)} and ${s}.origin < ${end(`${path}~`)})`;
});

await serve({
  tables: ['standing', 'worker', 'region'],
  filterBy: [],
  orderBy: ['standing.origin'],
  plugins: [onList, within],
});
