import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { idCheckCharacter } from '#kernel/id-number.js';
import type { Operation } from '#kernel/operation.js';
import { inPopulation, POPULATIONS, populationCondition } from '#worker/population.js';
import { mustBeTagEnd, mustBeTagPeriod } from '#worker/tag-period.rules.js';
import { WorkerTag } from '#worker/worker-tag.entity.js';
import { identifiedBy, worksAs } from '#worker/worker-facts.js';
import { Worker } from '#worker/worker.entity.js';
import { readIdNumber, readName, readPhone } from '#worker/worker.rules.js';

const INVENTED = `99900119900101001${idCheckCharacter('99900119900101001')}`;
const on = (isDemo: boolean) => ({ today: '2026-03-01', vault: { isDemo } }) as unknown as Operation;
const refusal = (reason: string, field: string) =>
  expect.objectContaining({ code: 'BAD_USER_INPUT', reason, details: expect.objectContaining({ field }) });

describe('an ID number', () => {
  test('says sex and birth date, and whether the person is invented', () => {
    const worker = Object.create(Worker.prototype) as Worker;
    identifiedBy(worker, readIdNumber(on(false), '11010519491231002x'));
    expect(worker).toMatchObject({ birthDate: '1949-12-31', sexCode: 2, invented: false });
    identifiedBy(worker, readIdNumber(on(true), INVENTED));
    expect(worker).toMatchObject({ birthDate: '1990-01-01', sexCode: 1, invented: true });
  });

  test('of an invented person is refused by a database of real ones, and of a real one by a demo', () => {
    expect(() => readIdNumber(on(false), INVENTED)).toThrow(refusal('DEMO_IDENTITY', 'input.idNumber'));
    expect(readIdNumber(on(false), '110105 19491231002X').value).toBe('11010519491231002X');
    expect(() => readIdNumber(on(true), '11010519491231002X')).toThrow(
      refusal('REAL_IDENTITY', 'input.idNumber'),
    );
  });

  test('with a slip is refused without being repeated', () => {
    for (const [text, reason] of [
      ['110105194912310021', 'BAD_CHECK_DIGIT'],
      ['110105194902300020', 'IMPOSSIBLE_BIRTH_DATE'],
      ['1101051949', 'BAD_LENGTH'],
    ] as const) {
      expect(() => readIdNumber(on(true), text)).toThrow(refusal(reason, 'input.idNumber'));
      expect(() => readIdNumber(on(true), text)).not.toThrow(
        expect.objectContaining({ message: expect.stringContaining(text) }),
      );
    }
  });
});

describe('a name', () => {
  test.each([
    ['杨虚构', '杨虚构'],
    [' 欧阳虚构 ', '欧阳虚构'],
    ['吐尔逊•虚构', '吐尔逊·虚构'],
    ['Xu Gou', 'Xu Gou'],
    ['𠮷虚', '𠮷虚'],
    ['葛\u{E0100}虚构', '葛\u{E0100}虚构'],
    ['虚构葛\u{E0100}', '虚构葛\u{E0100}'],
    ['ئاي\u200Dگۈل', 'ئاي\u200Dگۈل'],
  ])('%s is one', (text, name) => {
    expect(readName(text)).toBe(name);
  });

  test.each([
    '',
    ' ',
    '杨',
    '杨1',
    '522631199001010012',
    '<b>杨虚</b>',
    '杨\n虚',
    '·虚构',
    '虚'.repeat(51),
    '=杨虚',
    '\u3164\u3164',
    '\u115F\u1160',
    '杨\u200B虚',
    '杨\u202E虚',
    '杨虚\uFEFF虚',
    '杨\u2800虚',
  ])('%j is none', (text) => {
    expect(() => readName(text)).toThrow(refusal('NAME', 'input.name'));
  });

  test('is judged at once, however long the text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 51, maxLength: 20_000 }), (text) => {
        try {
          return readName(text).length <= 50;
        } catch {
          return true;
        }
      }),
      { numRuns: 50 },
    );
  });
});

test('a phone number is read as people write it', () => {
  expect(readPhone(on(true), '+86 154-0000-0001')).toBe('15400000001');
  expect(() => readPhone(on(true), '12345')).toThrow(refusal('BAD_LENGTH', 'input.phone'));
});

test('a phone number that somebody may hold does not come into a demo', () => {
  expect(() => readPhone(on(true), '13800000001')).toThrow(refusal('REAL_PHONE', 'input.phone'));
  expect(readPhone(on(false), '13800000001')).toBe('13800000001');
});

