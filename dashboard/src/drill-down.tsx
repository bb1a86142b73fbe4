import { useCallback, useEffect, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { ask, Refusal } from './api.js';
import { DataGrid } from './data-grid.js';
import type { Page, PassengerRow } from './documents.js';
import { type Drill, type Question, questionOf } from './drill.js';
import { columnsOf, type DrillRow, idOf } from './drill-columns.js';
import { useWords, Zh } from './language.js';
import { figure } from './shown.js';
import type { Sights } from './sights.js';
import type { Words } from './words.js';

type Rows = Page<DrillRow>;

/** What the questions of a drill are answered with: one of these. */
interface Told {
  readonly rows?: Rows;
  readonly picture?: { readonly rows: Rows };
  readonly node?: { readonly passengers: readonly PassengerRow[] };
}

function pageOf({ rows, picture, node }: Told): Rows | undefined {
  if (!node) return rows ?? picture?.rows;
  const { passengers } = node;
  return {
    totalCount: passengers.length,
    nodes: passengers,
    pageInfo: { hasNextPage: false, endCursor: null },
  };
}

interface DrillDownProps {
  readonly drill: Drill;
  readonly sights: Sights;
  readonly close: () => void;
}

/** The rows behind a number, as far as they are the viewer's to see; otherwise the API's own word for why not. */
export function DrillDown({ drill, sights, close }: DrillDownProps) {
  const words = useWords();
  const { session, population, viewer, publicly } = sights;
  const [pages, setPages] = useState<readonly Rows[]>([]);
  const [fault, setFault] = useState<unknown>();
  const [asking, setAsking] = useState(true);
  const question = JSON.stringify(questionOf(drill, { population, role: viewer?.role }));
  const read = useCallback(
    async (after?: string | null) => {
      setAsking(true);
      setFault(undefined);
      try {
        const { query, variables } = JSON.parse(question) as Question;
        const page = pageOf(await ask<Told>(session, query, { ...variables, after }));
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
  const note = noteOf(drill, words);
  return (
    <ModalOverlay className="veil" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && close()}>
      <Modal className="sheet">
        <Dialog>
          <header>
            <Heading slot="title" id="drill-down">
              <Zh>{titleOf(drill, words)}</Zh>
            </Heading>
            <Button className="quiet close" onPress={close}>
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
              {note && <p className="hint">{note}</p>}
              <DataGrid
                labelledBy="drill-down"
                empty={words.drill.empty}
                columns={columnsOf(drill, { words, publicly })}
                rows={rows.map((node, at) => ({ id: idOf(node, at), node }))}
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

/** Which number it is, and of which pair, trip or posting. */
function titleOf(drill: Drill, { counts, splits, drill: words, flows }: Words): string {
  if (drill.kind === 'passengers' || drill.kind === 'referred') return `${words[drill.kind]} · ${drill.of}`;
  const { pair } = drill;
  const place = pair ? ` · ${pair.origin.name} → ${pair.destination.name}` : '';
  if (drill.kind === 'arrived') return `${flows.arrived}${place}`;
  return `${counts[drill.kind]}${drill.part ? ` · ${splits[drill.part]}` : ''}${place}`;
}

/** What the rows have to do with the number, where that is not plain. */
function noteOf({ kind }: Drill, { drill: words }: Words): string | undefined {
  if (kind === 'laborBase') return words.base;
  if (kind === 'trainingWilling') return words.training;
  if (kind === 'suitablePosts') return words.posts;
  return kind === 'passengers' ? words.seats : undefined;
}
