import { conflict, type HouseError, type Message } from './error.js';

/** A noun's table of allowed steps: from a state to the states that may follow. No state is set except through it. */
export type Steps<S extends string> = Readonly<Record<S, readonly S[]>>;

/** A noun that goes by steps, as sentences call it: `states` has each state in Chinese, as the schema describes it. */
export interface Stepping<S extends string> extends Message {
  readonly states: Readonly<Record<S, string>>;
}

/**
 * Takes the step or refuses with CONFLICT: `reason` (default STEP_NOT_ALLOWED) and, in `allowed`, the states
 * that may follow now.
 */
export function step<S extends string>(
  noun: Stepping<S>,
  steps: Steps<S>,
  from: S,
  to: S,
  reason = 'STEP_NOT_ALLOWED',
): S {
  if (steps[from].includes(to)) return to;
  throw inAnotherState(noun, steps, from, reason, {
    zh: `不能变为“${noun.states[to]}”`,
    en: `and cannot become ${to}`,
  });
}

/**
 * The CONFLICT of a verb that is not for a noun in the state `from`: its sentence says the state, what does not
 * go (`so`, without a full stop) and what may follow now. `field` is the input that names the noun.
 */
export function inAnotherState<S extends string>(
  noun: Stepping<S>,
  steps: Steps<S>,
  from: S,
  reason: string,
  so: Message,
  field?: string,
): HouseError {
  const allowed = steps[from];
  const next = allowed.map((state) => noun.states[state]).join('、');
  return conflict(
    reason,
    {
      zh: `该${noun.zh}现为“${noun.states[from]}”，${so.zh}；${next ? `现在可以变为：${next}` : '已经结束，不再变化'}。`,
      en: `This ${noun.en} is ${from} ${so.en}. ${next ? `Allowed now: ${allowed.join(', ')}` : 'It has ended'}.`,
    },
    { ...(field !== undefined && { field }), state: from, allowed },
  );
}
