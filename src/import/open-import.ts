import sql from 'sql-template-tag';
import { badInput, conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import { uuidv7 } from '#kernel/uuid.js';
import { mustFit } from '#sheet/decode-text.js';
import type { SheetKindName } from '#sheet/sheet-kind.js';
import type { ImportBounds } from './import-bounds.js';
import { ENDED_STATES, ImportRun } from './import-run.entity.js';
import { mustBring } from './must-bring.js';
import { newSealedKey } from './piece-seal.js';

/** What must be said of a file before it is sent. */
export interface NewImport {
  readonly kind: string;
  /** As its owner calls it; a folder before it is left out. */
  readonly fileName: string;
  readonly bytes: number;
  /** Of all its bytes, 64 hexadecimal digits. */
  readonly sha256: string;
}

const FOLDER = /^.*[\\/]/;
const SHA256 = /^[0-9a-f]{64}$/;

/**
 * An office begins to bring a file (– → RECEIVING), of a kind whose rows it may bring: FORBIDDEN otherwise. BAD_USER_INPUT: TEXT_LENGTH, SHA256_MALFORMED, FILE_EMPTY,
 * FILE_TOO_LARGE; CONFLICT: TOO_MANY_IMPORTS, TOO_MANY_IMPORT_BYTES of the organization's runs that have not ended.
 */
export async function openImport(op: Operation, input: NewImport, bounds: ImportBounds): Promise<ImportRun> {
  op.must('import.open');
  const kind = input.kind as SheetKindName;
  mustBring(op, kind);
  const { fileBytes, pieceBytes } = bounds;
  const fileName = textOf('input.fileName', input.fileName.replace(FOLDER, ''), { least: 1, most: 255 });
  const sha256 = input.sha256.toLowerCase();
  if (!SHA256.test(sha256))
    throw badInput('input.sha256', 'SHA256_MALFORMED', {
      zh: 'sha256 应为 64 位十六进制数字（整个文件的 SHA-256）。',
      en: 'sha256 is the SHA-256 of the whole file in 64 hexadecimal digits.',
    });
  if (input.bytes < 1)
    throw badInput('input.bytes', 'FILE_EMPTY', { zh: '文件是空的。', en: 'The file is empty.' });
  mustFit(input.bytes, fileBytes);
  await mustHaveRoom(op, input.bytes, bounds);
  return op.em.create(ImportRun, {
    id: uuidv7(op.now.getTime()),
    organizationId: op.viewer.organizationId,
    openedBy: op.viewer.accountId,
    kind,
    fileName,
    bytes: input.bytes,
    sha256,
    pieceBytes,
    state: 'RECEIVING',
    refusals: [],
    notes: [],
    unknownHeadings: [],
    ownHeadings: {},
    skippedSheets: [],
    keyEnc: newSealedKey(op.vault),
    openedAt: op.now,
    updatedAt: op.now,
  });
}

async function mustHaveRoom(op: Operation, bytes: number, bounds: ImportBounds): Promise<void> {
  const { organizationId } = op.viewer;
  const { openRuns, organizationBytes } = bounds;
  // Of many at once each counts those before it.
  await op.run(sql`select pg_advisory_xact_lock(hashtextextended(${`import ${organizationId}`}, 0))`);
  const [open] =
    await op.run(sql`select count(*)::int as runs, coalesce(sum(bytes), 0)::bigint as bytes from import_run
    where organization_id = ${organizationId}::uuid and state <> all(string_to_array(${ENDED_STATES.join(',')}, ','))`);
  if (Number(open?.['runs']) >= openRuns)
    throw conflict(
      'TOO_MANY_IMPORTS',
      {
        zh: `本单位还有 ${openRuns} 个导入没有结束，请先写入或取消其中的一个。`,
        en: `${openRuns} imports of this organization have not ended. Apply or cancel one of them first.`,
      },
      { limit: openRuns },
    );
  if (Number(open?.['bytes']) + bytes > organizationBytes)
    throw conflict(
      'TOO_MANY_IMPORT_BYTES',
      {
        zh: `本单位未结束的导入文件合计不得超过 ${organizationBytes} 字节，请先写入或取消其中的一个。`,
        en: `Files of this organization that have not ended hold ${organizationBytes} bytes at most. Apply or cancel one first.`,
      },
      { limit: organizationBytes },
    );
}
