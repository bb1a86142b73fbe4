import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import * as documents from '../../dashboard/src/documents.js';
import { WORDS } from '../../dashboard/src/words.js';
import { PROJECT } from '../support/other-process.js';

const schema = buildSchema(readFileSync(join(PROJECT, 'schema', 'schema.graphql'), 'utf8'));
const texts: [string, string][] = Object.entries(documents);
const queries = texts.filter(([, text]) => text.startsWith('query'));
/** Selections of the rows of watched lists, with the types that they select from. */
const ROWS = {
  DEMAND_ROW: 'JobDemand',
  POSTING_ROW: 'JobPosting',
  SUPPLY_ROW: 'PostSupply',
  TRIP_ROW: 'Trip',
  ARRIVAL_ROW: 'Arrival',
  SPLITS: 'FourCounts',
};

describe('what the wall screen asks for', () => {
  test.each(queries)('%s is in the schema', (_name, text) => {
    expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
  });

  test.each(Object.entries(ROWS))('%s can be selected from %s', (name, type) => {
    const [, selection = ''] = texts.find(([each]) => each === name) ?? [];
    const faults = validate(schema, parse(`fragment Row on ${type} { ${selection} }`));
    expect(faults.map(({ message }) => message).filter((message) => !message.includes('never used'))).toEqual(
      [],
    );
  });

  test('is all of it looked at here', () => {
    expect(texts.map(([name]) => name).toSorted()).toEqual(
      [...queries.map(([name]) => name), ...Object.keys(ROWS)].toSorted(),
    );
  });
});

describe('the words of the wall screen', () => {
  const words = (enumeration: string): string[] => {
    const type = schema.getType(enumeration);
    return type && 'getValues' in type
      ? type
          .getValues()
          .map(({ name }) => name)
          .toSorted()
      : [];
  };

  test.each([
    ['roles', 'Role'],
    ['tier', 'IntentTier'],
    ['stage', 'DemandStage'],
    ['education', 'Education'],
    ['tripMode', 'TripMode'],
    ['tripState', 'TripState'],
    ['boardState', 'BoardState'],
    ['referralState', 'ReferralState'],
  ] as const)('%s has one for every value of %s, in both languages', (group, enumeration) => {
    expect(words(enumeration).length).toBeGreaterThan(2);
    for (const language of [WORDS.zh, WORDS.en])
      expect(Object.keys(language[group]).toSorted()).toEqual(words(enumeration));
  });
});
