import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { CITY_PATH } from '#bench/load-parties.js';
import type { OwnServer } from '#bench/servers.js';

/** Postings that are worked on at once, and how often each, in the mean, in a second at most. */
const HANDS = 4;
const OF_A_HAND_PER_SECOND = 5;

/**
 * The station pauses and resumes some postings, each so many times or until it is over; answers the latencies of all
 * those mutations in ms.
 */
export async function mutate(
  server: OwnServer,
  owner: pg.Client,
  most: number,
  over: () => boolean = () => false,
): Promise<number[]> {
  const { rows } = await owner.query<{ id: string }>(
    `select id from job_posting where state = 'OPEN' and destination >= $1 and destination < $2 order by id desc limit $3`,
    [CITY_PATH, `${CITY_PATH}~`, HANDS],
  );
  const took: number[] = [];
  const one = async (id: string, verb: string): Promise<void> => {
    const from = performance.now();
    const text = `mutation Work($id: ID!) { ${verb}(input: { id: $id }) { posting { state } } }`;
    await ask(server, server.tokens.station, text, { id });
    took.push(performance.now() - from);
  };
  await Promise.all(
    rows.map(async (row) => {
      const id = Buffer.from(`JobPosting:${row.id}`).toString('base64url');
      for (let next = performance.now(); took.length < most && !over(); ) {
        // One after the other, and in the end it is open as before.
        await one(id, 'pausePosting');
        await one(id, 'resumePosting');
        next += 2000 / OF_A_HAND_PER_SECOND;
        const early = next - performance.now();
        if (early > 0) await delay(early);
      }
    }),
  );
  return took;
}

/** Asks our server over HTTP; a refusal is a fault. */
export async function ask(
  { url }: OwnServer,
  token: string,
  query: string,
  variables: object,
): Promise<{ data: Record<string, unknown> }> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await answer.json()) as { data?: Record<string, unknown>; errors?: unknown };
  if (!body.data || body.errors) throw new Error(`refused: ${JSON.stringify(body.errors).slice(0, 1_000)}`);
  return { data: body.data };
}
