import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { readBack } from '#kernel/published.js';
import { askedOf } from '#kernel/selection.js';
import { countOutreachGroup } from './count-outreach-group.js';
import { OUTREACH_GROUPS, outreachGroupList } from './outreach.list.js';
import {
  CountOutreachGroupInput,
  OutreachGroupConnection,
  OutreachGroupFilter,
  OutreachGroupPayload,
  RegisterOutreachGroupInput,
} from './outreach.type.js';
import { registerOutreachGroup } from './register-outreach-group.js';

/** The door of the groups by which offices reach people. */
@Resolver()
export class OutreachResolver {
  @Query(() => OutreachGroupConnection, {
    description: 'Outreach groups (就业微信群), newest first; every signed-in side sees them all.',
  })
  async outreachGroups(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => OutreachGroupFilter, { nullable: true, description: 'Which ones.' })
    filter?: OutreachGroupFilter | null,
  ): Promise<object> {
    return readConnection(op, outreachGroupList(op, filter ?? {}), page, askedOf(info));
  }

  @Mutation(() => OutreachGroupPayload, {
    description:
      'Write down a group of your region (登记就业微信群). The county, or a station. Error: NOT_YOUR_SIDE.',
  })
  async registerOutreachGroup(
    @Arg('input', () => RegisterOutreachGroupInput, { description: 'Which, and how many are in it.' })
    input: RegisterOutreachGroupInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('outreachGroup.register', input, (inside) =>
      registerOutreachGroup(inside, input),
    );
    return groupOf(op, key);
  }

  @Mutation(() => OutreachGroupPayload, {
    description:
      'Count the members of a group anew (清点群内人数). Whose region it is. Error: NOT_YOUR_SIDE.',
  })
  async countOutreachGroup(
    @Arg('input', () => CountOutreachGroupInput, { description: 'Which one, and how many.' })
    input: CountOutreachGroupInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('outreachGroup.count', input, (inside) => countOutreachGroup(inside, input));
    return groupOf(op, key);
  }
}

async function groupOf(op: Operation, key: string): Promise<object> {
  const { node, position } = await readBack(op, OUTREACH_GROUPS, key);
  return { outreachGroup: node, position };
}
