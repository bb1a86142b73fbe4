import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { LocalDate, Position, RegionCode } from '#kernel/scalars.js';
import { ReasonInput, WriteInput } from '#kernel/write-input.type.js';
import { LICENCE_SCOPES } from './hr-licence.entity.js';
import { OrganizationFace } from './party.type.js';

export const LicenceScopeEnum = enumOf(LICENCE_SCOPES);
registerEnumType(LicenceScopeEnum, {
  name: 'HrLicenceScope',
  description: 'What a licence of human-resources services covers (许可范围).',
  valuesConfig: {
    JOB_INTRODUCTION: { description: 'Job introduction (职业中介); each licence covers it.' },
    INFORMATION: { description: 'Collects and publishes supply and demand (人力资源供求信息收集和发布).' },
    GUIDANCE: { description: 'Guidance for jobs and start-ups (就业和创业指导).' },
    CONSULTING: { description: 'Consulting (人力资源管理咨询).' },
    ASSESSMENT: { description: 'Assessment (人力资源测评).' },
    TRAINING: { description: 'Training (人力资源培训).' },
    OUTSOURCING: { description: 'Outsourced services (承接人力资源服务外包).' },
  },
});

/** A licence. */
@ObjectType('HrLicence', {
  implements: Node,
  description: 'The licence of a labour company (人力资源服务许可证), for a time. No secret to any side.',
  simpleResolvers: true,
})
export class LicenceFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => OrganizationFace, { nullable: true, description: 'The company (人力资源公司).' })
  organization?: OrganizationFace | null;
  @Field(() => String, { description: 'Number of the licence (许可证编号).' })
  licenceNo!: string;
  @Field(() => [LicenceScopeEnum], { description: 'What it covers (许可范围).' })
  scope!: string[];
  @Field(() => Boolean, { description: 'Recruiting online is noted on it (注明开展网络招聘服务).' })
  online!: boolean;
  @Field(() => LocalDate, { description: 'First day (起始日期).' })
  validFrom!: string;
  @Field(() => LocalDate, { description: 'Last day (截止日期).' })
  validTo!: string;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day from which it holds no more, before its last day (注销日期).',
  })
  revokedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Why it was withdrawn (注销原因).' })
  revokedBecause?: string | null;
  @Field(() => Boolean, { description: 'It holds today (当前有效).' })
  holds!: boolean;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

export const LicenceConnection = connectionType('HrLicence', LicenceFace, 'licences (许可证)');

@InputType({ description: 'Which licences (筛选条件); each given narrows.' })
export class LicenceFilter {
  @Field(() => ID, { nullable: true, description: 'Only of this company (人力资源公司).' })
  organization?: string | null;
  @Field(() => RegionCode, {
    nullable: true,
    description: 'Only of companies of this region and all within it (区划).',
  })
  region?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Only which hold on this day (当日有效).' })
  holdsOn?: string | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Only whose last day lies before this day (在此之前到期).',
  })
  endsBefore?: string | null;
}

@InputType({ description: 'A licence to write down (登记人力资源服务许可证).' })
export class RegisterLicenceInput extends WriteInput {
  @Field(() => ID, {
    description: 'The company (人力资源公司). Errors: NOT_AN_HR_COMPANY, LICENCE_OVERLAPS.',
  })
  organization!: string;
  @Field(() => String, {
    description:
      'Number of the licence (许可证编号), 1 to 50 characters. Errors: WORD_LENGTH, LICENCE_NO_TAKEN.',
  })
  licenceNo!: string;
  @Field(() => [LicenceScopeEnum], {
    description: 'What it covers (许可范围), job introduction among it. Error: LICENCE_SCOPE.',
  })
  scope!: string[];
  @Field(() => Boolean, {
    nullable: true,
    description: 'Recruiting online is noted on it (注明开展网络招聘服务); default: no.',
  })
  online?: boolean | null;
  @Field(() => LocalDate, { description: 'First day (起始日期), from 2000 on. Error: LICENCE_DAYS.' })
  validFrom!: string;
  @Field(() => LocalDate, {
    description: 'Last day (截止日期), within ten years of the first. Error: LICENCE_DAYS.',
  })
  validTo!: string;
}

@InputType({ description: 'A licence that holds no more (注销许可证).' })
export class RevokeLicenceInput extends ReasonInput {
  @Field(() => LocalDate, {
    nullable: true,
    description:
      'From which day on (注销日期), from the first day of the licence to today; default: today. Error: LICENCE_DAYS.',
  })
  revokedOn?: string | null;
}

/** A licence after a change. */
@ObjectType({
  description: 'The licence after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class LicencePayload {
  @Field(() => LicenceFace, { description: 'The licence.' })
  licence!: LicenceFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
