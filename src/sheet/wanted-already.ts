import type { Operation } from '#kernel/operation.js';
import type { Wishes } from '#survey/record-wishes.js';
import { Willingness, type WillingnessKind } from '#willingness/willingness.entity.js';

/** Is what a row says somebody wants on record already, recorded or active? What the row does not speak of is not compared. */
export async function isWanted(
  op: Operation,
  workerId: string,
  kind: WillingnessKind,
  wish: NonNullable<Wishes['work'] | Wishes['training']>,
): Promise<boolean> {
  const standing = await op.em.find(Willingness, { workerId, kind, state: { $in: ['RECORDED', 'ACTIVE'] } });
  const said = Object.entries(wish);
  return standing.some((known) => {
    const here: Readonly<Record<string, unknown>> = {
      intent: known.intent,
      destinations: known.destinationCodes,
      occupations: known.occupations,
      wageMin: known.wageMinFen,
      availableFrom: known.availableFrom,
      wantsTraining: known.wantsTraining,
      trainingTopics: known.trainingTopics,
    };
    return said.every(([field, value]) => JSON.stringify(here[field]) === JSON.stringify(value));
  });
}
