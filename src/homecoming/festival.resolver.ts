import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { correctFestival } from './correct-festival.js';
import { declareFestival } from './declare-festival.js';
import { festivalList, festivalPayload } from './festival.list.js';
import {
  CorrectFestivalInput,
  DeclareFestivalInput,
  FestivalConnection,
  FestivalPayload,
} from './festival.type.js';

/** The door of the festivals: the county alone. */
@Resolver()
export class FestivalResolver {
  @Query(() => FestivalConnection, { description: 'The county’s festivals (节日返乡期), newest first.' })
  async festivals(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    op.must('festival.read');
    return readConnection(op, festivalList(op), page, askedOf(info));
  }

  @Mutation(() => FestivalPayload, {
    description: 'Say when people come home for a festival (设定节日返乡期). Error: FESTIVAL_OVERLAPS.',
  })
  async declareFestival(
    @Arg('input', () => DeclareFestivalInput, { description: 'Which, and when.' })
    input: DeclareFestivalInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return festivalPayload(
      op,
      await op.write('festival.declare', input, (inside) => declareFestival(inside, input)),
    );
  }

  @Mutation(() => FestivalPayload, {
    description: 'Correct a festival (更正节日返乡期). Errors: FESTIVAL_OVERLAPS, CHANGED_MEANWHILE.',
  })
  async correctFestival(
    @Arg('input', () => CorrectFestivalInput, { description: 'What it says now.' })
    input: CorrectFestivalInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return festivalPayload(
      op,
      await op.write('festival.correct', input, (inside) => correctFestival(inside, input)),
    );
  }
}
