import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from '../support/client.js';
import { openGround, type TestGround } from '../support/ground.js';
import { beginSlowly } from '../support/open-postings.js';
import { inDays, ownOrganization } from '../support/people.js';
import { type Built, build, ServerProcess } from '../support/server-process.js';
import { SocketTalk } from '../support/socket-talk.js';
import { nextPublished, PUBLISHED, type Published } from '../support/stream-reader.js';

const KILLS = process.env['LONG'] ? 200 : 20;
/** How many postings are under way at once. */
const LANES = 3;
const LAST = '最后的岗位';
const RETRY_MS = 100;

let built: Built;
let ground: TestGround;
let server: ServerProcess;
beforeAll(async () => {
  built = build();
  ground = await openGround();
  server = await ServerProcess.on(built, ground.url);
  server.start();
  await server.ready();
}, 60_000);
afterAll(async () => {
  await server?.kill();
  await ground?.close();
  built?.remove();
});

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

async function clientOf(handle: string): Promise<Client> {
  const tokens = (await (await fetch(`${server.url}/play/tokens`)).json()) as {
    handle: string;
    token: string;
  }[];
  return new Client(server.url, tokens.find((t) => t.handle === handle)?.token, handle);
}

/** Asks with the same key until there is an answer. */
async function insist<T>(who: Client, query: string, input: Record<string, unknown>): Promise<T> {
  for (;;) {
    const answer = await who.send<T>(query, { i: input }).catch(() => undefined);
    // No answer, or that of a server which is just going or coming: nobody knows whether it was done.
    if (!answer || answer.status >= 500) await pause(RETRY_MS);
    else if (answer.errors) throw new Error(answer.text);
    else return answer.data;
  }
}

/** Drafts, submits and opens one posting; its id, once all of it has been acknowledged. */
async function openOne(station: Client, employer: string, title: string): Promise<string> {
  const content = { title, workRegion: '440604', headcount: 1, validTo: inDays(60) };
  const { draftPosting } = await insist<{ draftPosting: { posting: { id: string } } }>(
    station,
    'mutation($i: DraftPostingInput!) { draftPosting(input: $i) { posting { id } } }',
    { employer, content, idempotencyKey: `draft-${title}` },
  );
  const { id } = draftPosting.posting;
  await insist(station, 'mutation($i: IdInput!) { submitPosting(input: $i) { position } }', {
    id,
    idempotencyKey: `submit-${title}`,
  });
  await insist(station, 'mutation($i: OpenPostingInput!) { openPosting(input: $i) { position } }', {
    id,
    idempotencyKey: `open-${title}`,
  });
  return id;
}

/** Watches as one that comes back after every cut with the last position it saw, until `enough`. */
async function watch(token: string, start: string, heard: Published[], enough: () => boolean): Promise<void> {
  let position = start;
  while (!enough()) {
    let talk: SocketTalk | undefined;
    try {
      talk = await SocketTalk.in(server.url, token);
      talk.subscribe('1', PUBLISHED, { after: position });
      for (;;) {
        const frame = await nextPublished(talk, '1', 60_000);
        heard.push(frame);
        position = frame.position;
        if (enough()) return;
      }
    } catch {
      await pause(RETRY_MS);
    } finally {
      talk?.ws.terminate();
    }
  }
}

test(
  'a server that is killed again and again loses nothing that it acknowledged and tells nothing twice',
  async () => {
    const station = await clientOf('station@foshan');
    const county = await clientOf('county@liping');
    const employer = await ownOrganization(await clientOf('employer@foshan'));
    const { picture } = await county.must<{ picture: { position: string } }>(
      '{ picture(origin: "522631", destination: "440600") { position } }',
    );
    const acknowledged = new Map<string, string>();
    const heard: Published[] = [];
    const watching = watch(
      county.token ?? '',
      picture.position,
      heard,
      () => heard.at(-1)?.posting.title === LAST,
    );

    let open = true;
    let drawn = 0;
    const lane = async (): Promise<void> => {
      while (open) {
        const title = `第${String((drawn += 1)).padStart(6, '0')}号岗位`;
        acknowledged.set(await openOne(station, employer, title), title);
      }
    };
    let fault: unknown;
    const lanes = Array.from({ length: LANES }, () =>
      lane().catch((thrown: unknown) => {
        fault = thrown;
      }),
    );
    for (let kill = 0; kill < KILLS; kill++) {
      const rolledBack = await beginSlowly(ground);
      await rolledBack.plant(`从未提交${kill}`);
      // Every fifth time before it has come up.
      if (kill % 5 !== 4) {
        await server.ready();
        for (const before = acknowledged.size; acknowledged.size === before; await pause(10))
          if (fault) throw fault;
      }
      await pause(Math.random() * 400);
      await server.kill();
      await rolledBack.rollback();
      await rolledBack.end();
      server.start();
    }
    await server.ready();
    open = false;
    await Promise.all(lanes);
    if (fault) throw fault;
    acknowledged.set(await openOne(station, employer, LAST), LAST);
    await watching;

    const rows = await ground.look('select title, state from job_posting');
    // Each asked for once is there once, however often it had to be asked for.
    expect(rows.map((r) => String(r['title'])).sort()).toEqual([...acknowledged.values()].sort());
    expect(new Set(rows.map((r) => r['state']))).toEqual(new Set(['OPEN']));
    expect(heard.map((f) => f.posting.id).sort()).toEqual([...acknowledged.keys()].sort());
    expect(heard.map((f) => f.posting.title).sort()).toEqual([...acknowledged.values()].sort());
    expect(acknowledged.size).toBeGreaterThan(0.8 * KILLS);
  },
  KILLS * 10_000,
);
