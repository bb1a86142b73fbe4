import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, coerceInputValue, type GraphQLInputType, parse, typeFromAST } from 'graphql';
import { type Drill, isPart, questionOf } from '../../dashboard/src/drill.js';
import { PROJECT } from '../support/other-process.js';

const schema = buildSchema(readFileSync(join(PROJECT, 'schema', 'schema.graphql'), 'utf8'));
const place = (code: string) => ({ code, name: code, level: '' });
const pair = { origin: place('522631'), destination: place('440600') };
const asked = (drill: Drill, role = 'COUNTY_BUREAU') => questionOf(drill, { population: 'ALL_RURAL', role });

describe('the rows behind a number of the wall screen', () => {
  test('are the labour base of the population that is shown', () => {
    expect(asked({ kind: 'laborBase', pair }).variables).toEqual({
      filter: { serviceRegion: '522631', laborBase: true, population: 'ALL_RURAL' },
    });
  });

  test('are a part of it where a part was chosen', () => {
    expect(asked({ kind: 'laborBase', pair, part: 'notEmployed' }).variables['filter']).toMatchObject({
      employed: false,
    });
    expect(asked({ kind: 'intentToDestination', pair, part: 'broad' }).variables['tiers']).toEqual(['BROAD']);
  });

  test('are the explicit and the broad wishes, not those to go anywhere', () => {
    expect(asked({ kind: 'intentToDestination', pair }).variables['tiers']).toEqual(['EXPLICIT', 'BROAD']);
  });

  test('are asked of a station without the filter that is the county’s alone', () => {
    expect(asked({ kind: 'trainingWilling', pair }, 'STATION_LIAISON').variables).toEqual({
      filter: { serviceRegion: '522631', trainingWilling: true },
    });
  });

  test('of an employer’s arrivals need no pair', () => {
    expect(asked({ kind: 'arrived', pair: undefined }, 'EMPLOYER').variables).toEqual({});
  });

  test.each<Drill>([
    { kind: 'laborBase', pair, part: 'employed' },
    { kind: 'intentToDestination', pair, part: 'openPotential' },
    { kind: 'trainingWilling', pair },
    { kind: 'suitablePosts', pair, part: 'postings' },
    { kind: 'arrived', pair },
    { kind: 'passengers', id: 'x', of: 'LB-7' },
    { kind: 'referred', id: 'x', of: '缝纫工' },
  ])('are asked for with values that the schema takes: $kind', (drill) => {
    const { query, variables } = asked(drill);
    const [operation] = parse(query).definitions;
    if (operation?.kind !== 'OperationDefinition') throw new Error('no operation');
    const types = new Map(
      (operation.variableDefinitions ?? []).map(({ variable, type }) => [
        variable.name.value,
        typeFromAST(schema, type) as GraphQLInputType,
      ]),
    );
    for (const [name, value] of Object.entries(variables)) {
      const type = types.get(name);
      if (!type) throw new Error(`${name} is no variable`);
      expect(() => coerceInputValue(value, type)).not.toThrow();
    }
  });

  test('have parts that can be asked for by themselves, and others that cannot', () => {
    expect(['employed', 'available', 'shared'].map(isPart)).toEqual([true, false, false]);
  });
});
