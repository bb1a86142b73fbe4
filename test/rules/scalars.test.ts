import { describe, expect, test } from '@jest/globals';
import {
  GraphQLError,
  GraphQLObjectType,
  GraphQLSchema,
  type GraphQLScalarType,
  graphql,
  parseValue,
} from 'graphql';
import {
  DateTime,
  Fen,
  IdNumber,
  LocalDate,
  MAX_FEN,
  Phone,
  Position,
  RegionCode,
  toGraphQLError,
  UnifiedSocialCreditCode,
} from '#kernel/scalars.js';
import { badInput } from '#kernel/error.js';

function refusal(scalar: GraphQLScalarType, value: unknown): GraphQLError {
  try {
    scalar.parseValue(value);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
  }
  throw new Error('accepted');
}

const GOOD: [GraphQLScalarType, unknown, unknown][] = [
  [RegionCode, '522631', '522631'],
  [RegionCode, '52', '520000'],
  [LocalDate, '2024-02-29', '2024-02-29'],
  [DateTime, '2026-03-01T08:30:00+08:00', new Date('2026-03-01T00:30:00Z')],
  [DateTime, '2200-01-01T00:00:00+00:01', new Date('2199-12-31T23:59:00Z')],
  [DateTime, '1900-01-01T08:00:00+08:00', new Date('1900-01-01T00:00:00Z')],
  [Fen, 350_000, 350_000],
  [Fen, MAX_FEN, MAX_FEN],
  [IdNumber, '11010519491231002x', '11010519491231002X'],
  [UnifiedSocialCreditCode, '91350100M000100Y43', '91350100M000100Y43'],
  [Phone, '+86 138 0000 1234', '13800001234'],
  [Position, '7:9:', '7:9:'],
];

const BAD: [GraphQLScalarType, unknown, string][] = [
  [RegionCode, '9900', 'REGION_CODE_MALFORMED'],
  [LocalDate, '2023-02-29', 'BAD_DATE'],
  [LocalDate, '2023-2-9', 'BAD_DATE'],
  [DateTime, '2026-04-05T06:07:08', 'BAD_DATE_TIME'],
  [DateTime, '2026-02-30T08:30:00Z', 'BAD_DATE_TIME'],
  [DateTime, '9999-12-31T23:59:59-14:00', 'DATE_TIME_OUT_OF_RANGE'],
  [DateTime, '2199-12-31T23:59:59-00:01', 'DATE_TIME_OUT_OF_RANGE'],
  [DateTime, '1900-01-01T07:59:59+08:00', 'DATE_TIME_OUT_OF_RANGE'],
  [Fen, -1, 'BAD_FEN'],
  [Fen, 1.5, 'BAD_FEN'],
  [Fen, MAX_FEN + 1, 'BAD_FEN'],
  [Fen, '100', 'BAD_FEN'],
  [IdNumber, '110105194912310021', 'BAD_CHECK_DIGIT'],
  [UnifiedSocialCreditCode, '91350100M000100Y4X', 'BAD_CHECK_DIGIT'],
  [Phone, '12800001234', 'NOT_A_MOBILE'],
  [Position, '', 'BAD_POSITION'],
  [Position, 'x'.repeat(4097), 'BAD_POSITION'],
  [Phone, 13800001234, 'NOT_A_STRING'],
];

describe('a scalar', () => {
  test.each(GOOD)('%s understands %s', (scalar, value, meaning) => {
    expect(scalar.parseValue(value)).toEqual(meaning);
  });

  test.each(GOOD)('%s reads the same from the document', (scalar, value, meaning) => {
    expect(scalar.parseLiteral(parseValue(JSON.stringify(value)))).toEqual(meaning);
  });

  test.each(BAD)(
    '%s refuses a bad value with its reason and both languages, not repeating it',
    (scalar, value, reason) => {
      const error = refusal(scalar, value);
      expect(error.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        reason,
        text: { zh: expect.any(String), en: error.message },
      });
      if (String(value).length > 3) expect(JSON.stringify(error)).not.toContain(String(value));
    },
  );

  test.each(GOOD)('%s is described in English with its Chinese term', (scalar) => {
    expect(scalar.description).toMatch(/[\u4e00-\u9fff]/);
    expect(scalar.description).toMatch(/reason/);
  });

  test('money, days and moments are written as they are read', () => {
    expect(Fen.serialize('350000')).toBe(350_000);
    expect(() => Fen.serialize(-1)).toThrow(expect.objectContaining({ code: 'INTERNAL_SERVER_ERROR' }));
    expect(DateTime.serialize(new Date('2026-03-01T00:30:00Z'))).toBe('2026-03-01T00:30:00.000Z');
    expect(LocalDate.serialize('2026-03-01')).toBe('2026-03-01');
  });

  test('in a query keeps its reason through graphql-js, for the variable and for the document', async () => {
    const schema = new GraphQLSchema({
      query: new GraphQLObjectType({
        name: 'Query',
        fields: { ask: { type: Phone, args: { of: { type: Phone } } } },
      }),
    });
    const inDocument = await graphql({ schema, source: '{ ask(of: "12800001234") }' });
    const inVariable = await graphql({
      schema,
      source: 'query ($of: Phone) { ask(of: $of) }',
      variableValues: { of: '12800001234' },
    });
    for (const { errors } of [inDocument, inVariable]) {
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'NOT_A_MOBILE' });
    }
    expect(JSON.stringify(inDocument.errors)).not.toContain('12800001234');
  });

  test('a house error keeps code, reason, text and details', () => {
    const error = toGraphQLError(
      badInput('input.headcount', 'HEADCOUNT_UNCLEAR', { zh: '人数不明', en: 'unclear' }),
    );
    expect(error.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      reason: 'HEADCOUNT_UNCLEAR',
      text: { zh: '人数不明', en: 'unclear' },
      details: { field: 'input.headcount' },
    });
  });
});
