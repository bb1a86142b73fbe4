import { Field, InputType, Int } from 'type-graphql';
import { EducationEnum } from '#kernel/education.type.js';
import { IdNumber, RegionCode } from '#kernel/scalars.js';
import type { Population } from './population.js';
import { LifeStatusEnum, PopulationEnum, TagEnum } from './worker-enums.type.js';

/** Which workers. */
@InputType({
  description:
    'Which workers (劳动力筛选); all given conditions must hold. A role cannot filter by what it does not see: FILTER_NOT_YOURS.',
})
export class WorkerFilter {
  @Field(() => RegionCode, { nullable: true, description: 'Served by this region or within it (服务地).' })
  serviceRegion?: string | null;
  @Field(() => RegionCode, {
    nullable: true,
    description:
      'Registered in this region or within it (户籍地). A county that names a region of its own gets those served elsewhere too.',
  })
  hukouRegion?: string | null;
  @Field(() => EducationEnum, { nullable: true, description: 'With this schooling (文化程度).' })
  education?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Of the labour base, willing to learn and not in a class (愿意培训), or not; county and station.',
  })
  trainingWilling?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Of the target population today (帮扶对象), or not of it, whatever the age; county and station.',
  })
  target?: boolean | null;
  @Field(() => TagEnum, { nullable: true, description: 'Carries this tag today (标签); county only.' })
  tag?: string | null;
  @Field(() => LifeStatusEnum, {
    nullable: true,
    description:
      'Alive, dead or moved away (人员状态); county only. Left out: all of them; a number of people (人口数) is of the ALIVE.',
  })
  lifeStatus?: string | null;
  @Field(() => Int, { nullable: true, description: 'At least this old today (年龄下限); county only.' })
  ageFrom?: number | null;
  @Field(() => Int, { nullable: true, description: 'At most this old today (年龄上限); county only.' })
  ageTo?: number | null;
  @Field(() => Boolean, { nullable: true, description: 'Has work (已就业), or has none; county only.' })
  employed?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'true: whose season ended as planned, who has no work since and has not been asked for a wish since that day (季节性务工结束待回访); false: everybody else; county only.',
  })
  seasonEnded?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'true: has kept the work and wants back to that employer (返回原就业单位): in no demand list, needs the journey alone; false: everybody else; county only.',
  })
  returningToFormer?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Past the age limit and still at work (超龄仍就业): in no count, told apart; county only.',
  })
  overAgeWorking?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'true: of the labour base (劳动力底数) of `population`; false: outside any labour base; county only.',
  })
  laborBase?: boolean | null;
  @Field(() => PopulationEnum, {
    nullable: true,
    description: 'Labour base of this population (口径); default TARGET when laborBase is true; county only.',
  })
  population?: Population | null;
  @Field(() => IdNumber, {
    nullable: true,
    description: 'With exactly this ID number (身份证号); county only.',
  })
  idNumber?: string | null;
}
