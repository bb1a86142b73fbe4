import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { correctHousehold } from './correct-household.js';
import { loadFormerMembers, loadMembers } from './household-member.list.js';
import {
  CorrectHouseholdInput,
  JoinHouseholdInput,
  LeaveHouseholdInput,
  NameHeadInput,
  RegisterHouseholdInput,
} from './household.inputs.js';
import { householdList, type HouseholdNode, householdPayload } from './household.list.js';
import {
  HouseholdConnection,
  HouseholdFace,
  HouseholdFilter,
  HouseholdMember,
  HouseholdPayload,
} from './household.type.js';
import { joinHousehold } from './join-household.js';
import { leaveHousehold } from './leave-household.js';
import { nameHead } from './name-head.js';
import { registerHousehold } from './register-household.js';
import { loadCasesOfHouseholds } from './zero-employment.list.js';
import { ZeroEmploymentSpell } from './zero-employment.type.js';

/** The door of the households: each mutation names its verb, and the household is read back as it is now. */
@Resolver(() => HouseholdFace)
export class HouseholdResolver {
  @Query(() => HouseholdConnection, {
    description: 'Households (户) of the county, by place; nobody else sees a family.',
  })
  async households(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => HouseholdFilter, { nullable: true, description: 'Which ones.' })
    filter?: HouseholdFilter | null,
  ): Promise<object> {
    op.must('household.read');
    return readConnection(op, householdList(op, filter ?? {}), page, askedOf(info));
  }

  @FieldResolver(() => [HouseholdMember], {
    description:
      'Who is of it now (家庭成员): the head first, then by relation. With `former`: who was, the last to leave first, at most 50.',
  })
  async members(
    @Root() household: HouseholdNode,
    @Ctx() op: Operation,
    @Arg('former', () => Boolean, { nullable: true, description: 'Who was of it, instead; default false.' })
    former?: boolean | null,
  ): Promise<object[]> {
    return (await op.batch(former ? loadFormerMembers : loadMembers).load(household.key)) ?? [];
  }

  @FieldResolver(() => [ZeroEmploymentSpell], {
    description:
      'When it was on the list of zero-employment households (零就业记录), newest first, at most 20; the first one is open while it is.',
  })
  async zeroEmployment(@Root() household: HouseholdNode, @Ctx() op: Operation): Promise<object[]> {
    return (await op.batch(loadCasesOfHouseholds).load(household.key)) ?? [];
  }

  @Mutation(() => HouseholdPayload, {
    description: 'Register a household with its head and members (登记户). Error: HOUSEHOLD_NO_TAKEN.',
  })
  async registerHousehold(
    @Arg('input', () => RegisterHouseholdInput, { description: 'The household.' })
    input: RegisterHouseholdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return householdPayload(
      op,
      await op.write('household.register', input, (inside) => registerHousehold(inside, input)),
    );
  }

  @Mutation(() => HouseholdPayload, {
    description: 'Correct a household, or write down that it moved within the county (更正户信息).',
  })
  async correctHousehold(
    @Arg('input', () => CorrectHouseholdInput, { description: 'What it says now.' })
    input: CorrectHouseholdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return householdPayload(
      op,
      await op.write('household.correct', input, (inside) => correctHousehold(inside, input)),
    );
  }

  @Mutation(() => HouseholdPayload, { description: 'Somebody joins a household (加入户).' })
  async joinHousehold(
    @Arg('input', () => JoinHouseholdInput, { description: 'Who, and which household.' })
    input: JoinHouseholdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return householdPayload(
      op,
      await op.write('household.join', input, (inside) => joinHousehold(inside, input)),
    );
  }

  @Mutation(() => HouseholdPayload, { description: 'Somebody leaves a household (离开户).' })
  async leaveHousehold(
    @Arg('input', () => LeaveHouseholdInput, { description: 'Who, and which household.' })
    input: LeaveHouseholdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return householdPayload(
      op,
      await op.write('household.leave', input, (inside) => leaveHousehold(inside, input)),
    );
  }

  @Mutation(() => HouseholdPayload, { description: 'Name the head of a household (变更户主).' })
  async nameHead(
    @Arg('input', () => NameHeadInput, { description: 'Which household, and who.' }) input: NameHeadInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return householdPayload(op, await op.write('head.name', input, (inside) => nameHead(inside, input)));
  }
}
