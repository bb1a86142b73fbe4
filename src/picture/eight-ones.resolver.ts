import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { RegionCode } from '#kernel/scalars.js';
import { eightOnes } from './eight-ones.js';
import { EightOnesPoint } from './eight-ones.type.js';
import { ORIGIN_LEVELS } from './pair.js';

const FIRST_YEAR = 1996;
const LAST_YEAR = 2199;

/** The door of the eight ones: a live checklist, each point at the real record that fulfils it. */
@Resolver()
export class EightOnesResolver {
  @Query(() => [EightOnesPoint], {
    description:
      'The eight ones (八个一) of a region of the county’s own and a year, worked out from the records as they are now. Errors: UNKNOWN_REGION, REGION_OF_ANOTHER_LEVEL, NOT_YOUR_SIDE, YEAR.',
  })
  async eightOnes(
    @Ctx() op: Operation,
    @Arg('origin', () => RegionCode, {
      description: 'Whose operation: the county or a place in it (输出地).',
    })
    origin: string,
    @Arg('year', () => Int, { nullable: true, description: 'Which year (年度); default this one.' })
    year?: number | null,
  ): Promise<object[]> {
    op.must('sixLists.read');
    const region = op.regions.must(origin, 'origin', ORIGIN_LEVELS);
    op.must('sixLists.read', { origin: region.path }, 'origin');
    const asked = year ?? Number(op.today.slice(0, 4));
    if (asked < FIRST_YEAR || asked > LAST_YEAR)
      throw badInput('year', 'YEAR', {
        zh: `年度应在 ${FIRST_YEAR} 至 ${LAST_YEAR} 之间。`,
        en: `The year lies between ${FIRST_YEAR} and ${LAST_YEAR}.`,
      });
    return eightOnes(op, region, asked);
  }
}
