import { Field, InputType } from 'type-graphql';
import { LocalDate } from '#kernel/scalars.js';
import { ReasonInput } from '#kernel/write-input.type.js';
import { FemaleClassEnum, LifeEventKindEnum } from './life-event.type.js';

@InputType({ description: 'What befell a person (人员变动), the id being the worker’s.' })
export class RecordLifeEventInput extends ReasonInput {
  @Field(() => LifeEventKindEnum, {
    description:
      'What (类别). Errors: WORKER_DEAD, WORKER_MOVED_OUT, WORKER_MERGED, LIFE_EVENT_SAYS_NOTHING, LIFE_EVENT_PLANNED.',
  })
  kind!: string;
  @Field(() => LocalDate, {
    nullable: true,
    description:
      'From which day on (日期): past days count at once, days ahead (within 366; of a death none) when they come. Default today, of RETIRED the statutory day. Error: LIFE_EVENT_DAY.',
  })
  on?: string | null;
  @Field(() => FemaleClassEnum, {
    nullable: true,
    description:
      'Of a woman who is RETIRED without a day: from which old age the law counts (原法定退休年龄). Error: FEMALE_CLASS_MISSING.',
  })
  femaleClass?: string | null;
}
