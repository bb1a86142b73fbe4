/**
 * The load, in a process of its own so that its work is in nobody's bill: warms up, tells the bench, waits for
 * its word, runs, and tells the latency of each answer. autocannon keeps whole milliseconds; we keep them all.
 */
import { once } from 'node:events';
import autocannon from 'autocannon';

const { url, headers, body, connections, warmUpSeconds, seconds, answerBytes } = JSON.parse(process.argv[2]);
process.on('disconnect', () => process.exit(1));

function run(duration) {
  const latencies = [];
  const wrong = { status: 0, size: 0 };
  return new Promise((resolve, reject) => {
    const instance = autocannon({ url, method: 'POST', headers, body, connections, duration, timeout: 10 }, (fault, result) => {
      if (fault) reject(fault);
      else resolve({ latencies, wrong, errors: result.errors + result.timeouts, seconds: result.duration });
    });
    instance.on('response', (_client, status, bytes, milliseconds) => {
      latencies.push(milliseconds);
      if (status !== 200) wrong.status += 1;
      // Headers differ by a few bytes from answer to answer; an error is far shorter than any list.
      if (bytes < answerBytes) wrong.size += 1;
    });
  });
}

await run(warmUpSeconds);
process.send({ warm: true });
await once(process, 'message');
const driven = await run(seconds);
process.removeAllListeners('disconnect');
// Not before all of it has left: tens of thousands of latencies do not go in one piece.
process.send(driven, () => process.disconnect());