describe('a population', () => {
  const marks = (target: boolean, relocated: boolean) => ({ target, relocated });
  test.each([
    ['TARGET', 'true false true false'],
    ['RELOCATED', 'false true true false'],
    ['TARGET_OR_RELOCATED', 'true true true false'],
    ['ALL_RURAL', 'true true true true'],
  ] as const)('%s', (population, line) => {
    const found = [marks(true, false), marks(false, true), marks(true, true), marks(false, false)].map((m) =>
      inPopulation(population, m),
    );
    expect(found.join(' ')).toBe(line);
  });

  test('each has its condition', () => {
    expect(POPULATIONS.map((p) => populationCondition(p).sql)).toEqual([
      's.target',
      's.relocated',
      '(s.target or s.relocated)',
      'true',
    ]);
  });
});

test('a tag holds for a day at least', () => {
  const tag = Object.assign(Object.create(WorkerTag.prototype) as WorkerTag, { validFrom: '2026-02-28' });
  for (const day of ['2026-02-28', '2026-02-27'])
    expect(() => tag.endOn(day)).toThrow(
      expect.objectContaining({
        reason: 'TAG_ENDS_TOO_EARLY',
        details: { field: 'input.on', allowed: ['2026-03-01'] },
      }),
    );
  tag.endOn('2026-03-01');
  expect(tag.validTo).toBe('2026-03-01');
});

describe('a tag', () => {
  const TODAY = '2026-11-22';
  const period = (from: string, to: string | null) => () => mustBeTagPeriod(TODAY, '1990-01-01', from, to);
  test.each([
    ['1990-01-01', null],
    ['2026-11-22', '2056-11-22'],
    ['2027-11-22', null],
  ])('may hold from %s to %s', (from, to) => {
    expect(period(from, to)).not.toThrow();
  });

  test.each([
    ['1000-01-01', null, 'TAG_BEGINS', 'input.validFrom'],
    ['1989-12-31', null, 'TAG_BEGINS', 'input.validFrom'],
    ['2027-11-23', null, 'TAG_BEGINS', 'input.validFrom'],
    ['9999-12-31', null, 'TAG_BEGINS', 'input.validFrom'],
    ['2026-11-22', '2026-11-22', 'PERIOD', 'input.validTo'],
    ['2026-11-22', '2056-11-23', 'TAG_ENDS', 'input.validTo'],
    ['2026-11-22', '9999-12-31', 'TAG_ENDS', 'input.validTo'],
  ])('holds no time from %s to %s: %s', (from, to, reason, field) => {
    expect(period(from, to)).toThrow(refusal(reason, field));
  });

  test('that is taken off ends within the same bounds', () => {
    expect(() => mustBeTagEnd('input.on', TODAY, '9999-12-31')).toThrow(refusal('TAG_ENDS', 'input.on'));
    expect(() => mustBeTagEnd('input.on', TODAY, TODAY)).not.toThrow();
  });
});

describe('the planned end of present work', () => {
  const city = { code: '440604', path: '440604' } as never;
  const other = { code: '330109', path: '330109' } as never;
  const seasonal = () => {
    const worker = Object.create(Worker.prototype) as Worker;
    worksAs(worker, 'FLEXIBLE', city, '2026-06-30');
    return worker;
  };
  test.each([
    ['said again without an end', (w: Worker) => worksAs(w, 'FLEXIBLE', city), '2026-06-30'],
    ['said with another end', (w: Worker) => worksAs(w, 'FLEXIBLE', city, '2026-07-31'), '2026-07-31'],
    ['said to have none', (w: Worker) => worksAs(w, 'FLEXIBLE', city, null), null],
    ['followed by other work', (w: Worker) => worksAs(w, 'FLEXIBLE', other), null],
    ['over', (w: Worker) => worksAs(w, null, null), null],
  ] as const)('of work that is %s', (_what, says, worksUntil) => {
    const worker = seasonal();
    says(worker);
    expect(worker.worksUntil).toBe(worksUntil);
  });

  test('is remembered of a season that ended, until there is work again', () => {
    const worker = Object.assign(Object.create(Worker.prototype) as Worker, { seasonEndedOn: '2026-07-01' });
    worksAs(worker, null, null);
    expect(worker.seasonEndedOn).toBe('2026-07-01');
    worksAs(worker, 'FARM', city);
    expect(worker.seasonEndedOn).toBeNull();
  });
});
