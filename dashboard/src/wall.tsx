import { type ReactNode, useEffect, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { FourCountCards } from './count-card.js';
import { Flows } from './flows.js';
import { useWords, Zh } from './language.js';
import { byConfirmation, byPlaces, OwnPostings } from './list-tables.js';
import { News } from './news.js';
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

function WallDemand({ sights, round }: { readonly sights: Sights; readonly round: number }) {
  const words = useWords();
  const { columns } = words;
  return (
    <WallTable
      name={words.lists.demand}
      proven={sights.demand?.provenAt !== undefined}
      empty={words.lists.empty.demand}
      round={round}
      titles={[columns.worker, columns.from, columns.trades, columns.tier, columns.stage]}
      rows={rowsOf(sights.demand, byConfirmation).map(({ id, node }) => [
        id,
        [
          <Zh key="name">{wallName(node.worker.name)}</Zh>,
          <Zh key="from">{node.worker.hukou.name}</Zh>,
          <Zh key="trades">{node.occupations.slice(0, 2).join('、')}</Zh>,
          words.tier[node.tier],
          words.stage[node.stage],
        ],
      ])}
    />
  );
}

function WallSupply({ sights, round }: { readonly sights: Sights; readonly round: number }) {
  const words = useWords();
  const { columns } = words;
  return (
    <WallTable
      name={words.lists.supply}
      proven={sights.supply?.provenAt !== undefined}
      empty={words.lists.empty.supply}
      round={round}
      titles={[columns.posting, columns.place, columns.wage, columns.remaining]}
      rows={rowsOf(sights.supply, byPlaces).map(({ id, node }) => [
        id,
        [
          <Zh key="title">{node.posting.title}</Zh>,
          <Zh key="place">{node.posting.workRegion.name}</Zh>,
          wageText(words, node.posting),
          figure(node.remaining),
        ],
      ])}
    />
  );
}

function WallTrips({ sights, round }: { readonly sights: Sights; readonly round: number }) {
  const words = useWords();
  const { columns } = words;
  return (
    <WallTable
      name={words.trips.heading}
      proven={sights.trips?.provenAt !== undefined}
      empty={words.trips.none}
      round={round}
      titles={[
        columns.trip,
        columns.mode,
        columns.destination,
        columns.departs,
        columns.seats,
        columns.state,
      ]}
      rows={rowsOf(sights.trips, byDeparture).map(({ id, node }) => [
        id,
        [
          node.tripNo,
          <Zh key="to">{node.destination.name}</Zh>,
          dayAndTime(words.spoken, node.departAt),
          `${node.boarded || node.booked}/${node.seats}`,
          words.tripState[node.state],
        ],
      ])}
    />
  );
}

interface WallTableProps {
  readonly name: string;
  /** Has the list come? Until then an empty one says nothing. */
  readonly proven: boolean;
  readonly empty: string;
  /** Each round shows the next page. */
  readonly round: number;
  readonly titles: readonly string[];
  readonly rows: readonly (readonly [string, readonly ReactNode[]])[];
}

function WallTable({ name, proven, empty, round, titles, rows }: WallTableProps) {
  const { lists: words, drill } = useWords();
  const pages = Math.max(1, Math.ceil(rows.length / ROWS));
  const page = round % pages;
  return (
    <section className="panel" aria-labelledby="stage">
      <h2 id="stage">
        {name} {proven && <small>{words.rows(rows.length)}</small>}
      </h2>
      {rows.length === 0 && <p className="notice">{proven ? empty : drill.loading}</p>}
      <table>
        <thead>
          <tr>
            {titles.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(page * ROWS, (page + 1) * ROWS).map(([id, cells]) => (
            <tr key={id}>
              {cells.map((cell, at) => (
                <td key={titles[at]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
