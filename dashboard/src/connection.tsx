import { Button } from 'react-aria-components/Button';
import { useWords } from './language.js';
import { clockTime, shortPosition } from './shown.js';
import type { Sights } from './sights.js';

const MARKS = { live: '●', 'catching up': '◐', connecting: '○', stale: '▲', stopped: '■' } as const;

/** Can these numbers be trusted? Said by word, mark and colour, and read out when it changes. */
export function Connection({ sights }: { readonly sights: Sights }) {
  const { state: words, spoken } = useWords();
  const { state, counts, demand, supply, postings } = sights;
  const position = counts?.position ?? supply?.position ?? postings?.position;
  const digests = [demand, supply ?? postings].map((list) => list?.digest).filter((one) => one !== undefined);
  return (
    <div className={`connection is-${state.name.replace(' ', '-')}`}>
      <p role="status" data-state={state.name}>
        <span aria-hidden="true">{MARKS[state.name]}</span> {words[state.name]}
        {state.name === 'stale' && (
          <>
            {' · '}
            <strong>{words.since(clockTime(spoken, state.since))}</strong>
          </>
        )}
      </p>
      <Button
        className="position"
        isDisabled={position === undefined}
        onPress={() => void navigator.clipboard?.writeText(position ?? '')}
      >
        {words.position} <code>{shortPosition(position)}</code>
        <span className="hidden"> {words.copy}</span>
        {state.name === 'live' && digests.length > 0 && (
          <span>
            {' '}
            {words.proven} <code>{digests.map((one) => one.slice(0, 4)).join(' ')}</code>
          </span>
        )}
      </Button>
    </div>
  );
}
