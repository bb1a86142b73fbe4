import { Button } from 'react-aria-components/Button';
import type { CountName } from './drill.js';
import { useWords } from './language.js';
import { Refused } from './refused.js';
import { figure } from './shown.js';
import type { Sights } from './sights.js';
import { COUNTS, partsOf } from './splits.js';

const NAMES = Object.keys(COUNTS) as CountName[];

/** The four counts, each a button that opens its rows. A number that is not there is a dash and never a nought. */
export function FourCountCards({
  sights,
  withParts,
}: {
  readonly sights: Sights;
  readonly withParts: boolean;
}) {
  const words = useWords();
  const { counts, viewer, pair, open } = sights;
  const held = counts?.counts;
  const refused = counts?.fault?.kind === 'REFUSED' || viewer?.role === 'EMPLOYER';
  if (refused)
    return (
      <section className="panel" aria-labelledby="four-counts">
        <h2 id="four-counts">{words.counts.heading}</h2>
        <p className="notice">
          {counts?.fault ? <Refused fault={counts.fault} /> : words.drill.notInPicture}
        </p>
      </section>
    );
  // To others the API lists none of these.
  const opens = viewer?.role === 'COUNTY_BUREAU' || viewer?.role === 'STATION_LIAISON';
  const parts = held && withParts ? partsOf(held, words.splits) : undefined;
  return (
    <section className="counts" aria-labelledby="four-counts">
      <h2 id="four-counts">{words.counts.heading}</h2>
      <ol>
        {NAMES.map((name, at) => {
          const value = held?.[name];
          return (
            <li key={name} className={`count count-${at + 1}`}>
              <Button
                onPress={() => pair && open({ kind: name, pair })}
                isDisabled={!held || !pair}
                data-count={name}
              >
                <span className="label">{words.counts[name]}</span>
                <span className="value">
                  <span
                    className={value != null && value > 99_999 ? 'number long' : 'number'}
                    data-number={value ?? ''}
                  >
                    {value === undefined || value === null ? '—' : figure(value)}
                  </span>
                  <span className="unit">
                    {value === null ? words.counts.withheld : words.counts[COUNTS[name]]}
                  </span>
                </span>
                <span className="hidden">{words.counts.open}</span>
              </Button>
              {parts && parts[name].length > 0 && (
                <dl>
                  {parts[name].map(({ name: called, n, part }) => (
                    <div key={called}>
                      <dt>{called}</dt>
                      <dd>
                        {part && pair && opens ? (
                          <Button
                            className="plain"
                            data-part={part}
                            onPress={() => open({ kind: name, pair, part })}
                          >
                            {figure(n)} <span className="hidden">{called}</span>
                            <span className="hidden">{words.counts.open}</span>
                          </Button>
                        ) : (
                          figure(n)
                        )}
                      </dd>
                    </div>
                  ))}
                </dl>
              )}
            </li>
          );
        })}
      </ol>
      {held && (viewer?.role === 'OBSERVER' || viewer?.role === 'ADMIN') && (
        <p className="hint">{words.counts.steps}</p>
      )}
    </section>
  );
}
