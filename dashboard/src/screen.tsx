import { ARRIVALS, DEMAND_LIST, type FourCounts, POSTINGS, SUPPLY_LIST, TRIPS } from 'labor-bridge-client';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Refusal } from './api.js';
import { Desk } from './desk.js';
import {
  ARRIVAL_ROW,
  type ArrivalRow,
  DEMAND_ROW,
  type DemandRow,
  POSTING_ROW,
  type PostingRow,
  SPLITS,
  SUPPLY_ROW,
  type SupplyRow,
  TRIP_ROW,
  type TripRow,
  VIEWER,
  type ViewerAnswer,
} from './documents.js';
import type { Drill } from './drill.js';
import { Header } from './header.js';
import { useWords } from './language.js';
import { type Leaving, leavingFor } from './lost-cause.js';
import { LostBanner } from './lost-banner.js';
import { keyOf, type Pair, pairsOf } from './pairs.js';
import type { Session } from './session.js';
import { useAsked } from './use-asked.js';
import { useConnection, useCounts, useList, worstOf } from './use-live.js';
import { useLine } from './use-line.js';
import type { Route } from './use-route.js';
import type { Sights } from './sights.js';
import type { Splits } from './splits.js';
import { Wall } from './wall.js';

/** States of a trip that people sign up for, or that is on its way. */
const UNDER_WAY = ['REGISTRATION', 'LOCKED', 'BOARDING', 'DEPARTED', 'ARRIVED'];

/** Who looks is asked again after this time, when there was no answer, in ms. */
const AGAIN_MS = 3_000;

const DrillDown = lazy(() => import('./drill-down.js').then(({ DrillDown }) => ({ default: DrillDown })));

export interface ScreenProps {
  readonly session: Session;
  readonly route: Route;
  readonly go: (change: Partial<Route>) => void;
  readonly leave: (why: Leaving) => void;
}

/** The pair that the address names; until it is known who looks, a place has no name but its code. */
function pairOf({ origin, destination }: Route, pairs: readonly Pair[]): Pair | undefined {
  if (!origin || !destination) return pairs[0];
  const known = pairs.find((pair) => pair.origin.code === origin && pair.destination.code === destination);
  const nameless = (code: string) => ({ code, name: code, level: '' });
  return known ?? { origin: nameless(origin), destination: nameless(destination) };
}

/** The screen of somebody who is signed in: it holds everything that is live, and shows it as desk or as wall. */
export function Screen({ session, route, go, leave }: ScreenProps) {
  const words = useWords();
  const [opened, open] = useState<Drill>();
  const live = useConnection(session);
  const line = useLine(live);
  // Whoever signed in at the end of a long page begins at the top of this one.
  useEffect(() => {
    scrollTo(0, 0);
    document.getElementById('content')?.focus();
  }, []);
  const asked = useAsked<ViewerAnswer>(session, VIEWER);
  const unknown =
    asked.fault instanceof Refusal && asked.fault.code === 'UNAUTHENTICATED' ? asked.fault.reason : undefined;
  // Nobody is signed in (any more): what was shown to somebody is taken down.
  const refused = line?.fault?.kind === 'TOKEN_REFUSED' ? line.fault.reason : unknown;
  useEffect(() => {
    if (refused !== undefined) leave(leavingFor(refused));
  }, [refused, leave]);
  const { again } = asked;
  const unanswered = asked.fault !== undefined && !asked.data;
  useEffect(() => {
    if (!unanswered) return;
    const timer = setInterval(again, AGAIN_MS);
    return () => clearInterval(timer);
  }, [unanswered, again]);
  // Who looks may be another one then: other pairings, another role.
  const changed = line?.lost?.reason === 'RIGHTS_CHANGED';
  useEffect(() => {
    if (changed) again();
  }, [changed, again]);
  const viewer = asked.data?.viewer;
  const pairs = asked.data ? pairsOf(asked.data) : [];
  const pair = pairOf(route, pairs);
  const population = route.population ?? 'TARGET';
  const codes = pair && { origin: pair.origin.code, destination: pair.destination.code };
  // An employer has no pair: it hears of its own posts and of who came to them.
  const alone = viewer?.role === 'EMPLOYER';
  const sees = viewer?.role !== 'OBSERVER' && viewer?.role !== 'ADMIN';
  const shown = codes && !alone ? codes : undefined;

  const counts = useCounts<FourCounts & Splits>(live, shown && { ...shown, population, more: SPLITS });
  // The four numbers first: nothing else is asked for or drawn while they are on their way.
  const settled = viewer && (alone || counts?.counts || counts?.fault) ? viewer : undefined;
  const demand = useList<DemandRow>(
    live,
    shown && settled && sees
      ? { list: DEMAND_LIST, args: { ...shown, population }, node: DEMAND_ROW }
      : undefined,
  );
  const supply = useList<SupplyRow>(
    live,
    shown && settled ? { list: SUPPLY_LIST, args: shown, node: SUPPLY_ROW } : undefined,
  );
  const postings = useList<PostingRow>(
    live,
    settled && (shown || alone)
      ? {
          list: POSTINGS,
          args: {
            filter: shown ? { workRegion: shown.destination } : { employer: settled.organization?.id },
          },
          node: POSTING_ROW,
        }
      : undefined,
  );
  const rides = viewer?.role === 'COUNTY_BUREAU' || viewer?.role === 'STATION_LIAISON';
  const trips = useList<TripRow>(
    live,
    settled && rides && shown
      ? { list: TRIPS, args: { filter: { ...shown, states: UNDER_WAY } }, node: TRIP_ROW }
      : undefined,
  );
  const arrivals = useList<ArrivalRow>(
    live,
    settled && sees && (shown || alone)
      ? { list: ARRIVALS, args: { filter: { ...shown, states: ['VERIFIED'] } }, node: ARRIVAL_ROW }
      : undefined,
  );
  const state = worstOf([counts, demand, supply, postings, trips, arrivals]);

  const sights: Sights = {
    session,
    viewer,
    live: settled && live,
    pair,
    pairs,
    population,
    counts,
    demand,
    supply,
    postings,
    trips,
    arrivals,
    state,
    key: pair ? keyOf(pair) : '',
    publicly: route.mode === 'wall',
    open,
    choose: (next) => go({ origin: next.origin.code, destination: next.destination.code }),
  };

  return (
    <>
      {/* No link: what follows # in the address is the route. */}
      <Button className="skip" onPress={() => document.getElementById('content')?.focus()}>
        {words.skip}
      </Button>
      <Header sights={sights} route={route} go={go} leave={leave} />
      <LostBanner live={live} />
      <main id="content" tabIndex={-1} className={`state-${state.name.replace(' ', '-')}`}>
        {asked.data && !pair && !alone && <p className="notice">{words.pair.none}</p>}
        {route.mode === 'wall' ? <Wall sights={sights} /> : <Desk sights={sights} />}
      </main>
      {opened && (
        <Suspense>
          <DrillDown drill={opened} sights={sights} close={() => open(undefined)} />
        </Suspense>
      )}
    </>
  );
}
