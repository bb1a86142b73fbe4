import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { describeFault } from '#server/describe-fault.js';
import { redactJsonLine, redactText } from '#server/redact.js';
import { CANARY_ID, CANARY_NAME, CANARY_PHONE, listener } from '../support/said.js';

describe('The log', () => {
  test('has one JSON object a line, with level, time and the request', () => {
    const { log, lines } = listener();
    log.child({ requestId: 'r-1' }).info({ count: 3 }, 'ready');
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      pid: process.pid,
      requestId: 'r-1',
      count: 3,
      msg: 'ready',
    });
  });

  test('keeps to its level', () => {
    const { log, lines } = listener('error');
    log.info('no');
    log.error('yes');
    expect(lines).toHaveLength(1);
  });

  test('never holds what a caller sent', () => {
    const { log, lines } = listener();
    log.info(
      {
        variables: { a: CANARY_NAME },
        query: `{ a(b: "${CANARY_NAME}") }`,
        input: CANARY_NAME,
        body: CANARY_NAME,
      },
      'x',
    );
    log.info(
      {
        payload: { variables: { a: CANARY_NAME }, phone: CANARY_NAME },
        headers: { authorization: CANARY_NAME },
      },
      'x',
    );
    log.info(
      {
        req: { method: 'GET', url: `/graphql?query=${CANARY_NAME}`, headers: { authorization: CANARY_NAME } },
        res: { statusCode: 200, body: CANARY_NAME },
      },
      'x',
    );
    expect(lines.join('')).not.toContain(CANARY_NAME);
    expect(JSON.parse(lines[2] ?? '')).toMatchObject({
      req: { method: 'GET', path: '/graphql' },
      res: { statusCode: 200 },
    });
  });

  test('never holds the message of a fault, whichever way it is logged', () => {
    const { log, lines } = listener();
    const fault = new Error(`Key (name)=(${CANARY_NAME})`);
    log.error(fault);
    log.error({ err: fault });
    log.error({ err: fault }, fault.message);
    log.error({ error: fault }, `failed: ${fault.message}`);
    log.error(fault, 'while closing');
    expect(lines.join('')).not.toContain(CANARY_NAME);
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      'Error',
      'Error',
      'Error',
      'Error',
      'while closing',
    ]);
  });

  test('keeps the messages of the language that name code alone', () => {
    const broken: { a?: { b: number } } = {};
    let fault: unknown;
    try {
      expect(broken.a!.b).toBe(1);
    } catch (error) {
      fault = error;
    }
    expect(describeFault(fault)).toMatchObject({
      class: 'TypeError',
      message: "Cannot read properties of undefined (reading 'b')",
    });
  });

  test.each<[string, string]>([
    [`id ${CANARY_ID}.`, 'id [redacted].'],
    ['x99000119900307821Xy', 'x[redacted]y'],
    ['990001 19900307 8213', '[redacted]'],
    ['９９０００１１９９００３０７８２１３', '[redacted]'],
    ['522631900307821', '[redacted]'],
    [`tel:${CANARY_PHONE},`, 'tel:[redacted],'],
    [`+86 199 0000 0001`, '[redacted]'],
    [`8619900000001`, '[redacted]'],
    ['199-0000-0001', '[redacted]'],
    ['1.19900000001', '1.[redacted]'],
    ['522631000000', '522631000000'],
    ['1771234567890', '1771234567890'],
    ['position 12:345678901234567890123:', 'position 12:345678901234567890123:'],
  ])('cuts the numbers of persons out of texts: %s', (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });

  test('stays JSON whatever is cut', () => {
    const numbers = fc.oneof(
      fc.constant(CANARY_PHONE),
      fc.constant(CANARY_ID),
      fc.string(),
      fc.constant('\u0000'),
      fc.constant('"'),
    );
    const value = fc.oneof(
      fc.array(numbers, { maxLength: 4 }).map((parts) => parts.join('')),
      fc.constantFrom<unknown>(
        19_900_000_001,
        -19_900_000_001,
        510_000_000_000_000_000,
        1.19900000001,
        3.2156789302825928,
        1771234567890,
      ),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.array(value, { maxLength: 3 })), (data) => {
        const parsed: unknown = JSON.parse(redactJsonLine(JSON.stringify(data)));
        expect(typeof parsed).toBe('object');
      }),
    );
    expect(
      redactJsonLine(`{"a":${CANARY_PHONE},"b":[${CANARY_PHONE},1.19900000001],"c":"a,${CANARY_PHONE},b"}`),
    ).toBe('{"a":null,"b":[null,1.19900000001],"c":"a,[redacted],b"}');
    expect(redactJsonLine(JSON.stringify({ a: `\u0000${CANARY_PHONE}` }))).not.toContain(CANARY_PHONE);
  });
});
