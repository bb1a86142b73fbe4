import { Field, InputType } from 'type-graphql';
import { RegionCode } from '#kernel/scalars.js';
import { PopulationEnum } from '#worker/worker-enums.type.js';
import { TierEnum } from './picture.type.js';

/** Which postings of the supply list of a pair leave as a file. */
@InputType({
  description: 'Of which pair the supply list leaves as a file (导出岗位供给清单, /export/post-supply.csv).',
})
export class SupplyListFilter {
  @Field(() => RegionCode, { description: 'The origin (输出地), as of picture.' })
  origin!: string;
  @Field(() => RegionCode, { description: 'The destination (输入地), as of picture.' })
  destination!: string;
}

/** Which people of the demand list of a pair leave as a file. */
@InputType({
  description:
    'Of which pair the demand list leaves as a file (导出求职需求清单, /export/job-demand.csv). Errors: those of picture.',
})
export class DemandListFilter extends SupplyListFilter {
  @Field(() => PopulationEnum, {
    nullable: true,
    description: 'Whom it holds (统计对象); default TARGET, as of picture.',
  })
  population?: string | null;
  @Field(() => [TierEnum], { nullable: true, description: 'Only these tiers (意向层级); default: all.' })
  tiers?: string[] | null;
}
