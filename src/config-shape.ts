import type { NamedKey } from './config-kinds.js';
import type { Values } from './config-settings.js';

/** `start`: npm start; `serve`: production; `tool`: a command (migrate, import, token, …). */
export type Purpose = 'start' | 'serve' | 'tool';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything the program is told from outside. Numbers have the units of the table of settings. */
export interface Config {
  /**
   * `embedded`: a development installation, which makes its own secrets and keeps them in the data folder.
   * `serve`: production; nothing is made up.
   */
  mode: 'embedded' | 'serve';
  /**
   * Whether our own sign-in may serve demo accounts. Whoever offers it must also refuse to do so on a
   * database that is not marked as a demo.
   */
  developmentSignIn: boolean;
  port: number;
  host: string;
  /** Absolute. */
  dataDir: string;
  /** `url` undefined: the embedded PostgreSQL of `dataDir`. */
  database: { url: string | undefined; appUrl: string | undefined; pool: number };
  /** One address or several, by commas; undefined: each process reads the journal for itself. */
  natsUrl: string | undefined;
  oidc: { issuer: string | undefined; audience: string; clockSkewSeconds: number };
  secrets: Secrets;
  /** Undefined: the address where it listens, which is known only then. */
  publicUrl: string | undefined;
  /** Beside the origin of `publicUrl`. */
  allowedOrigins: readonly string[];
  playground: boolean;
  /** `clientId` undefined: people paste a token. */
  dashboard: { on: boolean; clientId: string | undefined };
  /** Hosts that webhooks may reach although their addresses are private. */
  webhookPrivateHosts: readonly string[];
  metricsToken: string | undefined;
  logLevel: Values['LOG_LEVEL'];
  limits: Limits;
  /** Days for which a position can be continued; undefined: for ever. */
  journalDays: number | undefined;
  demoWorkers: number;
}

/** The keys. Under `tool`, reading one that was not given throws the ConfigError that names it. */
export interface Secrets {
  /** The first encrypts, all decrypt. Never empty. */
  readonly identityKeys: readonly NamedKey[];
  readonly identityHmacKey: Buffer;
  readonly cursorKey: Buffer;
}

export interface Limits {
  bodyBytes: number;
  depth: number;
  aliases: number;
  rootFields: number;
  directives: number;
  tokens: number;
  cost: number;
  rateCostPerMinute: number;
  /** Of one account in an hour: identities read in full, and registrations of somebody who is another county's. */
  lookUpsPerHour: number;
  /** For how long a picture stands still for whoever sees aggregates only. */
  observerPictureSeconds: number;
  socketsPerAccount: number;
  /** Sockets and event streams. */
  socketsTotal: number;
  /** Event streams of one account at once. */
  streamsPerAccount: number;
  subscriptionsPerSocket: number;
  socketQueue: number;
  /** Of the event loop; beyond it for a while, what is new is refused. */
  overloadDelayMs: number;
  /** Reads that wait for a connection; beyond so many for a while, what is new is refused. */
  overloadWaiting: number;
  importBytes: number;
  /** Of files that are sent over the API: of one, of a piece, of all of an organization that have not ended, and their number. */
  imports: { fileBytes: number; pieceBytes: number; organizationBytes: number; openRuns: number };
  /** Of one export. */
  exportRows: number;
  /** Exports of one account at once. */
  exportsPerAccount: number;
  /** Exports of one account with ID numbers in full. */
  fullExportsPerDay: number;
}
