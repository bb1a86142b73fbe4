import sql from 'sql-template-tag';
import { imageOf } from '#journal/image-part.js';
import type { ListWatch } from '#journal/list-watch.js';
import type { Operation, Row } from '#kernel/operation.js';
import { importNode, importRows } from './import-run.list.js';
import type { ImportRunFilter } from './import-run.type.js';

export interface ImportListArgs {
  readonly filter?: ImportRunFilter | null;
}

/** The list of an office's imports, watched: as `importRuns` with the same filter shows it. */
export const watchImports: ListWatch<ImportListArgs> = {
  field: 'watchImports',
  name: 'Import',
  noun: 'import_run',
  type: 'ImportRun',
  key: 'id',
  admit(op) {
    op.must('import.read');
  },
  rows: (op, { filter }, part) =>
    sql`select ${imageOf('r', part, ['id', 'version'])} as image ${importRows(op, filter ?? {})}`,
  holds: (op, { filter }, image) =>
    isOurs(op, image) && (filter?.states ?? [image['state']]).includes(String(image['state'])),
  reason: (op, _args, _before, after) => (after && !isOurs(op, after) ? 'PERMISSION' : 'MOVED'),
  node: (_op, _args, image) => importNode(image),
};

/** The same question as the list's stake asks. */
function isOurs(op: Operation, image: Row): boolean {
  return op.may('import.read') && image['organization_id'] === op.viewer.organizationId;
}
