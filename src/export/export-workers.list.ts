import sql from 'sql-template-tag';
import type { Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { DISCLOSURE } from '#worker/disclosure.rules.js';
import { loadFullNumbers } from '#worker/full-numbers.list.js';
import { workerList } from '#worker/worker-filter.list.js';
import { type WorkerNode, workerNode } from '#worker/worker.list.js';
import type { ExportList, ExportRow } from './export-list.js';
import { type ReadBeside, workerCells } from './worker-cells.js';
import { WORKER_HEADINGS, type WorkerField } from '#sheet/worker-headings.js';
import type { ColumnToWrite } from '#sheet/worksheet-xml.js';

/** In the order of the template; beside them what only a registry knows: codes, who studies, who works at all. */
export const EXPORTED_FIELDS: readonly WorkerField[] = [
  'name',
  'idNumber',
  'verified',
  'phone',
  'sex',
  'birthDate',
  'age',
  'ethnicity',
  'education',
  'studying',
  'workAbility',
  'serviceCode',
  'divisionCode',
  'province',
  'city',
  'county',
  'town',
  'village',
  'site',
  'householdKind',
  'monitoredKind',
  'lowIncome',
  'relocated',
  'hardship',
  'disability',
  'personKind',
  'skills',
  'workState',
  'employmentForm',
  'workPlace',
];
const WIDE: readonly WorkerField[] = ['idNumber', 'skills', 'workPlace'];

/** Which kind of monitored household, beside the tags of `standing s`. */
const SUBTYPE = sql`(select t.subtype from worker_tag t where t.worker_id = w.id and t.tag = 'MONITORED'
  and t.valid_from <= business_today() and (t.valid_to is null or t.valid_to > business_today()) limit 1) as monitored_subtype`;

/** The columns of these fields of a person. */
export function personColumns(fields: readonly WorkerField[]): ColumnToWrite[] {
  return fields.map((field) => ({
    heading: WORKER_HEADINGS[field].names[0],
    width: WIDE.includes(field) ? 24 : 14,
  }));
}

/** The columns of people, for every list whose rows are people. */
export const PERSON_COLUMNS: readonly ColumnToWrite[] = personColumns(EXPORTED_FIELDS);

/** The cells of a person under `PERSON_COLUMNS`; blank ones for nobody, and for whom the viewer may not know of. */
export function personRow(
  op: Operation,
  node: WorkerNode | null,
  beside?: ReadBeside,
  fields: readonly WorkerField[] = EXPORTED_FIELDS,
): string[] {
  const cells = node ? workerCells(op, node, beside) : {};
  return fields.map((field) => cells[field] ?? '');
}

/** As `personRow`, of somebody whom a list of happenings is about: the number in full where it was asked for and may be read. */
export async function listedRow(
  op: Operation,
  node: WorkerNode | null,
  inFull: boolean,
  fields: readonly WorkerField[] = EXPORTED_FIELDS,
): Promise<string[]> {
  const mayReveal = inFull && node !== null && DISCLOSURE[node.audience].idNumberOnReveal === 'FULL';
  const idNumber = mayReveal ? await op.batch(loadFullNumbers).load(node.key) : null;
  return personRow(op, node, { idNumber: idNumber ?? undefined }, fields);
}

/** A list of people as rows to write; `more`: cells behind those of the person. */
export function peopleRows(
  op: Operation,
  list: ListQuery<unknown>,
  inFull: boolean,
  more: (row: Row) => readonly string[] = () => [],
): ListQuery<ExportRow> {
  return {
    ...list,
    columns: sql`${list.columns}, ${SUBTYPE}`,
    node(row) {
      const node = workerNode(op, row);
      const mayReveal = inFull && DISCLOSURE[node.audience].idNumberOnReveal === 'FULL';
      const idNumber =
        mayReveal && row['id_number_enc'] != null ? op.vault.open(String(row['id_number_enc'])) : undefined;
      return [...personRow(op, node, { idNumber, subtype: row['monitored_subtype'] }), ...more(row)];
    },
  };
}

/** The people of the viewer’s matter, by the filter of `workers`. */
export const WORKERS_EXPORT: ExportList = {
  name: 'workers',
  title: { zh: '劳动力', en: 'Workers' },
  action: 'worker.read',
  filterType: 'WorkerFilter',
  holdsIdentities: true,
  columns: PERSON_COLUMNS,
  open: (op, { filter, inFull }) => peopleRows(op, workerList(op, filter), inFull),
};
