import { badInput } from '#kernel/error.js';
import type { Operation, RegionFact } from '#kernel/operation.js';
import { codeOf } from '#kernel/region-code.js';

/** The county in whose name an office signs: the one it is of. BAD_USER_INPUT/NO_COUNTY for an office of a wider region. */
export function countyOf(op: Operation): RegionFact {
  const own = op.regions.get(codeOf(op.viewer.path.slice(0, 6)));
  if (own?.level === 'COUNTY') return own;
  throw badInput('input', 'NO_COUNTY', {
    zh: '此文书由县级部门登记。',
    en: 'A county writes this paper down.',
  });
}
