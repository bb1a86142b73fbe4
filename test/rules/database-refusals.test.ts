import { describe, expect, test } from '@jest/globals';
import { badInput, conflict, HouseError } from '#kernel/error.js';
import { asRefusal, mayRetry, namingField } from '#store/database-refusals.js';

const ID_NUMBER = '999001199003078214';

/** A fault as the driver throws it, inside one of MikroORM's. */
function thrown(
  code: string,
  more: object = {},
  message = `Key (id_number)=(${ID_NUMBER}) already exists`,
): Error {
  const fault = Object.assign(new Error(message), { code, ...more });
  return new Error(`insert into worker … ${message}`, { cause: fault });
}

describe('a fault of the database', () => {
  test.each([
    ['a lock that was waited for too long', '55P03'],
    ['a statement that took too long', '57014'],
    ['a restart', '57P01'],
    ['a start under way', '57P03'],
    ['too many connections', '53300'],
    ['a broken connection', '08006'],
    ['a closed port', 'ECONNREFUSED'],
  ])('that is %s is no fault of ours', (_name, code) => {
    expect(asRefusal(thrown(code))).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      details: { retryAfterSeconds: 2 },
    });
  });

  test.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect'])(
    'that has no code is known by the driver’s words: %s',
    (message) => {
      for (const fault of [new Error(message), new Error('wrapped', { cause: new Error(message) })])
        expect(asRefusal(fault)).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    },
  );

  test('may be tried again only where nothing was decided', () => {
    expect(['40001', '40P01', '0A000'].map((code) => mayRetry(thrown(code)))).toEqual([true, true, true]);
    expect(['23505', '57P01', '55P03'].map((code) => mayRetry(thrown(code)))).toEqual([false, false, false]);
    expect(asRefusal(thrown('40001'))).toMatchObject({ code: 'CONFLICT', reason: 'CHANGED_MEANWHILE' });
  });

  test('is told as what it means, without what stood in it', () => {
    const refusal = asRefusal(
      thrown('23505', { constraint: 'worker_identity_id_number_hmac_key' }),
    ) as HouseError;
    expect(refusal).toMatchObject({
      code: 'CONFLICT',
      reason: 'WORKER_ALREADY_REGISTERED',
      details: { field: 'input.idNumber' },
    });
    expect(JSON.stringify([refusal.message, refusal.text, refusal.details])).not.toContain(ID_NUMBER);
  });

  test('that nobody foresaw stays what it is, and becomes our own', () => {
    for (const fault of [
      thrown('23505', { constraint: 'unheard_of' }),
      thrown('42703'),
      new TypeError('x'),
      'text',
    ])
      expect(asRefusal(fault)).toBe(fault);
  });
});

describe('a conflict names its field', () => {
  const text = { zh: '已满。', en: 'Full.' };
  test('the verb’s, or else the noun of the input', () => {
    expect(namingField(conflict('A', text, { field: 'input.trip' }), { id: 'x' })).toMatchObject({
      details: { field: 'input.trip' },
    });
    expect(namingField(conflict('A', text, { state: 'OPEN' }), { id: 'x' })).toMatchObject({
      details: { field: 'input.id', state: 'OPEN' },
    });
    expect(namingField(conflict('A', text), { worker: 'x' })).toMatchObject({
      reason: 'A',
      details: { field: 'input' },
    });
  });

  test('and nothing else is touched', () => {
    for (const fault of [badInput('input.a', 'B', text), new Error('x'), 'text'])
      expect(namingField(fault, {})).toBe(fault);
  });
});
