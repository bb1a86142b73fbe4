import { MAX_PAGE, readConnection } from '#kernel/page.js';
import type { Operation } from '#kernel/operation.js';
import type { ExportChoice, ExportList } from './export-list.js';

/**
 * The rows of a list from its first to its last in flat memory, a page a statement, each read when somebody takes its
 * first row. Every page is a snapshot of its own, read with the rights of its moment: `operation` opens one for each. A
 * row that moves along the order meanwhile may come twice or not at all.
 */
export async function* listRows(
  operation: () => Operation,
  list: ExportList,
  choice: ExportChoice,
): AsyncGenerator<readonly string[], void, void> {
  let after: string | null = null;
  do {
    const op = operation();
    const page: Awaited<ReturnType<typeof readConnection<unknown>>> = await readConnection<unknown>(
      op,
      list.open(op, choice),
      { first: MAX_PAGE, after },
      { total: false, cursors: true },
    );
    yield* (await Promise.all(page.nodes)) as readonly (readonly string[])[];
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
}
