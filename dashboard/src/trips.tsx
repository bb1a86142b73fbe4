import { Button } from 'react-aria-components/Button';
import { DataGrid } from './data-grid.js';
import type { TripRow } from './documents.js';
import { useWords, Zh } from './language.js';
import { Refused } from './refused.js';
import { dayAndTime } from './shown.js';
import type { Sights } from './sights.js';
import { rowsOf } from './use-live.js';

/** The next to depart first. */
export function byDeparture(a: TripRow, b: TripRow): number {
  return a.departAt.localeCompare(b.departAt) || a.tripNo.localeCompare(b.tripNo);
}

/** Trips that fill or are on their way, live. */
export function Trips({ sights }: { readonly sights: Sights }) {
  const words = useWords();
  const { columns } = words;
  const { trips, viewer, open } = sights;
  const may = viewer?.role === 'COUNTY_BUREAU' || viewer?.role === 'STATION_LIAISON';
  return (
    <section className="panel trips" aria-labelledby="trips">
      <h2 id="trips">{words.trips.heading}</h2>
      {viewer && !may && <p className="notice">{words.trips.noRight}</p>}
      {(!viewer || may) && !trips?.provenAt && (
        <p className="notice">{trips?.fault ? <Refused fault={trips.fault} /> : words.drill.loading}</p>
      )}
      {trips?.provenAt && (
        <DataGrid
          labelledBy="trips"
          empty={words.trips.none}
          rows={rowsOf(trips, byDeparture)}
          columns={[
            [columns.trip, ({ tripNo }) => tripNo],
            [columns.mode, ({ mode }) => words.tripMode[mode]],
            [columns.origin, ({ origin }) => <Zh>{origin.name}</Zh>],
            [columns.destination, ({ destination }) => <Zh>{destination.name}</Zh>],
            [columns.departs, ({ departAt }) => dayAndTime(words.spoken, departAt)],
            [columns.arrives, ({ arriveAt }) => dayAndTime(words.spoken, arriveAt)],
            [
              columns.seats,
              ({ id, tripNo, boarded, booked, seats }) => (
                <Button
                  className="plain"
                  data-trip={tripNo}
                  onPress={() => open({ kind: 'passengers', id, of: tripNo })}
                >
                  {boarded || booked}/{seats} <span className="hidden">{words.counts.open}</span>
                </Button>
              ),
            ],
            [columns.state, ({ state }) => words.tripState[state]],
          ]}
        />
      )}
    </section>
  );
}
