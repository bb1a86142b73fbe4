import type { Live } from 'labor-bridge-client';
import { Button } from 'react-aria-components/Button';
import { useWords } from './language.js';
import { causeOf } from './lost-cause.js';
import { useLine, useSecondsUntil } from './use-line.js';

/**
 * Why nothing gets through to the server, when it is tried again, and what whoever looks can do. The reason alone is
 * a live region: seconds that are read out one by one would drown everything else.
 */
export function LostBanner({ live }: { readonly live: Live | undefined }) {
  const { lost: words } = useWords();
  const line = useLine(live);
  const lost = line?.lost;
  const foreign = line?.fault?.kind === 'PROTOCOL';
  const seconds = useSecondsUntil(line?.status === 'waiting' ? lost?.again : undefined);
  const cause = lost && causeOf(lost, navigator.onLine);
  const said = foreign ? words.PROTOCOL : cause && words[cause](lost?.limit, lost?.reason);
  return (
    <div className="lost" data-lost={foreign ? 'PROTOCOL' : cause}>
      <p role="status">
        {said && <strong>{said[0]}</strong>} {said?.[1]}
      </p>
      {foreign && <Button onPress={() => location.reload()}>{words.reload}</Button>}
      {!foreign && said && (
        <p className="again">
          <span>{seconds === undefined ? words.trying : words.again(seconds)}</span>{' '}
          <Button isDisabled={line?.status !== 'waiting'} onPress={() => live?.reconnect()}>
            {words.now}
          </Button>
        </p>
      )}
    </div>
  );
}
