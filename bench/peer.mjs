/** What every peer does in the same way: which viewer asks, how it connects, when it is ready, when it stops. */

/** Viewer → session settings, as the bench found them in the database: our own server's, name for name. */
const VIEWERS = JSON.parse(process.env.BENCH_VIEWERS);

/** The settings of row-level security for the viewer that a request's header names. */
export function settingsOf(viewer) {
  const settings = VIEWERS[viewer];
  if (!settings) throw new Error('no such viewer');
  return settings;
}

/** Ten connections that put on the serving role as they start, like our own server's. */
export function pool(pg, more = {}) {
  return new pg.Pool({
    connectionString: process.env.BENCH_DATABASE,
    options: '-c role=labor_bridge_app',
    max: 10,
    application_name: 'bench peer',
    ...more,
  });
}

/** Tells the bench where to ask, and ends with it. */
export function announce(port) {
  process.on('disconnect', () => process.exit(0));
  process.send({ port });
}
