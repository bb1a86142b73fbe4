/**
 * Sockets, in a process of their own so that their work is in nobody's bill. It opens them, subscribes and completes
 * on word of the bench, counts the frames that hold the marker, and tells when as many have come as were expected.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';

process.on('disconnect', () => process.exit(0));
const [{ url, token, tokens, count, atOnce, marker, first, patient }] = await once(process, 'message');

const sockets = [];
const faults = [];
let came = 0;
let expected = 0;
let quiet = 0;

/** Tells the bench once as many of a kind have come as it waits for. */
function arrived() {
  if (came !== expected || expected === 0) return;
  expected = 0;
  process.send({ told: 'came' });
}

function open(number) {
  // Sockets of one account ask for the same.
  const account = tokens ? number % tokens.length : 0;
  const authorization = tokens ? tokens[account] : token;
  return new Promise((resolve) => {
    const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false, skipUTF8Validation: true });
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', ...(authorization ? { payload: { authorization } } : {}) })));
    socket.on('error', (fault) => faults.push(String(fault)));
    socket.on('close', (code, reason) => faults.push(`closed ${code} ${reason}`));
    socket.on('message', (bytes) => {
      if (bytes.includes(marker)) {
        came += 1;
        return arrived();
      }
      const { type, payload } = JSON.parse(bytes);
      if (type === 'connection_ack') {
        clearTimeout(patience);
        sockets.push(socket);
        if (first) socket.send(JSON.stringify(first[account % first.length]));
        resolve();
      } else if (type === 'ping') socket.send('{"type":"pong"}');
      else if (type === 'error' || payload?.errors) faults.push(JSON.stringify(payload).slice(0, 500));
      else if (payload?.data && Object.values(payload.data)[0].__typename === 'CaughtUp') quiet += 1;
    });
    const patience = setTimeout(() => {
      faults.push('no acknowledgement in time');
      resolve();
    }, 30_000);
  });
}

let opened = 0;
const openAll = () =>
  Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (opened < count) await open(opened++);
    }),
  );
if (!patient) await openAll();
process.on('message', (order) => {
  if (order.begin) void openAll();
  if (order.send !== undefined) {
    quiet = 0;
    for (const socket of sockets) socket.send(order.send);
  }
  if (order.expect !== undefined) {
    came = 0;
    expected = order.expect;
  }
  process.send({ told: 'answer', came, quiet, sockets: sockets.length, faults: faults.slice(0, 3) });
});
process.send({ told: 'open', sockets: sockets.length, faults: faults.slice(0, 3) });
