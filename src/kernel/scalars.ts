/**
 * The scalars of the API. Kernel's only file that knows GraphQL. graphql-js puts the offending value into
 * the message of a variable error by itself; the server's formatter rebuilds the message from
 * `extensions.text`, which these errors always carry and which never holds the value.
 */
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { businessDay } from './business-day.js';
import { badInput, HouseError } from './error.js';
import { normalizeIdNumber } from './id-number.js';
import { isLocalDate } from './local-date.js';
import { normalizePhone } from './phone.js';
import type { Reading } from './reading.js';
import { canonicalRegionCode } from './region-code.js';
import { normalizeUscc } from './uscc.js';

/** A house error as GraphQL carries it: code, reason and both sentences as extensions, details beside them. */
export function toGraphQLError(error: HouseError, node?: ValueNode): GraphQLError {
  const { code, reason, text, details } = error;
  return new GraphQLError(text.en, {
    nodes: node,
    extensions: { code, reason, text, details },
    originalError: error,
  });
}

/** The greatest amount a `Fen` may hold: ten thousand million yuan. */
export const MAX_FEN = 1_000_000_000_000;
/** The longest `Position` in characters. */
export const MAX_POSITION_LENGTH = 4096;

interface ScalarRule<T> {
  name: string;
  description: string;
  read(text: string): T;
  write?(value: unknown): string;
}

function refuse(name: string, reason: string, zh: string, en: string): HouseError {
  return badInput(name, reason, { zh, en });
}

function guarded<T>(read: () => T, node?: ValueNode): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof HouseError ? toGraphQLError(error, node) : error;
  }
}

/** A scalar that is text on the wire, in variables and in the document alike. */
function textScalar<T>(rule: ScalarRule<T>): GraphQLScalarType<T, string> {
  const parse = (value: unknown, node?: ValueNode) =>
    guarded(() => {
      if (typeof value === 'string') return rule.read(value);
      throw refuse(
        rule.name,
        'NOT_A_STRING',
        `${rule.name}应以字符串给出。`,
        `${rule.name} is given as a string.`,
      );
    }, node);
  return new GraphQLScalarType<T, string>({
    name: rule.name,
    description: rule.description,
    parseValue: (value) => parse(value),
    parseLiteral: (node: ValueNode) => parse(node.kind === Kind.STRING ? node.value : undefined, node),
    serialize: (value) => (rule.write ?? String)(value),
  });
}

function must<T>(name: string, reading: Reading<T>): T {
  if (reading.ok) return reading;
  throw refuse(name, reading.reason, reading.text.zh, reading.text.en);
}

/** A code of a place. */
export const RegionCode = textScalar({
  name: 'RegionCode',
  description:
    'A region code (区划代码): 6 digits of GB/T 2260 for province, prefecture and county (522631), 9 for a town, ' +
    '12 for a village, 530602R01 for a resettlement site (安置点), G-CSJ for a group of regions (区域组). ' +
    'Error reason: REGION_CODE_MALFORMED.',
  read: (text) => canonicalRegionCode(text, 'RegionCode'),
});

/** A day. */
export const LocalDate = textScalar({
  name: 'Date',
  description: 'A calendar day (日期) in China (Asia/Shanghai), YYYY-MM-DD. Error reason: BAD_DATE.',
  read(text) {
    if (isLocalDate(text)) return text;
    throw refuse(
      'Date',
      'BAD_DATE',
      '日期应为存在的某一天，格式YYYY-MM-DD。',
      'A date is an existing day, YYYY-MM-DD.',
    );
  },
  write: (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value)),
});

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

/** Moments of people who live, and of plans: the years 1900 to 2199. */
const EARLIEST = Date.UTC(1900, 0, 1);
const TOO_LATE = Date.UTC(2200, 0, 1);

