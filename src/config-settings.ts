// Long because it is one table: every setting stands here once, and nowhere else.
import {
  brokerUrl,
  databaseUrl,
  host,
  hostNames,
  type Kind,
  key,
  namedKeys,
  onOff,
  origins,
  text,
  token,
  webUrl,
  whole,
  word,
} from './config-kinds.js';

/** One line of the table of settings. */
export interface Setting {
  name: string;
  /** What holds when it is not set; undefined: nothing does, see the meaning. Secrets have none, ever. */
  fallback?: string;
  /** Its meaning, unit and, where it may stay empty, what follows from that. */
  zh: string;
  en: string;
  /** The bounds or the words that it may be; absent where the meaning says it. */
  values?: string | undefined;
  /** Never logged, never shown, not even in a fault. */
  secret?: boolean;
}

interface Typed<T> extends Setting {
  kind: Kind<T>;
}

function setting<T, F extends string | undefined>(
  kind: Kind<T>,
  fallback: F,
  zh: string,
  en: string,
  secret = false,
): Omit<Typed<T>, 'name' | 'fallback'> & { fallback: F } {
  return { kind, fallback, zh, en, secret };
}

const whenOpen = { zh: '仅 npm run serve 必填', en: 'Required by npm run serve' };

/** Every setting there is. The table of the README is made from it. */
export const TABLE = {
  PORT: setting(
    whole(0, 65535),
    '4000',
    '监听端口；0 表示任选空闲端口',
    'Port to listen on; 0 picks a free one',
  ),
  HOST: setting(host, '127.0.0.1', '监听地址', 'Address to listen on'),
  DATA_DIR: setting(
    text,
    undefined,
    '数据文件夹；默认为项目下的 .data',
    'Data folder; `.data` in the project when empty',
  ),
  DATABASE_URL: setting(
    databaseUrl,
    undefined,
    `数据库属主的连接地址；留空则使用自带的 PostgreSQL 18。${whenOpen.zh}`,
    `Database, as its owner; empty: the embedded PostgreSQL 18. ${whenOpen.en}`,
    true,
  ),
  DATABASE_APP_URL: setting(
    databaseUrl,
    undefined,
    '应用角色（非属主、非超级用户）的连接地址；留空则以属主连接后切换角色',
    'Login of the application role (neither owner nor superuser); empty: the owner logs in and changes role',
    true,
  ),
  DATABASE_POOL: setting(whole(2, 90), '10', '数据库连接数上限', 'Database connections at most'),
  NATS_URL: setting(
    brokerUrl,
    undefined,
    'NATS（JetStream）的地址，多个以逗号分隔：由一个进程读变更日志再告诉其他进程；留空则每个进程自己读',
    'NATS with JetStream, several by commas: one process reads the journal and tells the others; empty: each reads it',
    true,
  ),
  OIDC_ISSUER: setting(
    webUrl,
    undefined,
    `OpenID 签发方；npm start 留空则使用开发登录。${whenOpen.zh}`,
    `OpenID issuer; empty under npm start: the development sign-in. ${whenOpen.en}`,
  ),
  OIDC_AUDIENCE: setting(text, 'labor-bridge', '令牌必须面向的受众', 'Audience that a token must be for'),
  OIDC_CLOCK_SKEW_SECONDS: setting(
    whole(0, 60),
    '30',
    '允许的时钟偏差（秒）',
    'Clock difference allowed, seconds',
  ),
  IDENTITY_KEYS: setting(
    namedKeys,
    undefined,
    `加密身份证号和电话的密钥：名称:base64（32 字节），逗号分隔，第一个为当前密钥。${whenOpen.zh}`,
    `Keys for ID numbers and phones: name:base64 of 32 bytes, by commas, the first is current. ${whenOpen.en}`,
    true,
  ),
  IDENTITY_HMAC_KEY: setting(
    key,
    undefined,
    `查重用的密钥：base64（32 字节）；更换后须重建索引。${whenOpen.zh}`,
    `Key that finds duplicates: base64 of 32 bytes; changing it needs the index made anew. ${whenOpen.en}`,
    true,
  ),
  CURSOR_KEY: setting(
    key,
    undefined,
    `封装游标的密钥：base64（32 字节）。${whenOpen.zh}`,
    `Key that seals cursors: base64 of 32 bytes. ${whenOpen.en}`,
    true,
  ),
  PUBLIC_URL: setting(
    webUrl,
    undefined,
    '对外地址；留空则为监听地址',
    'Address as users see it; empty: where it listens',
  ),
  ALLOWED_ORIGINS: setting(
    origins,
    '',
    '允许的其他网页来源，逗号分隔（套接字握手与事件流）',
    'Further web origins allowed, by commas (socket handshake, event streams)',
  ),
  PLAYGROUND: setting(
    onOff,
    undefined,
    '操作台 /play：on 或 off；npm start 默认 on，npm run serve 默认 off',
    'Playground at /play: on or off; on under npm start, off under npm run serve when empty',
  ),
  DASHBOARD: setting(onOff, 'on', '大屏 /：on 或 off', 'Wall screen at /: on or off'),
  DASHBOARD_CLIENT_ID: setting(
    text,
    undefined,
    '大屏登录用的 OpenID 公共客户端（授权码加 PKCE，回调到大屏地址）；留空则粘贴令牌登录',
    'OpenID public client by which people sign in to the wall screen (code with PKCE, sent back to its address); empty: they paste a token',
  ),
  METRICS_TOKEN: setting(
    token,
    undefined,
    '读取 /metrics 的令牌；npm run serve 留空则关闭 /metrics',
    'Bearer token for /metrics; empty under npm run serve: /metrics is closed',
    true,
  ),
  LOG_LEVEL: setting(
    word('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    'info',
    '日志级别',
    'Log level',
  ),
  BODY_LIMIT_BYTES: setting(
    whole(1024, 10_485_760),
    '102400',
    '请求正文上限（字节）',
    'Request body at most, bytes',
  ),
  MAX_DEPTH: setting(whole(1, 50), '10', '查询深度上限', 'Depth of a query at most'),
  MAX_ALIASES: setting(whole(0, 1000), '15', '别名数量上限', 'Aliases in a query at most'),
  MAX_ROOT_FIELDS: setting(whole(1, 1000), '20', '根字段数量上限', 'Root fields in a query at most'),
  MAX_DIRECTIVES: setting(whole(0, 1000), '10', '指令数量上限', 'Directives in a query at most'),
  MAX_TOKENS: setting(whole(50, 100_000), '2000', '词元数量上限', 'Tokens in a query at most'),
  MAX_COST: setting(whole(10, 10_000_000), '5000', '单次查询的成本上限', 'Cost of one query at most'),
  RATE_COST_PER_MINUTE: setting(
    whole(10, 1_000_000_000),
    '300000',
    '每个账号每分钟的成本上限',
    'Cost that one account may spend in a minute',
  ),
  LOOK_UPS_PER_HOUR: setting(
    whole(1, 1_000_000),
    '100',
    '每个账号每小时可查看完整身份、或碰到他县已登记人员的次数上限',
    'Times an hour that one account may read an identity in full, or meet a person registered by another county',
  ),
  OBSERVER_PICTURE_SECONDS: setting(
    whole(1, 86_400),
    '60',
    '只看合计的账号所见底数每隔多少秒更新一次',
    'Seconds for which the picture stands still for whoever sees aggregates only',
  ),
  SOCKETS_PER_ACCOUNT: setting(
    whole(1, 10_000),
    '5',
    '每个账号的套接字上限',
    'Sockets of one account at most',
  ),
  STREAMS_PER_ACCOUNT: setting(
    whole(1, 10_000),
    '20',
    '每个账号的事件流上限',
    'Event streams of one account at most',
  ),
  SOCKETS_TOTAL: setting(
    whole(1, 1_000_000),
    '5000',
    '各账号的套接字和事件流总数上限',
    'Sockets and event streams of accounts at most, all together',
  ),
  SUBSCRIPTIONS_PER_SOCKET: setting(
    whole(1, 1000),
    '20',
    '每个套接字的订阅上限',
    'Subscriptions on a socket at most',
  ),
  SOCKET_QUEUE_LIMIT: setting(
    whole(10, 1_000_000),
    '1000',
    '每个订阅排队的消息上限，超过即关闭',
    'Frames waiting for one subscription at most; beyond, it is closed',
  ),
  OVERLOAD_DELAY_MS: setting(
    whole(10, 60_000),
    '250',
    '事件循环延迟（毫秒）持续超过此值即为过载：先拒绝新的连接、订阅和查询，超过四倍才拒绝办理',
    'Event loop later than this for a while, ms: overloaded; new sockets, subscriptions and queries are refused first, mutations beyond four times of it',
  ),
  OVERLOAD_WAITING: setting(
    whole(1, 1_000_000),
    '200',
    '等待数据库连接的读取持续超过此数即为过载',
    'Reads waiting for a database connection for a while: overloaded, as above',
  ),
  WEBHOOK_PRIVATE_HOSTS: setting(
    hostNames,
    '',
    '推送可到达的内网主机，逗号分隔（npm start 下本机可用 http）',
    'Hosts that webhooks may reach although their addresses are private, by commas (this machine without TLS under npm start)',
  ),
  JOURNAL_DAYS: setting(
    whole(1, 36_500),
    undefined,
    '位置（position）可继续的天数，更早的变更内容不再保留；留空则永久保留',
    'Days for which a position can be continued, after which what changed is forgotten; empty: everything is kept',
  ),
  IMPORT_LIMIT_BYTES: setting(
    whole(1024, 1_073_741_823),
    '52428800',
    '导入文件上限（字节）',
    'Imported file at most, bytes',
  ),
  IMPORT_PIECE_BYTES: setting(
    whole(1024, 1_048_576),
    '262144',
    '通过接口上传时每个分片的字节数；不分片上传的文件最多为其八倍',
    'Piece of a file that is sent over the API, bytes; a file sent whole has eight times as much at most',
  ),
  IMPORT_ORGANIZATION_BYTES: setting(
    whole(1024, 10_737_418_240),
    '209715200',
    '每个单位未结束的导入文件合计上限（字节）',
    'Files of an organization’s imports that have not ended at most, bytes',
  ),
  IMPORTS_OPEN: setting(
    whole(1, 1000),
    '5',
    '每个单位未结束的导入个数上限',
    'Imports of an organization that have not ended at most',
  ),
  EXPORT_ROWS: setting(whole(1, 1_000_000), '100000', '一次导出的行数上限', 'Rows of one export at most'),
  EXPORTS_PER_ACCOUNT: setting(
    whole(1, 100),
    '2',
    '每个账号同时进行的导出上限（每个进程）',
    'Exports of one account at once, in each process',
  ),
  FULL_EXPORTS_PER_DAY: setting(
    whole(0, 10_000),
    '5',
    '每个账号 24 小时内导出完整身份证号的次数上限；0 表示不允许',
    'Exports with ID numbers in full that one account may begin in 24 hours; 0: none',
  ),
  DEMO_WORKERS: setting(
    whole(0, 10_000_000),
    '20000',
    '演示数据中的虚构劳动者人数',
    'Invented workers of the demo world',
  ),
} satisfies Record<string, Omit<Typed<unknown>, 'name'>>;

/** The name of a setting, as written in the environment. */
export type SettingName = keyof typeof TABLE;

/** What each setting reads to. Those without a fallback may be undefined. */
export type Values = {
  [N in SettingName]: (typeof TABLE)[N]['kind'] extends Kind<infer T>
    ? (typeof TABLE)[N]['fallback'] extends string
      ? T
      : T | undefined
    : never;
};

export const SETTINGS: readonly Setting[] = Object.entries(TABLE).map(([name, one]) => ({
  name,
  fallback: one.fallback,
  values: one.kind.values,
  zh: one.zh,
  en: one.en,
  secret: one.secret,
}));

/** The table of the README, in Markdown. */
export function settingsTable(): string {
  const rows = SETTINGS.map((one) => {
    const fallback = one.fallback ? `\`${one.fallback}\`` : '';
    return `| \`${one.name}\` | ${fallback} | ${one.values ?? ''} | ${one.zh} | ${one.en} | ${one.secret ? '✓' : ''} |`;
  });
  const head = [
    '| Setting 设置 | Default 默认 | Bounds 取值 | 含义 | Meaning | Secret 机密 |',
    '| --- | --- | --- | --- | --- | --- |',
  ];
  return [...head, ...rows].join('\n');
}
