import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import { uuidv7 } from '#kernel/uuid.js';
import { Festival } from './festival.entity.js';
import { mustBeFestival } from './festival.rules.js';

/** A county says when its people come home for a festival. CONFLICT/FESTIVAL_OVERLAPS with another of its own. */
export async function declareFestival(
  op: Operation,
  input: { name: string; fromOn: string; toOn: string },
): Promise<Festival> {
  op.must('festival.declare');
  mustBeFestival(input.fromOn, input.toOn, op.today);
  const festival = op.em.create(Festival, {
    id: uuidv7(op.now.getTime()),
    name: textOf('input.name', input.name, { least: 2, most: 50 }),
    region: op.viewer.regionCode,
    origin: op.viewer.path,
    fromOn: input.fromOn,
    toOn: input.toOn,
  });
  await op.em.flush();
  return festival;
}
