import type { Operation } from '#kernel/operation.js';
import type { SheetKindName } from '#sheet/sheet-kind.js';
import { SHEET_KINDS } from '#sheet/sheet-kinds.js';

/** FORBIDDEN unless the viewer may do what bringing such a list does: who brings a file needs no more rights by it, and no fewer. */
export function mustBring(op: Operation, kind: SheetKindName): void {
  for (const action of SHEET_KINDS[kind].needs) op.must(action);
}
