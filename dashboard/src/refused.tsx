import type { LiveFault } from 'labor-bridge-client';
import { useWords } from './language.js';

/** Why a part is not shown: the API's own sentence, where there is one. */
export function Refused({ fault }: { readonly fault: LiveFault | undefined }) {
  const { drill, spoken } = useWords();
  return <span data-reason={fault?.reason}>{fault?.text?.[spoken] ?? drill.refused}</span>;
}
