// Longer than 200 lines because it is one list: every part of the program is put to its place here, in order.
import 'reflect-metadata';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { systemViewer, type Viewer } from '#access/viewer.js';
import { ImportResolver } from '#import/import.resolver.js';
import { makeClosers } from '#kernel/closers.js';
import type { Message } from '#kernel/error.js';
import { SmallTurns } from '#kernel/small-turns.js';
import { PictureFold } from '#picture/picture-fold.js';
import { PictureResolver } from '#picture/picture.resolver.js';
import { ShownPictures } from '#picture/shown-pictures.js';
import { WebhookResolver } from '#webhook/webhook.resolver.js';
import { startClock } from '#server/clock.js';
import { DoorKeeper } from '#server/door-keeper.js';
import { openExportDoor } from '#server/export-door.js';
import { buildGraph } from '#server/graph.js';
import { openEventStreams } from '#server/event-streams.js';
import { createMetrics, serveHealth } from '#server/health.js';
import { openHttpDoor } from '#server/http.js';
import { carryImports } from '#server/import-carrier.js';
import { serveImports } from '#server/import-door.js';
import { createKnownDocuments } from '#server/known-documents.js';
import { createLog } from '#server/log.js';
import { named } from '#server/named-plugin.js';
import { ownOrigins } from '#server/own-origins.js';
import { readPlaygroundTabs } from '#server/playground-tabs.js';
import { createQueryWork } from '#server/query-work.js';
import { tellIfSilent } from '#server/silent-issuer.js';
import { openSocketDoor } from '#server/socket.js';
import { startShedding } from '#server/shedding.js';
import { createTokenCheck } from '#server/token-check.js';
import { demoAccounts } from '#party/demo-accounts.js';
import { fillPool } from '#store/fill-pool.js';
import { migrate } from '#store/migrate.js';
import { startEmbedded } from '#store/embedded.js';
import { openOperation } from '#store/open-operation.js';
import { clockVerbs } from './clock-verbs.js';
import type { Config } from './config.js';
import { EXPORTS } from './exports.js';
import { type Ground, openFollower, openGround } from './ground.js';
import { listDoors, openLive } from './live.js';
import { projectRoot } from './project-root.js';
import { openSignIn, roomsOf, wallScreen } from './side-rooms.js';
import { openWebhooks } from './webhooks.js';

export interface App {
  /** Where it listens: http://127.0.0.1:4000. */
  readonly url: string;
  /** Where its data is, when it runs its own database. */
  readonly databaseFolder: string | undefined;
  readonly demo: boolean;
  /** The demo accounts that may sign in here; none in production. */
  readonly accounts: readonly { handle: string; name: string; role: string }[];
  /** Runs the clock's verbs now: tests and tools need not wait for its next minute. */
  tick(): Promise<void>;
  stop(): Promise<void>;
}

export interface AppParts {
  /** Told of steps of the start, in both languages. */
  readonly say: (message: Message) => void;
  /** Fills an empty database with the demo world and answers whether it did; absent in production. */
  readonly fillWithDemo?: (world: Ground, ownerUrl: string) => Promise<boolean>;
  readonly clock?: () => Date;
  /** Life of the demo accounts' tokens in seconds. */
  readonly tokenSeconds?: number;
  /** Takes each line of the log; standard output if not said. */
  readonly logTo?: { write(line: string): void };
}

const CLOCK_EVERY_MS = 60_000;
/** Connections that may wait to be taken: with Node's own 511, of thousands who come back at once some are reset. */
const BACKLOG = 4_096;

