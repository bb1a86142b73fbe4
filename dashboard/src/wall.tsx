import type { LiveList } from 'labor-bridge-client';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { FourCountCards } from './count-card.js';
import type { ColumnOf } from './data-grid.js';
import { Flows } from './flows.js';
import { useWords, Zh } from './language.js';
import { byConfirmation, byPlaces, OwnPostings } from './list-tables.js';
import { News } from './news.js';
import { Refused } from './refused.js';
import { dayAndTime, figure, wageText, wallName } from './shown.js';
import type { Sights } from './sights.js';
import { byDeparture } from './trips.js';
import { rowsOf } from './use-live.js';

/** How long each part of the wall stays, in ms. */
const TURN_MS = 12_000;
/** Rows that can be read from five metres on one screen. */
const ROWS = 7;

/** For a bureau's wall: large, by itself, no name in full. What moves by itself can be stopped (WCAG 2.2.2). */
export function Wall({ sights }: { readonly sights: Sights }) {
  const words = useWords();
  const [turn, next] = useState(0);
  const [stopped, stop] = useState(false);
  useEffect(() => {
    if (stopped) return;
    const timer = setTimeout(() => next(turn + 1), TURN_MS);
    return () => clearTimeout(timer);
  }, [stopped, turn]);
  const stages = stagesOf(sights);
  const stage = stages[turn % stages.length];
  const round = Math.floor(turn / stages.length);
  return (
    <div className="wall">
      <FourCountCards sights={sights} withParts={false} />
      <div className="stage" data-stage={stage}>
        {stage === 'flows' && <Flows sights={sights} plain />}
        {stage === 'demand' && <WallDemand sights={sights} round={round} />}
        {stage === 'supply' && <WallSupply sights={sights} round={round} />}
        {stage === 'own' && <OwnPostings sights={sights} />}
        {stage === 'trips' && <WallTrips sights={sights} round={round} />}
        <div className="rotate">
          {stages.length > 1 && (
            <>
              <ToggleButton className="quiet" isSelected={stopped} onChange={stop}>
                {stopped ? words.mode.resume : words.mode.pause}
              </ToggleButton>
              <Button className="quiet" data-next="" onPress={() => next((n) => n + 1)}>
                {words.mode.next}
              </Button>
            </>
          )}
        </div>
      </div>
      <News sights={sights} most={5} />
    </div>
  );
}

/** What this viewer may see of the parts that take turns. */
function stagesOf({ viewer }: Sights): readonly ('flows' | 'demand' | 'supply' | 'trips' | 'own')[] {
  if (viewer?.role === 'COUNTY_BUREAU' || viewer?.role === 'STATION_LIAISON')
    return ['flows', 'demand', 'supply', 'trips'];
  return viewer?.role === 'EMPLOYER' ? ['own'] : ['flows', 'supply'];
}

interface StageProps {
  readonly sights: Sights;
  readonly round: number;
}

function WallDemand({ sights, round }: StageProps) {
  const words = useWords();
  const { columns } = words;
  return (
    <WallTable
      name={words.lists.demand}
      list={sights.demand}
      empty={words.lists.empty.demand}
      round={round}
      rows={rowsOf(sights.demand, byConfirmation)}
      columns={[
        [columns.worker, ({ worker }) => <Zh>{wallName(worker.name)}</Zh>],
        [columns.from, ({ worker }) => <Zh>{worker.hukou.name}</Zh>],
        [columns.trades, ({ occupations }) => <Zh>{occupations.slice(0, 2).join('、')}</Zh>],
        [columns.tier, ({ tier }) => words.tier[tier]],
        [columns.stage, ({ stage }) => words.stage[stage]],
      ]}
    />
  );
}

function WallSupply({ sights, round }: StageProps) {
  const words = useWords();
  const { columns } = words;
  return (
    <WallTable
      name={words.lists.supply}
      list={sights.supply}
      empty={words.lists.empty.supply}
      round={round}
      rows={rowsOf(sights.supply, byPlaces)}
      columns={[
        [columns.posting, ({ posting }) => <Zh>{posting.title}</Zh>],
        [columns.place, ({ posting }) => <Zh>{posting.workRegion.name}</Zh>],
        [columns.wage, ({ posting }) => wageText(words, posting)],
        [columns.remaining, ({ remaining }) => figure(remaining)],
      ]}
    />
  );
}

function WallTrips({ sights, round }: StageProps) {
  const words = useWords();
  const { columns } = words;
  return (
    <WallTable
      name={words.trips.heading}
      list={sights.trips}
      empty={words.trips.none}
      round={round}
      rows={rowsOf(sights.trips, byDeparture)}
      columns={[
        [columns.trip, ({ tripNo }) => tripNo],
        [columns.destination, ({ destination }) => <Zh>{destination.name}</Zh>],
        [columns.departs, ({ departAt }) => dayAndTime(words.spoken, departAt)],
        [columns.seats, ({ boarded, booked, seats }) => `${boarded || booked}/${seats}`],
        [columns.state, ({ state }) => words.tripState[state]],
      ]}
    />
  );
}

interface WallTableProps<Node> {
  readonly name: string;
  readonly list: LiveList<Node> | undefined;
  /** What stands there when there are no rows. */
  readonly empty: string;
  /** Each round shows the next page. */
  readonly round: number;
  readonly columns: readonly ColumnOf<Node>[];
  readonly rows: readonly { readonly id: string; readonly node: Node }[];
}

function WallTable<Node>({ name, list, empty, round, columns, rows }: WallTableProps<Node>) {
  const { lists: words, drill } = useWords();
  const pages = Math.max(1, Math.ceil(rows.length / ROWS));
  const page = round % pages;
  const { fault, provenAt, unreadable = 0 } = list ?? {};
  return (
    <section className="panel" aria-labelledby="stage">
      <h2 id="stage">
        {name} {provenAt && <small>{words.rows(rows.length)}</small>}
      </h2>
      {fault?.kind === 'REFUSED' && (
        <p className="notice">
          <Refused fault={fault} />
        </p>
      )}
      {unreadable > 0 && <p className="doubtful">{words.unreadable(unreadable)}</p>}
      {!fault && rows.length === 0 && unreadable === 0 && (
        <p className="notice">{provenAt ? empty : drill.loading}</p>
      )}
      <table>
        <thead>
          <tr>
            {columns.map(([title]) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(page * ROWS, (page + 1) * ROWS).map(({ id, node }) => (
            <tr key={id}>
              {columns.map(([title, cell]) => (
                <td key={title} data-title={title}>
                  {cell(node)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
