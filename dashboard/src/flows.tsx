import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { Choice } from './choice.js';
import type { Drill } from './drill.js';
import { useWords, Zh } from './language.js';
import { flowPairs, keyOf, type Pair } from './pairs.js';
import type { Flow, FlowDiagram } from './sankey-chart.js';
import { clockTime, figure } from './shown.js';
import type { Sights } from './sights.js';
import { useArrived } from './use-arrived.js';
import { useCountsOf } from './use-live.js';

/** Streams of one connection are limited (SUBSCRIPTIONS_PER_SOCKET); the lists need some too. */
const MOST_PAIRS = 10;

const MEASURES = ['intent', 'posts', 'arrived'] as const;
type Measure = (typeof MEASURES)[number];

/** What flows between a pair: undefined is not known yet, null is withheld from the viewer. */
interface PairFlow {
  readonly pair: Pair;
  readonly value: number | null | undefined;
}

/** The number of a flow, as a question for its rows. */
function drillOf(measure: Measure, pair: Pair): Drill {
  if (measure === 'arrived') return { kind: 'arrived', pair };
  return { kind: measure === 'intent' ? 'intentToDestination' : 'suitablePosts', pair };
}

/** From where to where: as a diagram, or as a table with the same numbers, each of which opens its rows. */
export function Flows({ sights, plain = false }: { readonly sights: Sights; readonly plain?: boolean }) {
  const words = useWords();
  const [measure, choose] = useState<Measure>('intent');
  const [asTable, show] = useState(false);
  const { live, viewer, pairs, population, open } = sights;
  const all = flowPairs(pairs, pairs.length);
  const chosen = all.slice(0, MOST_PAIRS);
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
  const flows = chosen.map((pair): PairFlow => {
    if (measure === 'arrived') return { pair, value: arrived?.by.get(keyOf(pair)) };
    const counts = group?.of(keyOf(pair));
    return { pair, value: measure === 'intent' ? counts?.intentToDestination : counts?.suitablePosts };
  });
  const drawn = flows.filter(({ value }) => (value ?? 0) > 0);
  const loading = flows.length === 0 ? !viewer : flows.every(({ value }) => value === undefined);
  const drill = (pair: Pair) => open(drillOf(measure, pair));
  return (
    <section className="panel flows" aria-labelledby="flows">
      <h2 id="flows">
        {words.flows.heading} {plain && <small>{words.flows[measure]}</small>}
      </h2>
      {!plain && (
        <div className="controls">
          <Choice
            label={words.flows.measure}
            value={measure}
            options={MEASURES.filter((one) => one !== 'arrived' || seesArrivals).map((one) => [
              one,
              words.flows[one],
            ])}
            choose={(key) => choose(MEASURES.find((one) => one === key) ?? 'intent')}
          />
          <ToggleButton className="quiet" isSelected={asTable} onChange={show}>
            {words.flows.table}
          </ToggleButton>
        </div>
      )}
      {loading && <p className="notice">{words.drill.loading}</p>}
      {!loading && drawn.length === 0 && <p className="notice">{words.flows.none}</p>}
      {asTable && !loading && <FlowTable flows={flows} drill={drill} />}
      {!asTable && drawn.length > 0 && <FlowChart flows={drawn} drill={drill} />}
      {group?.state.name === 'stale' && measure !== 'arrived' && (
        <p className="doubtful">{words.flows.doubtful}</p>
      )}
      {measure === 'arrived' && arrived && (
        <p className="hint">{words.flows.asOf(clockTime(words.spoken, arrived.at))}</p>
      )}
      {measure !== 'arrived' && <p className="hint">{words.flows.note[measure]}</p>}
      {all.length > MOST_PAIRS && <p className="hint">{words.flows.more(all.length - MOST_PAIRS)}</p>}
    </section>
  );
}

interface FlowsProps {
  readonly flows: readonly PairFlow[];
  readonly drill: (pair: Pair) => void;
}

function FlowChart({ flows, drill }: FlowsProps) {
  const { flows: words } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const [diagram, hold] = useState<FlowDiagram>();
  useEffect(() => {
    let made: FlowDiagram | undefined;
    let here = true;
    // The charts are half of all the script there is: they come after the numbers.
    void import('./sankey-chart.js').then(({ flowDiagram }) => {
      if (!here || !place.current) return;
      made = flowDiagram(place.current, (at) => pick.current(at));
      hold(made);
    });
    return () => {
      here = false;
      made?.remove();
    };
  }, []);
  const drawn = flows.map(
    ({ pair, value }): Flow => ({ from: pair.origin.name, to: pair.destination.name, value: value ?? 0 }),
  );
  const text = JSON.stringify(drawn);
  const pick = useRef((_at: number) => {});
  pick.current = (at) => {
    const { pair } = flows[at] ?? {};
    if (pair) drill(pair);
  };
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

function FlowTable({ flows, drill }: FlowsProps) {
  const { columns, counts } = useWords();
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
        {flows.map(({ pair, value }) => (
          <tr key={keyOf(pair)}>
            <th scope="row">
              <Zh>{pair.origin.name}</Zh>
            </th>
            <td>
              <Zh>{pair.destination.name}</Zh>
            </td>
            <td>
              {value === null && counts.withheld}
              {value === undefined && '—'}
              {typeof value === 'number' && (
                <Button className="plain" data-flow={keyOf(pair)} onPress={() => drill(pair)}>
                  {figure(value)}
                  <span className="hidden"> {counts.open}</span>
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
