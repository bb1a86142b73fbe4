import type { LiveList } from 'labor-bridge-client';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { DataGrid, type DataGridProps } from './data-grid.js';
import { useWords } from './language.js';
import { Refused } from './refused.js';

interface LiveTableProps<Node> extends Pick<DataGridProps<Node>, 'rows' | 'columns'> {
  readonly name: string;
  /** In ids and tests. */
  readonly of: 'demand' | 'supply' | 'own';
  /** Another pair begins on the first page. */
  readonly resetKey: string;
  /** Is the list not the viewer's to see? */
  readonly withheld: boolean;
  readonly list: LiveList<Node> | undefined;
  /** What is to be known of the number of rows. */
  readonly note?: string | undefined;
}

const PAGE = 10;

/** A live list, a page at a time. */
export function LiveTable<Node>(props: LiveTableProps<Node>) {
  const { name, of, resetKey, withheld, list, rows, columns, note } = props;
  const { lists: words, drill } = useWords();
  const [at, turn] = useState({ resetKey, page: 0 });
  const last = Math.max(0, Math.ceil(rows.length / PAGE) - 1);
  const page = at.resetKey === resetKey ? Math.min(at.page, last) : 0;
  const shown = rows.slice(page * PAGE, (page + 1) * PAGE);
  const refused = withheld || list?.fault?.kind === 'REFUSED';
  return (
    <section className={`panel list list-${of}`} aria-labelledby={`list-${of}`}>
      <h2 id={`list-${of}`}>
        {name} {!refused && list?.provenAt && <small data-rows={of}>{words.rows(rows.length)}</small>}
      </h2>
      {note !== undefined && <p className="hint">{note}</p>}
      {refused ? (
        <p className="notice">
          <Refused fault={list?.fault} /> {withheld && words.totals}
        </p>
      ) : (
        <>
          <DataGrid
            labelledBy={`list-${of}`}
            columns={columns}
            rows={shown}
            empty={list?.provenAt ? (list.unreadable > 0 ? '' : words.empty[of]) : drill.loading}
          />
          {rows.length > PAGE && (
            <nav className="pager" aria-label={name}>
              <Button
                className="quiet"
                isDisabled={page === 0}
                onPress={() => turn({ resetKey, page: page - 1 })}
              >
                {words.before}
              </Button>
              <span>{words.shown(page * PAGE + 1, page * PAGE + shown.length, rows.length)}</span>
              <Button
                className="quiet"
                isDisabled={page === last}
                onPress={() => turn({ resetKey, page: page + 1 })}
              >
                {words.after}
              </Button>
            </nav>
          )}
          {list && list.unreadable > 0 && <p className="doubtful">{words.unreadable(list.unreadable)}</p>}
        </>
      )}
    </section>
  );
}
