import { describe, expect, test } from '@jest/globals';
import type { Pairing, Place, Role, Viewer } from '../../dashboard/src/documents.js';
import { flowPairs, keyOf, type Pair, pairsOf } from '../../dashboard/src/pairs.js';

const place = (code: string): Place => ({ code, name: code, level: '' });
const pair = (origin: string, destination: string): Pair => ({
  origin: place(origin),
  destination: place(destination),
});
const national = (origin: string, destination: string): Pairing => ({
  basis: 'NATIONAL',
  ...pair(origin, destination),
});
const local = (origin: string, destination: string): Pairing => ({
  ...national(origin, destination),
  basis: 'LOCAL',
});

function chosen(
  role: Role,
  region: string,
  paired: readonly string[],
  pairings: readonly Pairing[],
): string[] {
  const viewer: Viewer = {
    handle: 'somebody',
    name: 'somebody',
    role,
    organization: { id: '1', name: 'office', region: place(region) },
    pairedDestinations: role === 'COUNTY_BUREAU' ? paired.map(place) : [],
    pairedOrigins: role === 'STATION_LIAISON' ? paired.map(place) : [],
  };
  return pairsOf({ viewer, pairings: { nodes: pairings } }).map(keyOf);
}

describe('the pairs that somebody may choose from', () => {
  const all = [
    local('522631', '330100'),
    national('522631', '440604'),
    national('522631', '440600'),
    national('433100', '370100'),
  ];

  test('a county has its own region with its destinations, those of the national scheme and the greater city first', () => {
    expect(chosen('COUNTY_BUREAU', '522631', ['330100', '440604', '440600'], all)).toEqual([
      '522631-440600',
      '522631-440604',
      '522631-330100',
    ]);
  });

  test('a prefecture also has what is paired within it', () => {
    expect(chosen('COUNTY_BUREAU', '522600', ['440600'], all)).toEqual(
      expect.arrayContaining(['522600-440600', '522631-440600', '522631-330100']),
    );
  });

  test('a station has the origins of its city and no other city', () => {
    expect(chosen('STATION_LIAISON', '440600', ['522631', '522600'], all)).toEqual([
      '522631-440600',
      '522600-440600',
    ]);
  });

  test('who sees aggregates has every pairing, those of its own region first', () => {
    expect(chosen('OBSERVER', '430000', [], all)[0]).toBe('433100-370100');
    expect(chosen('OBSERVER', '430000', [], all)).toHaveLength(4);
  });

  test('an employer has none', () => {
    expect(chosen('EMPLOYER', '440604', [], all)).toEqual([]);
  });
});

describe('the pairs of a flow diagram', () => {
  test('leave out a destination that lies in another one, and an origin that contains another one', () => {
    const pairs = [
      pair('522631', '440600'),
      pair('522631', '440604'),
      pair('522600', '440600'),
      pair('522633', '440600'),
    ];
    expect(flowPairs(pairs, 10).map(keyOf)).toEqual(['522631-440600', '522633-440600']);
  });

  test('are at most so many', () => {
    const pairs = ['440600', '330100', '370100'].map((code) => pair('522631', code));
    expect(flowPairs(pairs, 2)).toHaveLength(2);
  });
});
