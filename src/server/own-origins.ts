/** Every name under which a browser on this machine reaches it. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The origins whose pages may open sockets and event streams: that of `publicUrl` and the `allowed` ones; with
 * `loopbackPort` also this machine's own names with that port, where the pages that we serve are read just as well.
 */
export function ownOrigins(
  publicUrl: string,
  allowed: readonly string[],
  loopbackPort?: number,
): ReadonlySet<string> {
  const loopback =
    loopbackPort === undefined
      ? []
      : LOOPBACK.map((name) => new URL(`http://${name}:${loopbackPort}`).origin);
  return new Set([new URL(publicUrl).origin, ...allowed, ...loopback]);
}
