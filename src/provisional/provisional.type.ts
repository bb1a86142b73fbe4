import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { DateTime, LocalDate, Position, RegionCode } from '#kernel/scalars.js';
import { OrganizationFace, Region } from '#party/party.type.js';
import { WorkerFace } from '#worker/worker.type.js';
import { PROVISIONAL_STATES } from './provisional-person.entity.js';

export const ProvisionalStateEnum = enumOf(PROVISIONAL_STATES);
registerEnumType(ProvisionalStateEnum, {
  name: 'ProvisionalState',
  description: 'Where a provisional registration stands (临时登记状态).',
  valuesConfig: {
    PROPOSED: { description: 'A station met the person; the county has not answered (待输出地确认).' },
    OPEN: { description: 'The county’s own; the ID number is missing or not checked (待补全).' },
    COMPLETED: { description: 'On record as a worker (已补全).' },
    DISMISSED: { description: 'Nobody’s to register, with the reason (已撤销).' },
  },
});

/** Somebody who is on no record. */
@ObjectType('ProvisionalPerson', {
  implements: Node,
  description:
    'Somebody who is on no record yet (临时登记人员): no ID number was shown, or a station met somebody whom no county has. In no list of workers and no count; to be completed within seven days. Seen by the county that is to answer and by whoever wrote it down.',
  simpleResolvers: true,
})
export class ProvisionalPersonFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => String, { description: 'Name (姓名), as it was said.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Mobile number (手机号).' })
  phone?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'ID number with stars (身份证号，脱敏), where one was said.',
  })
  idNumberMasked?: string | null;
  @Field(() => Region, {
    description: 'Which place is to answer for the person (拟服务地); a station reads the county.',
  })
  serviceRegion!: Region;
  @Field(() => OrganizationFace, { nullable: true, description: 'Who met the person (登记单位).' })
  registeredBy?: OrganizationFace | null;
  @Field(() => Int, { nullable: true, description: 'Sex (性别), GB/T 2261.1: 1 male, 2 female.' })
  sexCode?: number | null;
  @Field(() => Int, { nullable: true, description: 'Year of birth (出生年份).' })
  birthYear?: number | null;
  @Field(() => String, { description: 'Why there is no record yet (原因).' })
  why!: string;
  @Field(() => ProvisionalStateEnum, { description: 'Where it stands (状态).' })
  state!: string;
  @Field(() => LocalDate, {
    description: 'To be completed by this day (补全期限): seven days after it was written down.',
  })
  dueOn!: string;
  @Field(() => Boolean, { description: 'Not settled, and the day has passed (逾期)?' })
  overdue!: boolean;
  @Field(() => WorkerFace, {
    nullable: true,
    description:
      'As whom the person is on record now (对应劳动力); null while COMPLETED it is not, or not yours to see.',
  })
  worker?: WorkerFace | null;
  @Field(() => String, { nullable: true, description: 'Why it was dismissed (撤销原因).' })
  settledBecause?: string | null;
  @Field(() => DateTime, { description: 'When it was written down (登记时间).' })
  registeredAt!: Date;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

export const ProvisionalPersonConnection = connectionType(
  'ProvisionalPerson',
  ProvisionalPersonFace,
  'provisional people (临时登记人员)',
);

@InputType({ description: 'Which provisional people (临时登记筛选); all given conditions must hold.' })
export class ProvisionalPersonFilter {
  @Field(() => [ProvisionalStateEnum], {
    nullable: true,
    description: 'In one of these states (状态); default: PROPOSED and OPEN.',
  })
  states?: string[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Overdue (逾期), or not.' })
  overdue?: boolean | null;
  @Field(() => RegionCode, {
    nullable: true,
    description: 'To be answered for by this region or within it (拟服务地). Error: FILTER_NOT_YOURS.',
  })
  place?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Written down by your own organization (本机构登记), or by another one.',
  })
  registeredByUs?: boolean | null;
}

/** A provisional person after a change. */
@ObjectType({
  description: 'The provisional person after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class ProvisionalPersonPayload {
  @Field(() => ProvisionalPersonFace, { description: 'The person.' })
  person!: ProvisionalPersonFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
