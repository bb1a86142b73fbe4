import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { LocalDate, RegionCode } from '#kernel/scalars.js';
import { HouseholdFace } from './household.type.js';
import { CLEARED_FOR, OPENED_FOR } from './zero-employment.rules.js';

export const ZeroEmploymentOpenedForEnum = enumOf(OPENED_FOR);
registerEnumType(ZeroEmploymentOpenedForEnum, {
  name: 'ZeroEmploymentOpenedFor',
  description: 'Why a household came onto the list of zero-employment households (纳入原因).',
  valuesConfig: {
    LABOUR_APPEARED: {
      description:
        'It has labour since, and nobody at work: registered so, come of age, joined, able again (新增劳动力).',
    },
    EARNER_LEFT: { description: 'Whoever was at work left it or died (就业成员离开).' },
    WORK_ENDED: { description: 'The last one at work lost the work (成员失业).' },
  },
});

export const ZeroEmploymentClearedForEnum = enumOf(CLEARED_FOR);
registerEnumType(ZeroEmploymentClearedForEnum, {
  name: 'ZeroEmploymentClearedFor',
  description: 'Why a household left the list of zero-employment households (清零原因).',
  valuesConfig: {
    WORK_FOUND: { description: 'A member found work (成员就业).' },
    EARNER_JOINED: { description: 'Somebody at work joined it (就业成员加入).' },
    NO_LABOUR_LEFT: { description: 'Nobody of it is of the labour base any more (已无劳动力).' },
  },
});

/** Once on the list. */
@ObjectType({
  description:
    'From when to when a household was on the list of zero-employment households (零就业时段), and why.',
  simpleResolvers: true,
})
export class ZeroEmploymentSpell {
  @Field(() => LocalDate, { description: 'Since when (纳入日期).' })
  openedOn!: string;
  @Field(() => ZeroEmploymentOpenedForEnum, { description: 'Why (纳入原因).' })
  openedFor!: string;
  @Field(() => LocalDate, { nullable: true, description: 'Until when (清零日期); null while it is.' })
  clearedOn?: string | null;
  @Field(() => ZeroEmploymentClearedForEnum, {
    nullable: true,
    description: 'How it ended (清零原因); null while it is.',
  })
  clearedFor?: string | null;
  @Field(() => Int, { description: 'Days until today or until it was cleared (持续天数).' })
  daysOpen!: number;
  @Field(() => LocalDate, { description: 'Until when it is to be cleared (应清零日期): 30 days.' })
  dueOn!: string;
  @Field(() => Boolean, { description: 'Is it, or was it, open for longer than 30 days (超期)?' })
  overdue!: boolean;
}

/** The same, with the household. */
@ObjectType('ZeroEmployment', {
  implements: Node,
  description:
    'That a household is, or was, a zero-employment household (零就业家庭): with labour and nobody at work, from a day until another.',
  simpleResolvers: true,
})
export class ZeroEmploymentFace extends ZeroEmploymentSpell {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => HouseholdFace, { nullable: true, description: 'The household (户).' })
  household?: HouseholdFace | null;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

export const ZeroEmploymentConnection = connectionType(
  'ZeroEmployment',
  ZeroEmploymentFace,
  'zero-employment households (零就业家庭)',
);

/** Which cases. */
@InputType({
  description: 'Which zero-employment households (零就业家庭筛选); all given conditions must hold.',
})
export class ZeroEmploymentFilter {
  @Field(() => Boolean, {
    nullable: true,
    description: 'true: those that were cleared (已清零); null: all; left out or false: those that are open.',
  })
  cleared?: boolean | null;
  @Field(() => RegionCode, { nullable: true, description: 'Living in this region or within it (居住地).' })
  region?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'For at least so many days (持续天数), 0 to 3660. Error: DAYS_OPEN.',
  })
  daysOpenAtLeast?: number | null;
  @Field(() => LocalDate, { nullable: true, description: 'Opened on this day or later.' })
  openedFrom?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Opened on this day or before.' })
  openedTo?: string | null;
}
