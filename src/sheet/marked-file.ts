import { createHash } from 'node:crypto';
import { pipeline, type Readable, Transform } from 'node:stream';

/**
 * Lets a file flow by and says afterwards what it was: the SHA-256 of all its bytes. Whoever closes the flow closes the
 * source, and a fault of the source is one of the flow.
 */
export function marked(source: Readable): { readonly flow: Readable; readonly sha256: () => Buffer } {
  const hash = createHash('sha256');
  const flow = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  pipeline(source, flow, () => source.destroy());
  return { flow, sha256: () => hash.digest() };
}
