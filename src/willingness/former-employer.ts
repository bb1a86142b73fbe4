import { badInput, notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { Organization } from '#party/organization.entity.js';

const FIELD = 'input.formerEmployer';
/** A county’s code is the finest that a wish names. */
const COUNTY_LENGTH = 6;

/** The employer of an id. NOT_FOUND when there is none, BAD_USER_INPUT/NOT_AN_EMPLOYER for another body. */
export async function findFormerEmployer(op: Operation, id: string): Promise<Organization> {
  const found = await op.em.findOne(Organization, { id: keyOf('Organization', id, FIELD) });
  if (!found) throw notFound({ zh: '用人单位', en: 'employer' }, FIELD);
  if (found.type === 'EMPLOYER') return found;
  throw badInput(FIELD, 'NOT_AN_EMPLOYER', {
    zh: '回原就业单位时请填写用人单位的编号。',
    en: 'Name the organization of an employer.',
  });
}

/**
 * Who wants back to a former employer is explicit for that employer’s city (domain 4.5): it stands first, unless the
 * city, a district of it or the county is named already. What else is named keeps its order.
 */
export function withCityOf(
  op: Operation,
  { path }: Organization,
  named: readonly string[],
): readonly string[] {
  const place = path.slice(0, COUNTY_LENGTH);
  const isThere = named.some((code) => {
    const region = op.regions.get(code);
    if (!region || !['PREFECTURE', 'COUNTY'].includes(region.level)) return false;
    return region.path.startsWith(place) || place.startsWith(region.path);
  });
  return isThere ? named : [place.padEnd(COUNTY_LENGTH, '0'), ...named];
}
