import sql, { type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import type { Operation, RegionFact, Row } from '#kernel/operation.js';
import { regionOf } from '#party/party.list.js';
import { type Population, populationCondition } from '#worker/population.js';

/**
 * Of an origin: where its jobseekers want to go first, each counted once (domain 4.5, Preference list). Count 2 of a pair counts
 * somebody for every place that is named, so that the pairs of a county do not add up; this does. Of whoever would go anywhere
 * the place is null.
 */
export function primaryPlaces(origin: RegionFact, population: Population): Sql {
  return sql`select v.destination_codes[1] as code, count(*)::int as persons
    from standing s join willingness v on v.id = s.willingness_id
    where s.in_base and s.in_demand and ${underPath(sql`s.origin`, origin.path)} and ${populationCondition(population)}
    group by 1 order by 2 desc, 1`;
}

/** What `primaryPlaces` gave, as the face reads it. */
export function intentPrimary(op: Operation, rows: readonly Row[]): object {
  const persons = (row: Row): number => Number(row['persons']);
  return {
    persons: rows.reduce((sum, row) => sum + persons(row), 0),
    anywhere: rows.filter(({ code }) => code == null).reduce((sum, row) => sum + persons(row), 0),
    places: rows
      .filter(({ code }) => code != null)
      .map((row) => ({ region: regionOf(op, row['code']), persons: persons(row) })),
  };
}