/** Starts everything in order; what was opened is closed in reverse by `stop`, within five seconds. */
export async function startApp(config: Config, parts: AppParts): Promise<App> {
  const closers = makeClosers();
  const log = createLog({ level: config.logLevel, ...(parts.logTo ? { destination: parts.logTo } : {}) });
  const rooms = roomsOf(config);
  let stopping = false;
  try {
    let databaseFolder: string | undefined;
    let ownerUrl = config.database.url;
    if (!ownerUrl) {
      const embedded = await startEmbedded({ dataDir: config.dataDir, log: parts.say });
      closers.add('database', () => embedded.stop(), 4_000);
      ownerUrl = embedded.url;
      databaseFolder = embedded.dataDir;
    }
    await migrate(ownerUrl);
    const metrics = createMetrics();
    const open = () =>
      openGround({
        url: config.database.appUrl ?? ownerUrl,
        pool: config.database.pool,
        secrets: config.secrets,
        lookUpsPerHour: config.limits.lookUpsPerHour,
        ...(parts.clock ? { clock: parts.clock } : {}),
        counted: (n) => metrics.statements.inc(n),
      });
    let world = await open();
    if (await parts.fillWithDemo?.(world, ownerUrl)) {
      // It was opened on a database that was no demo yet.
      await world.close();
      world = await open();
    }
    if (world.demo && config.mode === 'serve')
      log.warn(
        'this database is marked as a demo: its people are invented, and nothing of it may be taken for real',
      );
    closers.add('ground', () => world.close());
    const fault = (cause: unknown): void => log.error({ err: cause }, 'a part of the server failed');
    const follower = await openFollower(config.database.appUrl ?? ownerUrl, config, world.epoch, fault);
    closers.add('follower', () => follower.stop());
    follower.listen({
      nouns: ['region'],
      take: (batch) => batch.changes.length > 0 && void world.reloadRegions().catch(fault),
    });

    const port = config.port === 0 ? await freePort(config.host) : config.port;
    const publicUrl = config.publicUrl ?? `http://${config.host}:${port}`;
    const signIn = await openSignIn(config, world, publicUrl, parts.tokenSeconds, rooms.signIn);
    const keeper = new DoorKeeper(
      world.ground,
      createTokenCheck({
        issuer: config.oidc.issuer ?? `${publicUrl}/oidc`,
        audience: config.oidc.audience,
        clockSkewSeconds: config.oidc.clockSkewSeconds,
      }),
      follower,
    );
    const fold = new PictureFold(follower, (accountId) => work.chargeNewPair(accountId));
    const shown = new ShownPictures(fold, config.limits.observerPictureSeconds, Date.now);
    const webhooks = openWebhooks(config);
    const schema = await buildGraph(
      new Map<unknown, object>([
        [PictureResolver, new PictureResolver(shown, follower)],
        [WebhookResolver, webhooks.door],
        [ImportResolver, new ImportResolver(config.limits.imports)],
        ...listDoors(follower),
      ]),
    );
    const openIntrospection = config.mode === 'embedded';
    const work = createQueryWork(schema, config.limits, openIntrospection, world.lend, fault);
    const turns = new SmallTurns();
    const live = openLive(follower, keeper, shown, config.limits.socketQueue, turns, config.journalDays);
    closers.add('live', () => live.close());
    const documents = createKnownDocuments();
    const { limits } = config;
    const lines = (): number => sockets.count() + streams.count();
    const shedding = startShedding({
      bounds: { delayMs: limits.overloadDelayMs, waiting: limits.overloadWaiting },
      waiting: () => world.readers.waitingCount,
      lines,
      refused: (kind) => metrics.shed.inc({ work: kind.toLowerCase() }),
    });
    closers.add('shedding', async () => shedding.close());
    const { shed } = shedding;
    const http = await openHttpDoor({
      schema,
      keeper,
      work,
      documents,
      limits,
      shed,
      log,
      openIntrospection,
    });
    const { fastify } = http;
    closers.add('http', () => http.stop());
    const loopbackPort = config.mode === 'embedded' ? port : undefined;
    const origins = ownOrigins(publicUrl, config.allowedOrigins, loopbackPort);
    const listening = {
      ...{ schema, keeper, live: live.fields, work, documents, limits, turns, shed, log },
      lines,
      // Lines of accounts have the places. Those of whomever, refused ones that are leaving among them, have an end, too.
      full: () =>
        sockets.seated() + streams.count() >= limits.socketsTotal || lines() >= 2 * limits.socketsTotal,
      // A browser always says its origin; a program has none to say.
      mayConnect: (origin: string | undefined) => origin === undefined || origins.has(origin),
    };
    const sockets = openSocketDoor({ ...listening, server: fastify.server });
    closers.add('sockets', () => sockets.close());
    const streams = openEventStreams(fastify, { ...listening, epoch: world.epoch });
    closers.add('event streams', () => streams.close());
    const exports = openExportDoor(fastify, { schema, lists: EXPORTS, keeper, limits, shed, log });
    closers.add('exports', () => exports.close());
    serveHealth(fastify, {
      metrics,
      pool: world.readers,
      follower,
      sockets: sockets.count,
      eventStreams: streams.count,
      subscriptions: live.size,
      overload: shedding.level,
      turnsWaiting: () => turns.size,
      metricsToken: config.metricsToken,
      open: config.mode === 'embedded',
      stopping: () => stopping,
    });
    const delivery = webhooks.deliver({
      ...{ schema, work, ground: world.ground, follower, keeper, metrics, log },
      connectionString: config.database.appUrl ?? ownerUrl,
    });
    closers.add('webhooks', () => delivery.stop());
    const charge = (viewer: Viewer) => work.chargeReading(viewer, undefined);
    serveImports(fastify, { keeper, bounds: limits.imports, shed, charge, log });
    const imports = carryImports({
      ...{ ground: world.ground, follower, onFault: fault, fileBytes: limits.importBytes },
      connectionString: config.database.appUrl ?? ownerUrl,
    });
    closers.add('imports', () => imports.stop());
    signIn?.register(fastify);
    const demo = signIn && {
      accounts: () => demoAccounts(openOperation(world.ground, systemViewer('door'))),
      issueToken: (handle: string) => signIn.issueToken(handle),
    };
    const wall = await wallScreen(config, publicUrl, rooms.dashboard);
    if (wall) await fastify.register(named('dashboard', wall.dashboard), { ...wall.options, demo });
    if (rooms.playground)
      await fastify.register(named('playground', (await rooms.playground).playground), {
        publicUrl,
        tabs: await readPlaygroundTabs(join(projectRoot(), 'docs', 'examples')),
        demo,
        atRoot: !wall && demo !== undefined,
      });
    const clock = startClock(
      world.ground,
      world.readers,
      clockVerbs(config.journalDays),
      CLOCK_EVERY_MS,
      fault,
    );
    closers.add('clock', () => clock.stop());
    await clock.tick();
    await fastify.listen({ port, host: config.host, backlog: BACKLOG });
    // /readyz says when there is no database.
    if (config.mode === 'serve') fillPool(world.readers, config.database.pool).catch(fault);
    if (config.oidc.issuer) void tellIfSilent(config.oidc.issuer, parts.say, log);
    return {
      url: `http://${config.host}:${(fastify.server.address() as AddressInfo).port}`,
      databaseFolder,
      demo: world.demo,
      accounts: signIn ? await demoAccounts(openOperation(world.ground, systemViewer('door'))) : [],
      tick: () => clock.tick(),
      async stop() {
        stopping = true;
        for (const { part, cause } of await closers.stop())
          log.error({ err: cause }, `${part} did not close`);
      },
    };
  } catch (cause) {
    await closers.stop();
    throw cause;
  }
}

/** The issuer's address stands in every token, so the port must be known before anything listens. */
function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
