import type { ReactNode } from 'react';
import { Cell, Column, Row, Table, TableBody, TableHeader } from 'react-aria-components/Table';

/** A column: its title, and what it shows of a row. The first one names the row. */
export type ColumnOf<Node> = readonly [string, (node: Node) => ReactNode];

export interface DataGridProps<Node> {
  /** The id of its heading. */
  readonly labelledBy: string;
  readonly columns: readonly ColumnOf<Node>[];
  readonly rows: readonly { readonly id: string; readonly node: Node }[];
  /** What stands there when there are no rows. */
  readonly empty: string;
}

/** A table that is walked through with the arrow keys; on a phone each row is a card, so nothing scrolls sideways. */
export function DataGrid<Node>({ labelledBy, columns, rows, empty }: DataGridProps<Node>) {
  return (
    <div className="scroll">
      <Table aria-labelledby={labelledBy}>
        <TableHeader>
          {columns.map(([title], at) => (
            <Column key={title} id={title} isRowHeader={at === 0}>
              {title}
            </Column>
          ))}
        </TableHeader>
        <TableBody renderEmptyState={() => empty}>
          {rows.map(({ id, node }) => (
            <Row key={id} id={id}>
              {columns.map(([title, cell]) => (
                <Cell key={title} data-title={title}>
                  {cell(node)}
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
