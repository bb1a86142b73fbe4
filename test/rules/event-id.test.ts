import { describe, expect, test } from '@jest/globals';
import { encodePosition } from '#journal/position.js';
import { eventIdOf, lastEventId } from '#server/event-id.js';

const told = { data: { watch: {} } };

describe('the id of an event', () => {
  test('is the place from which whoever was told it goes on', () => {
    expect(eventIdOf(told, { position: '甲', news: {} })).toBe('甲');
    expect(eventIdOf(told, { from: '甲', to: '乙', changes: [] })).toBe('乙');
    expect(eventIdOf(told, { position: '丙', isLast: true })).toBe('丙');
  });

  test('is none before the last page of a snapshot, of what has no place, and where nothing was told', () => {
    expect(eventIdOf(told, { position: '甲', isLast: false })).toBeUndefined();
    expect(eventIdOf(told, { reason: 'TOO_OLD', oldestAvailable: null })).toBeUndefined();
    expect(eventIdOf({ data: null, errors: [] }, { position: '甲' })).toBeUndefined();
    expect(eventIdOf({ errors: [] }, { position: '甲' })).toBeUndefined();
  });
});

describe('Last-Event-ID', () => {
  test('is a position as we gave it, or none', () => {
    const place = encodePosition('e', '5:5:');
    expect(lastEventId(place, 'e')).toBe(place);
    expect([lastEventId(undefined, 'e'), lastEventId('', 'e')]).toEqual([undefined, undefined]);
  });

  test('may be another database’s, which the stream answers', () => {
    const place = encodePosition('other', '5:5:');
    expect(lastEventId(place, 'e')).toBe(place);
  });

  test.each(['x', '0', 'null', 'MS5l', '甲', ['a', 'b']])('is no such thing as %p', (said) => {
    expect(() => lastEventId(said, 'e')).toThrow('no id of an event');
  });
});
