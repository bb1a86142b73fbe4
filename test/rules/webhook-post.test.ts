import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createPost, type Resolve } from '#server/webhook-post.js';

let server: Server;
let port: number;
let connections = 0;
beforeAll(async () => {
  server = createServer((request, answer) => {
    request.resume();
    if (request.url === '/slow') return;
    if (request.url === '/elsewhere') return void answer.writeHead(307, { location: '/' }).end();
    if (request.url === '/endless') {
      answer.writeHead(200);
      const pour = setInterval(() => answer.write(Buffer.alloc(65_536)), 1);
      answer.on('close', () => clearInterval(pour));
      return;
    }
    answer.writeHead(204).end();
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const never = new AbortController().signal;
const here = { privateHosts: ['127.0.0.1', 'board.example'], plainLoopback: true };
const nowhere = { privateHosts: [], plainLoopback: true };
/** A name server that answers differently each time it is asked. */
const answering = (...answers: string[][]): Resolve => {
  let asked = 0;
  return (_name, done) => {
    const found = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    done(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
};

test('a message is posted and its answer’s status told', async () => {
  const post = createPost(here);
  expect(await post(`http://127.0.0.1:${port}/`, {}, '{}', never)).toEqual({ httpStatus: 204 });
});

test('a redirect is told and not followed', async () => {
  const before = connections;
  const answered = await createPost(here)(`http://127.0.0.1:${port}/elsewhere`, {}, '{}', never);
  expect(answered).toEqual({ httpStatus: 307, failure: 'REDIRECT' });
  expect(connections).toBe(before + 1);
});

test('who does not answer in time is left', async () => {
  const begun = Date.now();
  const post = createPost(here, undefined, 200);
  expect(await post(`http://127.0.0.1:${port}/slow`, {}, '{}', never)).toEqual({ failure: 'TIMEOUT' });
  expect(Date.now() - begun).toBeLessThan(2_000);
});

test('an answer without end is left after 64 KB', async () => {
  const answered = await createPost(here)(`http://127.0.0.1:${port}/endless`, {}, '{}', never);
  expect(answered).toEqual({ httpStatus: 200 });
  await new Promise<void>((done, failed) => {
    const patience = setTimeout(() => failed(new Error('still pouring')), 3_000);
    const look = setInterval(
      () =>
        server.getConnections((_fault, open) => {
          if (open > 1) return;
          clearInterval(look);
          clearTimeout(patience);
          done();
        }),
      20,
    );
  });
});

test.each([
  ['loopback', ['127.0.0.1']],
  ['one private among public ones', ['93.184.215.14', '10.0.0.1']],
  ['the metadata of a cloud', ['169.254.169.254']],
  ['IPv4 inside IPv6', ['::ffff:127.0.0.1']],
  ['a private IPv6', ['fd00::1']],
])('a name that leads inside is connected to by nobody: %s', async (_what, addresses) => {
  const before = connections;
  const post = createPost(nowhere, answering(addresses));
  expect(await post(`https://board.example:${port}/`, {}, '{}', never)).toEqual({
    failure: 'PRIVATE_ADDRESS',
  });
  expect(connections).toBe(before);
});

test('a literal private address is connected to by nobody, though no name is looked up', async () => {
  const before = connections;
  for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '10.0.0.1', '2130706433'])
    expect(await createPost(nowhere)(`https://${host}:${port}/`, {}, '{}', never)).toEqual({
      failure: 'PRIVATE_ADDRESS',
    });
  expect(connections).toBe(before);
});

test('a name that changes is asked once a connection: what was looked at is what is connected to', async () => {
  let asked = 0;
  const changing = answering(['127.0.0.1'], ['10.0.0.1']);
  const post = createPost(here, (name, done) => {
    asked += 1;
    changing(name, done);
  });
  const before = connections;
  // HTTP to this very machine is what a test can see arrive.
  const named = `http://board.example:${port}/`;
  expect(await post(named, {}, '{}', never)).toEqual({ httpStatus: 204 });
  expect([asked, connections]).toEqual([1, before + 1]);
  // The next connection looks anew, whatever was found good before.
  expect(await post(named, {}, '{}', never)).toEqual({ failure: 'PRIVATE_ADDRESS' });
  expect([asked, connections]).toEqual([2, before + 1]);
});

test('without TLS nothing but this machine is reached, whatever a name says', async () => {
  const before = connections;
  const post = createPost(here, answering(['10.0.0.1']));
  expect(await post('http://board.example/', {}, '{}', never)).toEqual({ failure: 'PRIVATE_ADDRESS' });
  const strict = createPost({ ...here, plainLoopback: false });
  expect((await strict(`http://127.0.0.1:${port}/`, {}, '{}', never)).failure).toBe('TLS');
  expect(connections).toBe(before);
});

test('a server without a good certificate is told nothing', async () => {
  const post = createPost(here);
  const { failure } = await post(`https://127.0.0.1:${port}/`, {}, '{}', never);
  expect(failure).toBe('TLS');
});

test('whoever leaves takes the message back', async () => {
  const leaving = new AbortController();
  setTimeout(() => leaving.abort(), 50);
  const answered = await createPost(here)(`http://127.0.0.1:${port}/slow`, {}, '{}', leaving.signal);
  expect(answered).toEqual({ failure: 'TIMEOUT' });
});
