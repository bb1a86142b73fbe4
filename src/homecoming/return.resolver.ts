import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { correctReturn } from './correct-return.js';
import { recordLeavingAgain } from './record-leaving-again.js';
import { recordReturn } from './record-return.js';
import { CorrectReturnInput, RecordLeavingAgainInput, RecordReturnInput } from './return.inputs.js';
import { returneeList, returnPayload } from './return.list.js';
import { ReturneeFilter, ReturnRecordConnection, ReturnRecordPayload } from './return.type.js';

/** The door of the returns home: the county alone. */
@Resolver()
export class ReturnResolver {
  @Query(() => ReturnRecordConnection, {
    description:
      'Returnees (返乡回流人员实名清单): who came home within the last 180 days or the festival that is named, has not left again and has no work outside the county; newest first, each with the reason.',
  })
  async returnees(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => ReturneeFilter, { nullable: true, description: 'Which ones.' })
    filter?: ReturneeFilter | null,
  ): Promise<object> {
    op.must('return.read');
    return readConnection(op, returneeList(op, filter ?? {}), page, askedOf(info));
  }

  @Mutation(() => ReturnRecordPayload, {
    description:
      'Write down that somebody came home (登记返乡). A festival visit with a plan to leave within 60 days keeps the work away; every other return ends it.',
  })
  async recordReturn(
    @Arg('input', () => RecordReturnInput, { description: 'Who came home, from where and why.' })
    input: RecordReturnInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return returnPayload(op, await op.write('return.record', input, (inside) => recordReturn(inside, input)));
  }

  @Mutation(() => ReturnRecordPayload, {
    description: 'Correct a return (更正返乡登记). Error: CHANGED_MEANWHILE.',
  })
  async correctReturn(
    @Arg('input', () => CorrectReturnInput, { description: 'What it says now.' }) input: CorrectReturnInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return returnPayload(
      op,
      await op.write('return.correct', input, (inside) => correctReturn(inside, input)),
    );
  }

  @Mutation(() => ReturnRecordPayload, {
    description: 'Write down that somebody left again (登记再次外出). Error: ALREADY_LEFT.',
  })
  async recordLeavingAgain(
    @Arg('input', () => RecordLeavingAgainInput, { description: 'Which return, and on which day.' })
    input: RecordLeavingAgainInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return returnPayload(
      op,
      await op.write('leavingAgain.record', input, (inside) => recordLeavingAgain(inside, input)),
    );
  }
}
