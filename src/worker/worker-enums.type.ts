import { registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { READING_PURPOSES } from './identity-reading.entity.js';
import { POPULATIONS } from './population.js';
import { TAG_SUBTYPES, TAGS } from './worker-tag.entity.js';
import {
  ACTIVITIES,
  EMPLOYMENT_FORMS,
  LIFE_STATUSES,
  VERIFY_METHODS,
  WORK_ABILITIES,
  WORK_CONSTRAINTS,
} from './worker.entity.js';

export const TagEnum = enumOf(TAGS);
registerEnumType(TagEnum, {
  name: 'WorkerTag',
  description: 'A population that a person belongs to (人员类别); they overlap.',
  valuesConfig: {
    POVERTY_ALLEVIATED: {
      description: 'Member of a registered household lifted out of poverty (脱贫劳动力).',
    },
    MONITORED: { description: 'Monitored against falling back into poverty (防止返贫监测对象).' },
    PREVENTION_TARGET: { description: 'Target of regular assistance from 2026 on (防止返贫致贫对象).' },
    LOW_INCOME: { description: 'Rural low-income group (农村低收入人口).' },
    RELOCATED: { description: 'Relocated for poverty alleviation (易地搬迁).' },
    DISABLED: { description: 'Disabled (残疾人).' },
    HARD_TO_EMPLOY: { description: 'Hard to employ, as the province defines it (就业困难人员).' },
    GRADUATE: { description: 'Recent graduate (高校毕业生).' },
    VETERAN: { description: 'Veteran (退役军人).' },
  },
});

export const TagSubtypeEnum = enumOf(TAG_SUBTYPES);
registerEnumType(TagSubtypeEnum, {
  name: 'WorkerTagSubtype',
  description: 'Why a household is monitored (监测对象类型).',
  valuesConfig: {
    UNSTABLE: { description: 'Lifted out, not stably (脱贫不稳定户).' },
    MARGINAL: { description: 'At the margin of poverty (边缘易致贫户).' },
    SUDDEN: { description: 'Sudden severe hardship (突发严重困难户).' },
  },
});

export const WorkAbilityEnum = enumOf(WORK_ABILITIES);
registerEnumType(WorkAbilityEnum, {
  name: 'WorkAbility',
  description: 'Ability to work (劳动能力).',
  valuesConfig: {
    FULL: { description: 'Full (普通劳动力).' },
    SKILLED: { description: 'Full, with a trade (技能劳动力).' },
    WEAK: { description: 'Weak (弱劳动力).' },
    HALF: { description: 'Half (半劳动力).' },
    NONE: { description: 'None (丧失劳动力): outside the labour base.' },
  },
});

export const WorkConstraintEnum = enumOf(WORK_CONSTRAINTS);
registerEnumType(WorkConstraintEnum, {
  name: 'WorkConstraint',
  description: 'What work must respect (就业限制); the reason is never asked.',
  valuesConfig: {
    NO_HEAVY_WORK: { description: 'No heavy work (不能从事重体力劳动).' },
    LIMITED_MOBILITY: { description: 'Moves with difficulty (行动不便).' },
    NO_NIGHT_SHIFT: { description: 'No night shift (不能上夜班).' },
    NO_HEIGHTS: { description: 'No work at heights (不能高空作业).' },
    CARES_FOR_FAMILY: { description: 'Cares for family at home (需照顾家人).' },
    STAYS_NEAR_HOME: { description: 'Must stay near home (只能就近就业).' },
  },
});

export const LifeStatusEnum = enumOf(LIFE_STATUSES);
registerEnumType(LifeStatusEnum, {
  name: 'LifeStatus',
  description: 'Is the person still among those whom the county answers for (人员状态)?',
  valuesConfig: {
    ALIVE: { description: 'Yes (正常).' },
    DEAD: { description: 'Has died (死亡).' },
    MOVED_OUT: { description: 'Has moved away for good (迁出).' },
  },
});

export const ActivityEnum = enumOf(ACTIVITIES);
registerEnumType(ActivityEnum, {
  name: 'Activity',
  description: 'What keeps a person out of the labour base while it lasts (当前状况).',
  valuesConfig: {
    NONE: { description: 'Nothing (无).' },
    STUDENT: { description: 'Full-time student (在校学生).' },
    SERVICE: { description: 'Active military service (现役军人).' },
    CUSTODY: { description: 'In custody or an institution (服刑或羁押).' },
    RETIRED: { description: 'Retired (已退休).' },
  },
});

export const EmploymentFormEnum = enumOf(EMPLOYMENT_FORMS);
registerEnumType(EmploymentFormEnum, {
  name: 'EmploymentForm',
  description: 'Form of present work (就业形式).',
  valuesConfig: {
    CONTRACT: { description: 'By labour contract (合同就业).' },
    FLEXIBLE: { description: 'Flexible: outwork, by the hour (灵活就业).' },
    SELF: { description: 'Own business (自主创业).' },
    FARM: { description: 'Farming as main work (务农).' },
    PUBLIC_POST: { description: 'Public-welfare post (公益性岗位).' },
  },
});

export const VerifyMethodEnum = enumOf(VERIFY_METHODS);
registerEnumType(VerifyMethodEnum, {
  name: 'VerifyMethod',
  description: 'How the identity was checked (实名核验方式).',
  valuesConfig: {
    ID_CARD_SEEN: { description: 'The card was seen (查验身份证).' },
    VILLAGE_CONFIRMED: { description: 'The village confirmed it (村委会确认).' },
    POLICE_LIST: { description: 'On a list of the police (公安名单比对).' },
    SOCIAL_CARD: { description: 'Social security card (社保卡).' },
  },
});

export const ReadingPurposeEnum = enumOf(READING_PURPOSES);
registerEnumType(ReadingPurposeEnum, {
  name: 'ReadingPurpose',
  description: 'For what an identity is read in full (查看用途).',
  valuesConfig: {
    REGISTRATION: { description: 'Registration (登记核对).' },
    DISPATCH: { description: 'Dispatch and tickets (输出与购票).' },
    CONTRACT: { description: 'Labour contract (签订合同).' },
    INSURANCE: { description: 'Social insurance (参保).' },
    SUBSIDY: { description: 'Subsidy (补贴申领).' },
    RIGHTS_CASE: { description: 'A rights case (维权).' },
    CORRECTION: { description: 'Correcting the record (信息更正).' },
  },
});

export const PopulationEnum = enumOf(POPULATIONS);
registerEnumType(PopulationEnum, {
  name: 'Population',
  description: 'Whose numbers (统计口径).',
  valuesConfig: {
    TARGET: {
      description:
        'Lifted out of poverty, monitored, or prevention target (脱贫人口、监测对象、防止返贫致贫对象).',
    },
    RELOCATED: {
      description: 'The relocated, of the target or not (易地搬迁劳动力); only the county counts by it.',
    },
    TARGET_OR_RELOCATED: { description: 'The target, and the relocated (含易地搬迁).' },
    ALL_RURAL: { description: 'Everybody registered (全部农村劳动力).' },
  },
});
