import { useEffect, useRef, useState } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ask } from './api.js';
import { Choice } from './choice.js';
import { ARRIVED } from './documents.js';
import { useWords, Zh } from './language.js';
import { flowPairs, keyOf, type Pair } from './pairs.js';
import type { Flow, FlowDiagram } from './sankey-chart.js';
import { figure } from './shown.js';
import type { Sights } from './sights.js';
import { useCountsOf } from './use-live.js';

/** Streams of one connection are limited (SUBSCRIPTIONS_PER_SOCKET); the lists need some too. */
const MOST_PAIRS = 10;
const ARRIVED_EVERY_MS = 30_000;

type Measure = 'intent' | 'posts' | 'arrived';

/** From where to where: as a diagram, or as a table with the same numbers. */
export function Flows({ sights, plain = false }: { readonly sights: Sights; readonly plain?: boolean }) {
  const words = useWords();
  const [measure, choose] = useState<Measure>('intent');
  const [asTable, show] = useState(false);
  const { live, viewer, pairs, population } = sights;
  const chosen = flowPairs(pairs, MOST_PAIRS);
  const group = useCountsOf(
    live,
    Object.fromEntries(
      chosen.map((pair) => [
        keyOf(pair),
        { origin: pair.origin.code, destination: pair.destination.code, population },
      ]),
    ),
  );
  const seesArrivals = viewer?.role === 'COUNTY_BUREAU' || viewer?.role === 'STATION_LIAISON';
  const arrived = useArrived(sights, measure === 'arrived' ? chosen : []);
  const amountOf = (pair: Pair): number => {
    if (measure === 'arrived') return arrived.get(keyOf(pair)) ?? 0;
    const counts = group?.of(keyOf(pair));
    return (measure === 'intent' ? counts?.intentToDestination : counts?.suitablePosts) ?? 0;
  };
  const flows = chosen
    .map((pair) => ({ from: pair.origin.name, to: pair.destination.name, value: amountOf(pair) }))
    .filter(({ value }) => value > 0);
  const measures = ['intent', 'posts', ...(seesArrivals ? ['arrived'] : [])] as Measure[];
  return (
    <section className="panel flows" aria-labelledby="flows">
      <h2 id="flows">{words.flows.heading}</h2>
      {!plain && (
        <div className="controls">
          <Choice
            label={words.flows.measure}
            value={measure}
            options={measures.map((one) => [one, words.flows[one]])}
            choose={(key) => choose(key as Measure)}
          />
          <ToggleButton className="quiet" isSelected={asTable} onChange={show}>
            {words.flows.table}
          </ToggleButton>
        </div>
      )}
      {plain && <p className="hint">{words.flows[measure]}</p>}
      {flows.length === 0 && <p className="notice">{words.flows.none}</p>}
      {flows.length > 0 && (asTable ? <FlowTable flows={flows} /> : <FlowChart flows={flows} />)}
      {measure === 'intent' && <p className="hint">{words.flows.note}</p>}
    </section>
  );
}

/** How many have arrived, by pair; asked again from time to time and with every arrival of the pair that is shown. */
function useArrived({ session, arrivals }: Sights, pairs: readonly Pair[]): ReadonlyMap<string, number> {
  const [told, tell] = useState<ReadonlyMap<string, number>>(new Map());
  const codes = JSON.stringify(pairs.map(({ origin, destination }) => [origin.code, destination.code]));
  const came = arrivals?.rows.size ?? 0;
  useEffect(() => {
    const asked = JSON.parse(codes) as [string, string][];
    if (asked.length === 0 || came < 0) return;
    let here = true;
    const look = async () => {
      const found = await Promise.all(
        asked.map(async ([origin, destination]) => {
          const { arrivals } = await ask<{ arrivals: { totalCount: number } }>(session, ARRIVED, {
            origin,
            destination,
          });
          return [`${origin}-${destination}`, arrivals.totalCount] as const;
        }),
      );
      if (here) tell(new Map(found));
    };
    // When it cannot be asked, the connection's state says so already.
    const again = () => void look().catch(() => undefined);
    again();
    const timer = setInterval(again, ARRIVED_EVERY_MS);
    return () => {
      here = false;
      clearInterval(timer);
    };
  }, [session, codes, came]);
  return told;
}

function FlowChart({ flows }: { readonly flows: readonly Flow[] }) {
  const { flows: words } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const [diagram, hold] = useState<FlowDiagram>();
  useEffect(() => {
    let made: FlowDiagram | undefined;
    let here = true;
    // The charts are half of all the script there is: they come after the numbers.
    void import('./sankey-chart.js').then(({ flowDiagram }) => {
      if (!here || !place.current) return;
      made = flowDiagram(place.current);
      hold(made);
    });
    return () => {
      here = false;
      made?.remove();
    };
  }, []);
  const text = JSON.stringify(flows);
  useEffect(() => {
    const draw = () => diagram?.draw(JSON.parse(text) as Flow[], words.described);
    draw();
    // The colours change with the appearance.
    const watching = new MutationObserver(draw);
    watching.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', draw);
    return () => {
      watching.disconnect();
      scheme.removeEventListener('change', draw);
    };
  }, [diagram, text, words.described]);
  return (
    <div ref={place} className="chart" role="img" aria-label={words.described} data-flows={flows.length} />
  );
}

function FlowTable({ flows }: { readonly flows: readonly Flow[] }) {
  const { columns } = useWords();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{columns.origin}</th>
          <th scope="col">{columns.destination}</th>
          <th scope="col">{columns.value}</th>
        </tr>
      </thead>
      <tbody>
        {flows.map(({ from, to, value }) => (
          <tr key={`${from}-${to}`}>
            <th scope="row">
              <Zh>{from}</Zh>
            </th>
            <td>
              <Zh>{to}</Zh>
            </td>
            <td>{figure(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
