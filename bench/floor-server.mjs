/**
 * The floor: fastify sending the JSON that PostgreSQL built, no GraphQL at all, in the same transaction and
 * over pipelined connections. Nothing that speaks GraphQL can cost less than this; it is here for scale.
 */
import fastify from 'fastify';
import pg from 'pg';
import { announce, pool, settingsOf } from './peer.mjs';

const connections = pool(pg, { pipeline: true });
const NAMES = ['app.role', 'app.path', 'app.organization', 'app.actor', 'app.origins', 'app.explicit_keys', 'app.broad_keys', 'app.today'];
const SESSION = {
  name: 'session',
  text: `select ${NAMES.map((name, i) => `set_config('${name}', $${i + 1}, true)`).join(', ')}`,
};
const LIST = {
  name: 'list',
  text: `select json_build_object('data', json_build_object('jobPostings', coalesce(json_agg(x), '[]')))::text as answer from (
    select p.title, p.headcount, p.wage_min_fen as "wageMin", p.wage_max_fen as "wageMax", json_build_object('name', o.name) as employer,
      json_build_object('name', r.name, 'code', r.code) as "workRegion"
    from job_posting p join organization o on o.id = p.employer_id join region r on r.code = p.work_region
    where p.state = $1 and p.destination >= $2 and p.destination < $3 order by p.opened_at desc, p.id desc limit $4) x`,
};

const app = fastify({ logger: false });
app.post('/graphql', async (request, reply) => {
  const settings = settingsOf(request.headers['x-viewer']);
  const { within, state, first } = request.body.variables;
  const client = await connections.connect();
  try {
    const [, , found] = await Promise.all([
      client.query('begin isolation level repeatable read read only'),
      client.query({ ...SESSION, values: NAMES.map((name) => settings[name]) }),
      client.query({ ...LIST, values: [state, within, `${within}~`, first] }),
      client.query('commit'),
    ]);
    return reply.type('application/json; charset=utf-8').send(found.rows[0].answer);
  } finally {
    client.release();
  }
});
await app.listen({ port: 0, host: '127.0.0.1' });
announce(app.server.address().port);
