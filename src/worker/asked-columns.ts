import { join, raw, type Sql } from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import { MATTER_COLUMNS, WORKER_COLUMNS } from './worker.list.js';

/** What `workerNode` reads of a row for each field of the face; whoever asks for another field has all columns read. */
const COLUMNS: Readonly<Record<string, string>> = {
  __typename: '',
  id: '',
  name: 'w.display_name, i.name_enc',
  sexCode: 'w.sex_code',
  birthDate: 'w.birth_date::text as birth_date',
  ageBand: 'w.birth_date::text as birth_date',
  idNumberMasked: 'i.id_number_enc',
  phone: 'i.phone_enc',
  hukou: 'w.hukou_region',
  serviceRegion: 'w.service_region',
  education: 'w.education',
  skills: 'w.skills',
  constraints: 'w.constraints',
  target: 's.target',
  tags: 's.tags',
  employment:
    'w.employment_form, w.employment_region, w.employment_path, w.employed_by::text as employed_by, w.works_until::text as works_until',
  seasonEndedOn: 'w.season_ended_on::text as season_ended_on',
  ethnicity: 'w.ethnicity',
  workAbility: 'w.work_ability',
  lifeStatus: 'w.life_status',
  activity: 'w.activity',
};

/**
 * The columns of a worker for these fields alone: a row of all of them is ten times as long, and a page of rows is one text
 * that is read whole. A county is told from its paths who it is to a person; the others need the matter.
 */
export function askedColumns(op: Operation, fields: Iterable<string>): Sql {
  const columns = new Set(['w.id']);
  for (const field of fields) {
    const known = COLUMNS[field];
    if (known === undefined) return WORKER_COLUMNS;
    if (known !== '') columns.add(known);
  }
  const matter = op.viewer.role === 'COUNTY_BUREAU' ? raw('w.origin, w.hukou') : MATTER_COLUMNS;
  return join([raw([...columns].join(', ')), matter], ', ');
}
