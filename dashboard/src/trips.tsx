import { DataGrid } from './data-grid.js';
import { type Page, TRIPS, type TripRow } from './documents.js';
import { useWords, Zh } from './language.js';
import { clockTime, dayAndTime } from './shown.js';
import type { Sights } from './sights.js';
import { useAsked } from './use-asked.js';

/** How often trips are asked for, in ms: they have no stream yet. */
const EVERY_MS = 15_000;

/** Trips that fill or are on their way, with the time at which that was so. */
export function Trips({ sights }: { readonly sights: Sights }) {
  const words = useWords();
  const { columns } = words;
  const { session, pair, viewer } = sights;
  const may = viewer?.role === 'COUNTY_BUREAU' || viewer?.role === 'STATION_LIAISON';
  const asked = useAsked<{ trips: Page<TripRow> }>(
    session,
    may && pair ? TRIPS : undefined,
    { origin: pair?.origin.code, destination: pair?.destination.code },
    EVERY_MS,
  );
  const { data, fault, at } = asked;
  const rows = data?.trips.nodes ?? [];
  return (
    <section className="panel trips" aria-labelledby="trips">
      <h2 id="trips">
        {words.trips.heading}{' '}
        {at && (
          <small className={fault ? 'doubtful' : ''}>{words.state.since(clockTime(words.spoken, at))}</small>
        )}
      </h2>
      {viewer && !may && <p className="notice">{words.trips.noRight}</p>}
      {data && rows.length === 0 && <p className="notice">{words.trips.none}</p>}
      {rows.length > 0 && (
        <DataGrid
          labelledBy="trips"
          empty={words.trips.none}
          rows={rows.map((node) => ({ id: node.id, node }))}
          columns={[
            [columns.trip, ({ tripNo }) => tripNo],
            [columns.mode, ({ mode }) => words.tripMode[mode]],
            [columns.origin, ({ origin }) => <Zh>{origin.name}</Zh>],
            [columns.destination, ({ destination }) => <Zh>{destination.name}</Zh>],
            [columns.departs, ({ departAt }) => dayAndTime(words.spoken, departAt)],
            [columns.arrives, ({ arriveAt }) => dayAndTime(words.spoken, arriveAt)],
            [columns.seats, ({ boarded, booked, seats }) => `${boarded || booked}/${seats}`],
            [columns.state, ({ state }) => words.tripState[state]],
          ]}
        />
      )}
    </section>
  );
}
