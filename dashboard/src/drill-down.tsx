import { useCallback, useEffect, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { ask, Refusal } from './api.js';
import type { CountName } from './count-card.js';
import { DataGrid } from './data-grid.js';
import type { Page } from './documents.js';
import { useWords } from './language.js';
import { type CountedRow, columnsOf, idOf, type Question, questionOf } from './rows-of-count.js';
import { figure } from './shown.js';
import type { Sights } from './sights.js';

type Rows = Page<CountedRow>;

interface DrillDownProps {
  readonly count: CountName;
  readonly sights: Sights;
  readonly close: () => void;
}

/** The rows behind a number, as far as they are the viewer's to see; otherwise the API's own word for why not. */
export function DrillDown({ count, sights, close }: DrillDownProps) {
  const words = useWords();
  const { session } = sights;
  const [pages, setPages] = useState<readonly Rows[]>([]);
  const [fault, setFault] = useState<unknown>();
  const [asking, setAsking] = useState(true);
  const question = JSON.stringify(questionOf(count, sights));
  const read = useCallback(
    async (after?: string | null) => {
      setAsking(true);
      setFault(undefined);
      try {
        const { query, variables } = JSON.parse(question) as Question;
        const told = await ask<{ rows?: Rows; picture?: { rows: Rows } }>(session, query, {
          ...variables,
          after,
        });
        const page = told.rows ?? told.picture?.rows;
        if (page) setPages((old) => (after ? [...old, page] : [page]));
      } catch (cause) {
        setFault(cause);
      }
      setAsking(false);
    },
    [session, question],
  );
  useEffect(() => void read(), [read]);
  const last = pages.at(-1);
  const rows = pages.flatMap(({ nodes }) => nodes);
  const notes: Partial<Record<CountName, string>> = {
    laborBase: words.drill.base,
    trainingWilling: words.drill.training,
  };
  return (
    <ModalOverlay className="veil" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && close()}>
      <Modal className="sheet">
        <Dialog>
          <header>
            <Heading slot="title" id="drill-down">
              {words.counts[count]}
            </Heading>
            <Button className="quiet" onPress={close}>
              {words.drill.close}
            </Button>
          </header>
          <p
            role="status"
            className="notice"
            data-total={asking ? undefined : (last?.totalCount ?? undefined)}
          >
            {asking && words.drill.loading}
            {!asking && last?.totalCount != null && words.drill.total(last.totalCount)}
          </p>
          {fault instanceof Refusal && (
            <div className="refused" data-reason={fault.reason}>
              <p>
                <strong>{words.drill.refused}</strong>
              </p>
              <p>{fault.text[words.spoken]}</p>
            </div>
          )}
          {fault !== undefined && !(fault instanceof Refusal) && (
            <p className="refused">
              {words.drill.failed}{' '}
              <Button onPress={() => void read(last?.pageInfo.endCursor)}>{words.drill.retry}</Button>
            </p>
          )}
          {last && (
            <>
              <p className="hint">{notes[count]}</p>
              <DataGrid
                labelledBy="drill-down"
                empty={words.lists.empty}
                columns={columnsOf(count, words)}
                rows={rows.map((node) => ({ id: idOf(node), node }))}
              />
              {last.pageInfo.hasNextPage && (
                <Button isDisabled={asking} onPress={() => void read(last.pageInfo.endCursor)}>
                  {words.drill.more} ({figure(rows.length)}/{figure(last.totalCount ?? rows.length)})
                </Button>
              )}
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
