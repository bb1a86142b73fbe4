import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { correctOfficer } from './correct-officer.js';
import { CorrectOfficerInput, RegisterOfficerInput, RelieveOfficerInput } from './duty.inputs.js';
import { loadPeopleCounts, officerList, type OfficerNode, officerPayload } from './officer.list.js';
import { OfficerConnection, OfficerFace, OfficerFilter, OfficerPayload } from './officer.type.js';
import { registerOfficer } from './register-officer.js';
import { relieveOfficer } from './relieve-officer.js';

/** The door of the officers. */
@Resolver(() => OfficerFace)
export class OfficerResolver {
  @Query(() => OfficerConnection, {
    description: 'Officers (责任人) of the county, by place; those in office unless asked otherwise.',
  })
  async officers(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => OfficerFilter, { nullable: true, description: 'Which ones.' })
    filter?: OfficerFilter | null,
  ): Promise<object> {
    op.must('officer.read');
    return readConnection(op, officerList(op, filter ?? {}), page, askedOf(info));
  }

  @FieldResolver(() => Int, {
    description: 'For how many people of the labour base the officer is responsible now (服务对象人数).',
  })
  async people(@Root() officer: OfficerNode, @Ctx() op: Operation): Promise<number> {
    return (await op.batch(loadPeopleCounts).load(officer.key)) ?? 0;
  }

  @Mutation(() => OfficerPayload, { description: 'Register an officer of the county (登记责任人).' })
  async registerOfficer(
    @Arg('input', () => RegisterOfficerInput, { description: 'Who.' }) input: RegisterOfficerInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return officerPayload(
      op,
      await op.write('officer.register', input, (inside) => registerOfficer(inside, input)),
    );
  }

  @Mutation(() => OfficerPayload, {
    description:
      'Correct what is written of an officer (更正责任人): name, kind, account. Errors: OFFICER_RELIEVED, OFFICER_ACCOUNT_TAKEN, CHANGED_MEANWHILE.',
  })
  async correctOfficer(
    @Arg('input', () => CorrectOfficerInput, { description: 'What it says now.' })
    input: CorrectOfficerInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return officerPayload(
      op,
      await op.write('officer.correct', input, (inside) => correctOfficer(inside, input)),
    );
  }

  @Mutation(() => OfficerPayload, {
    description:
      'An officer leaves office (责任人卸任): what the officer had goes to the successor, or to the next wider area’s officer, or to nobody.',
  })
  async relieveOfficer(
    @Arg('input', () => RelieveOfficerInput, { description: 'Who, why, and who follows.' })
    input: RelieveOfficerInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return officerPayload(
      op,
      await op.write('officer.relieve', input, (inside) => relieveOfficer(inside, input)),
    );
  }
}
