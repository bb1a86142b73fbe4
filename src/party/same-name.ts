import sql, { join, type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { conflict } from '#kernel/error.js';
import { toHalfWidth } from '#kernel/half-width.js';
import type { Operation } from '#kernel/operation.js';
import { cityOf } from './city-of.js';
import { Organization, type OrganizationType } from './organization.entity.js';

/** Those that employ: a name is one of them within a city, whichever of the two it is. */
export const EMPLOYING: readonly OrganizationType[] = ['EMPLOYER', 'HR_COMPANY'];

/** A name whatever the width of its brackets and the blanks between. */
export function plainName(name: string): string {
  return toHalfWidth(name).replace(/\s/g, '');
}

const WIDE = String.fromCharCode(...Array.from({ length: 94 }, (_, i) => 0xff01 + i), 0x3000);

/** `plainName` of `organization o`, in the database. */
const PLAIN_NAME = sql`regexp_replace(translate(o.name, ${WIDE}, ${toHalfWidth(WIDE)}), '\\s', '', 'g')`;

/** Employers and labour companies of these names within these cities; of two of a name the one that stands first. */
export async function employersNamed(
  op: Operation,
  names: readonly string[],
  cities: readonly string[],
): Promise<Organization[]> {
  if (names.length === 0) return [];
  const ids = await idsNamed(op, names, EMPLOYING, join(cities.map(within), ' or '));
  return op.em.find(Organization, { id: { $in: ids } }, { orderBy: { status: 'ASC' } });
}

/**
 * CONFLICT/ORGANIZATION_EXISTS where another body of this name stands: of an employer or a labour company within the city, of any other the
 * same type in the same region. Two that are written at once wait for each other, and for a list of the city.
 */
export async function mustBeOnlyOne(
  op: Operation,
  { id, type, name, regionCode, path }: Organization,
  field: string,
): Promise<void> {
  const employs = EMPLOYING.includes(type);
  const place = employs ? cityOf(op, regionCode).path : path;
  await lockNames(op, place);
  const there = employs ? within(place) : sql`o.path = ${place}`;
  const found = await idsNamed(
    op,
    [name],
    employs ? EMPLOYING : [type],
    there,
    sql` and o.status = 'ACTIVE'`,
  );
  if (found.some((other) => other !== id))
    throw conflict(
      'ORGANIZATION_EXISTS',
      {
        zh: '该地区已有同名的在用机构（用人单位和人力资源公司在全市之内）。',
        en: 'A body of this name stands here already (of employers and labour companies: in the city).',
      },
      { field },
    );
}

/** Whoever writes names in this place waits for whoever does until that one's transaction has ended. */
export async function lockNames(op: Operation, path: string): Promise<void> {
  await op.run(sql`select pg_advisory_xact_lock(hashtextextended(${`employers of ${path}`}, 0))`);
}

function textsOf(texts: readonly string[]): Sql {
  return sql`array(select jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb))`;
}

function within(path: string): Sql {
  return sql`(${underPath(sql`o.path`, path)})`;
}

async function idsNamed(
  op: Operation,
  names: readonly string[],
  types: readonly OrganizationType[],
  there: Sql,
  more: Sql = sql``,
): Promise<string[]> {
  const rows =
    await op.run(sql`select o.id from organization o where (${there}) and o.type = any(${textsOf(types)})
    and ${PLAIN_NAME} = any(${textsOf(names.map(plainName))})${more}`);
  return rows.map((row) => String(row['id']));
}
