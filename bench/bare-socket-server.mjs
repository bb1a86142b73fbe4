/**
 * The floor of the live measures, which is no GraphQL server: `ws` alone, which sends one finished text to whoever
 * subscribed. It speaks as much of graphql-transport-ws as the load needs, to send the same bytes.
 */
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { hearNews } from './news.mjs';
import { announce } from './peer.mjs';

const listening = new Set();
const server = createServer();
const sockets = new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false, handleProtocols: () => 'graphql-transport-ws' });
let id = '';
sockets.on('connection', (socket) => {
  socket.on('close', () => listening.delete(socket));
  socket.on('message', (bytes) => {
    const message = JSON.parse(bytes);
    if (message.type === 'connection_init') socket.send('{"type":"connection_ack"}');
    if (message.type === 'complete') listening.delete(socket);
    if (message.type !== 'subscribe') return;
    id = message.id;
    listening.add(socket);
  });
});
await hearNews((text) => {
  const frame = `{"id":"${id}","type":"next","payload":{"data":{"postingPublished":${text}}}}`;
  for (const socket of listening) socket.send(frame);
});
server.listen(0, '127.0.0.1', () => announce(server.address().port));
