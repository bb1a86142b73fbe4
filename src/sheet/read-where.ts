import { type Reading, refused } from '#kernel/reading.js';
import { plainText } from './plain-text.js';
import type { ResolveRegion } from './read-place.js';

/** The region that a cell names, at whatever level; null where it is empty. Refusals: PLACE_UNKNOWN, PLACE_AMBIGUOUS. */
export function readWhere(cell: string, resolve: ResolveRegion): Reading<{ code: string | null }> {
  const text = plainText(cell, 60);
  if (text === '') return { ok: true, code: null };
  const found = text === undefined ? { candidates: [] } : resolve(text);
  if ('code' in found) return { ok: true, code: found.code };
  return found.candidates.length > 1
    ? refused(
        'PLACE_AMBIGUOUS',
        '该地名对应多个地区，请写明所属省市。',
        'Several regions have this name; add the province or city.',
      )
    : refused(
        'PLACE_UNKNOWN',
        '找不到该地区，请填写全称（如“广东省佛山市”）。',
        'No such region; give its full name, such as 广东省佛山市.',
      );
}