/** A moment. */
export const DateTime = textScalar({
  name: 'DateTime',
  description:
    'A moment (时间) in ISO 8601 with its offset, such as 2026-03-01T08:30:00+08:00; answers are in UTC. ' +
    'From 1900 to 2199, in UTC. Error reasons: BAD_DATE_TIME, DATE_TIME_OUT_OF_RANGE.',
  read(text) {
    const match = text.length <= 40 ? MOMENT.exec(text) : null;
    if (!match || !isLocalDate(match[1] ?? ''))
      throw refuse(
        'DateTime',
        'BAD_DATE_TIME',
        '时间应为带时区的ISO 8601格式，如2026-03-01T08:30:00+08:00。',
        'A time is ISO 8601 with an offset, such as 2026-03-01T08:30:00+08:00.',
      );
    // Looked at in UTC: an offset may carry the last evening of a year into the next.
    const moment = new Date(text);
    if (moment.getTime() >= EARLIEST && moment.getTime() < TOO_LATE) return moment;
    throw refuse(
      'DateTime',
      'DATE_TIME_OUT_OF_RANGE',
      '时间应在1900年至2199年之间（按UTC）。',
      'A time is in the years 1900 to 2199, in UTC.',
    );
  },
  write: (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
});

/** An amount of money. */
export const Fen = new GraphQLScalarType<number, number>({
  name: 'Fen',
  description:
    'An amount of money in fen (金额，以分计): 100 fen are 1 yuan (1元 = 100分), so 350000 is 3500.00 yuan. ' +
    'A whole number from 0 to 1000000000000. Error reason: BAD_FEN.',
  parseValue: (value) => guarded(() => fen(value)),
  parseLiteral: (node) => guarded(() => fen(node.kind === Kind.INT ? Number(node.value) : undefined), node),
  serialize: (value) => storedFen(typeof value === 'number' ? value : Number(value)),
});

function isFen(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_FEN;
}

/** On the way out a bad amount is our own fault, not the caller's. */
function storedFen(value: number): number {
  if (isFen(value)) return value;
  throw new HouseError('INTERNAL_SERVER_ERROR', 'BAD_STORED_AMOUNT', {
    zh: '金额数据异常。',
    en: 'A stored amount is out of bounds.',
  });
}

function fen(value: unknown): number {
  if (isFen(value)) return value;
  throw refuse(
    'Fen',
    'BAD_FEN',
    '金额应为以分为单位的整数（1元=100分），不小于0。',
    'An amount is a whole number of fen (1 yuan is 100 fen), not below 0.',
  );
}

/** A citizen's number. */
export const IdNumber = textScalar({
  name: 'IdNumber',
  description:
    'A citizen identification number (公民身份号码, GB 11643-1999) with a true check digit; 15 digits, full-width ' +
    'digits, blanks and a lower-case x are understood. Error reasons: BAD_LENGTH, BAD_CHARACTER, ' +
    'SCIENTIFIC_NOTATION, BAD_ADDRESS_CODE, IMPOSSIBLE_BIRTH_DATE, BAD_CHECK_DIGIT.',
  read: (text) => must('IdNumber', normalizeIdNumber(text, businessDay(new Date()))).value,
});

/** An organization's number. */
export const UnifiedSocialCreditCode = textScalar({
  name: 'UnifiedSocialCreditCode',
  description:
    'A unified social credit code (统一社会信用代码, GB 32100-2015), 18 characters with a true check character. ' +
    'Error reasons: BAD_LENGTH, BAD_CHARACTER, SCIENTIFIC_NOTATION, BAD_CHECK_DIGIT.',
  read: (text) => must('UnifiedSocialCreditCode', normalizeUscc(text)).value,
});

/** A mobile number. */
export const Phone = textScalar({
  name: 'Phone',
  description:
    'A mainland mobile number (手机号), 11 digits; blanks, hyphens and +86 are taken off. ' +
    'Error reasons: BAD_LENGTH, BAD_CHARACTER, SCIENTIFIC_NOTATION, NOT_A_MOBILE.',
  read: (text) => must('Phone', normalizePhone(text)).value,
});

/** A place in the journal. */
export const Position = textScalar({
  name: 'Position',
  description:
    'A place in the journal (变更日志位置): opaque, up to 4096 characters; hand it back as it came, in `after` or ' +
    '`atLeast`. Error reasons: BAD_POSITION, NOT_A_POSITION, POSITION_FROM_THE_FUTURE, EPOCH_CHANGED (of another or a ' +
    'rebuilt database: read anew); in `atLeast` SERVICE_UNAVAILABLE/POSITION_NOT_REACHED.',
  read(text) {
    if (text.length > 0 && text.length <= MAX_POSITION_LENGTH) return text;
    throw refuse(
      'Position',
      'BAD_POSITION',
      '位置标记为空或过长，请原样传回。',
      'The position is empty or too long; hand it back as it came.',
    );
  },
});
