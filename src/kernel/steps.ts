import { conflict } from './error.js';

/** A noun's table of allowed steps: from a state to the states that may follow. No state is set except through it. */
export type Steps<S extends string> = Readonly<Record<S, readonly S[]>>;

/**
 * Takes the step or refuses with CONFLICT: `reason` (default STEP_NOT_ALLOWED) and, in `allowed`, the states
 * that may follow now.
 */
export function step<S extends string>(
  noun: { zh: string; en: string },
  steps: Steps<S>,
  from: S,
  to: S,
  reason = 'STEP_NOT_ALLOWED',
): S {
  const allowed = steps[from];
  if (allowed.includes(to)) return to;
  throw conflict(
    reason,
    {
      zh: `${noun.zh}当前状态为 ${from}，不能变为 ${to}；现在可以：${allowed.length > 0 ? allowed.join('、') : '无（已结束）'}。`,
      en: `This ${noun.en} is ${from} and cannot become ${to}. Allowed now: ${allowed.length > 0 ? allowed.join(', ') : 'nothing, it has ended'}.`,
    },
    { state: from, allowed },
  );
}
