import { Button } from 'react-aria-components/Button';
import { useWords } from './language.js';
import { figure } from './shown.js';
import type { Sights } from './sights.js';
import { COUNTS, partsOf } from './splits.js';

export type CountName = keyof typeof COUNTS;

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
  const { counts, viewer, open } = sights;
  const held = counts?.counts;
  const refused = counts?.fault?.kind === 'REFUSED' || viewer?.role === 'EMPLOYER';
  if (refused)
    return (
      <section className="panel" aria-labelledby="four-counts">
        <h2 id="four-counts">{words.counts.heading}</h2>
        <p className="notice">{words.drill.notInPicture}</p>
      </section>
    );
  const parts = held && withParts ? partsOf(held, words.splits) : undefined;
  return (
    <section className="counts" aria-labelledby="four-counts">
      <h2 id="four-counts">{words.counts.heading}</h2>
      <ol>
        {NAMES.map((name, at) => {
          const value = held?.[name];
          return (
            <li key={name} className={`count count-${at + 1}`}>
              <Button onPress={() => open(name)} isDisabled={!held} data-count={name}>
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
                  {parts[name].map(([part, n]) => (
                    <div key={part}>
                      <dt>{part}</dt>
                      <dd>{figure(n)}</dd>
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
