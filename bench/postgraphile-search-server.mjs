/**
 * The peer PostGraphile 5 for finding people, over our own tables of tokens and identities: the conditions that such a server
 * would be given by a plugin. It splits a line at its blanks, in the order given; ours reads it by its rules.
 */
import { createHmac } from 'node:crypto';
import { addPgTableCondition, pgSmartTags } from 'postgraphile/utils';
import { serve } from './postgraphile-peer.mjs';

const KEY = Buffer.from(process.env.BENCH_FINGERPRINT_KEY, 'base64');
const COUNTY = process.env.BENCH_COUNTY;
const TAGS = { 脱贫: 'POVERTY_ALLEVIATED' };

const print = (line) => createHmac('sha256', KEY).update(line).digest();
const tokenOf = (word) => print(`find:${COUNTY}:${word}`).readBigInt64BE(0).toString();
const table = (tableName) => ({ schemaName: 'public', tableName });
const text = ({ graphql: { GraphQLString } }) => ({ type: GraphQLString });

/** Who meets every word of a line. */
const finds = addPgTableCondition(table('worker_token'), 'finds', text, (line, helpers) => {
  const { sql, sqlTableAlias: t, sqlValueWithCodec, build } = helpers;
  const { bigint, text: texts } = build.dataplanPg.TYPES;
  const said = line.split(' ');
  const [rarest, ...others] = said.filter((word) => !TAGS[word]);
  const is = (alias, word) => sql`${alias}.token = ${sqlValueWithCodec(tokenOf(word), bigint)}`;
  const x = sql.identifier(Symbol('x'));
  const s = sql.identifier(Symbol('s'));
  return sql.join(
    [
      is(t, rarest),
      ...others.map(
        (word) => sql`exists (select from worker_token ${x} where ${x}.worker_id = ${t}.worker_id and ${is(x, word)})`,
      ),
      ...said
        .filter((word) => TAGS[word])
        .map(
          (word) =>
            sql`exists (select from standing ${s} where ${s}.worker_id = ${t}.worker_id and ${sqlValueWithCodec(TAGS[word], texts)} = any (${s}.tags))`,
        ),
    ],
    ' and ',
  );
});

/** Whose mobile number it is. */
const phoneIs = addPgTableCondition(table('worker_identity'), 'phoneIs', text, (phone, helpers) => {
  const { sql, sqlTableAlias: i, sqlValueWithCodec, build } = helpers;
  const value = sqlValueWithCodec(print(phone).toString('hex'), build.dataplanPg.TYPES.text);
  return sql`${i}.phone_hmac = decode(${value}, 'hex')`;
});

await serve({
  tables: ['worker_token', 'worker', 'worker_identity', 'region'],
  filterBy: [],
  orderBy: [],
  plugins: [
    pgSmartTags([
      { kind: 'class', match: 'worker_token', tags: { foreignKey: '(worker_id) references worker (id)' } },
    ]),
    finds,
    phoneIs,
  ],
});
