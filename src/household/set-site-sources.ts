import sql from 'sql-template-tag';
import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { sourceOf } from './household.rules.js';

const MOST_SOURCES = 50;

/**
 * The county writes down where the people of one of its resettlement sites were moved from (迁出地), in full: counties,
 * towns or villages, of other counties too. BAD_USER_INPUT: TOO_MANY_SOURCES, and what the book of regions refuses.
 */
export async function setSiteSources(
  op: Operation,
  input: { site: string; sources: readonly string[] },
): Promise<{ id: string }> {
  op.must('siteSources.set');
  const site = op.regions.must(input.site, 'input.site', ['RESETTLEMENT_SITE']);
  op.must('siteSources.set', { origin: site.path }, 'input.site');
  if (input.sources.length > MOST_SOURCES)
    throw badInput(
      'input.sources',
      'TOO_MANY_SOURCES',
      { zh: `迁出地最多 ${MOST_SOURCES} 个。`, en: `At most ${MOST_SOURCES} sources.` },
      { limit: MOST_SOURCES },
    );
  const codes = [...new Set(input.sources.map((code) => sourceOf(op, code, 'input.sources').code))];
  // One text: what runs inside a verb takes arrays apart.
  await op.run(
    sql`update region set source_codes = string_to_array(${codes.join(',')}, ',') where code = ${site.code}`,
  );
  return { id: site.code };
}
