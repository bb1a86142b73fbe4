import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { Position } from './scalars.js';
import type { PageArguments } from './page.js';

/** Relay's page information. */
@ObjectType({ description: 'Where a page stands in its list (分页信息).', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'Are there more items after this page?' })
  hasNextPage!: boolean;
  @Field(() => Boolean, { description: 'Are there items before this page?' })
  hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true, description: 'Cursor of the first item; null on an empty page.' })
  startCursor!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last item; pass it as `after` to go on.',
  })
  endCursor!: string | null;
}

/** What every `atLeast` of what is read from the database promises. */
export const AT_LEAST =
  'Show at least this position (of a change you made); waits up to 5 s. Error reasons: those of Position.';

/** Paging arguments of every connection. */
@ArgsType()
export class PageArgs implements PageArguments {
  @Field(() => Int, {
    nullable: true,
    description: 'Items from the front, 1 to 200 (default 50). Error reason: PAGE_SIZE.',
  })
  first?: number | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Only items after this cursor of the same list and order. It is a place, not a page: with another filter the list goes on behind that place. Error reasons: NOT_A_CURSOR, CURSOR_OF_ANOTHER_LIST.',
  })
  after?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Items from the back, 1 to 200. Error reason: PAGE_SIZE.',
  })
  last?: number | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Only items before this cursor of the same list and order. Error reasons: NOT_A_CURSOR, CURSOR_OF_ANOTHER_LIST.',
  })
  before?: string | null;
  @Field(() => Position, { nullable: true, description: AT_LEAST })
  atLeast?: string | null;
}

/** Makes the edge and connection types of a node; `of` is the English plural with the Chinese term. */
export function connectionType<T extends object>(name: string, node: ClassType<T>, of: string) {
  @ObjectType(`${name}Edge`, { description: `One item of a list of ${of}.`, simpleResolvers: true })
  class NodeEdge {
    @Field(() => node, { description: 'The item.' })
    node!: T;
    @Field(() => String, { description: 'Opaque place in this list.' })
    cursor!: string;
  }
  @ObjectType(`${name}Connection`, {
    description: `A page of ${of}, cut by keyset; the total is exact.`,
    simpleResolvers: true,
  })
  class NodeConnection {
    @Field(() => [NodeEdge], { description: 'The items with their cursors.' })
    edges!: NodeEdge[];
    @Field(() => [node], { description: 'The items alone.' })
    nodes!: T[];
    @Field(() => PageInfo, { description: 'Where this page stands.' })
    pageInfo!: PageInfo;
    @Field(() => Int, {
      nullable: true,
      description: 'Exact number of items in the whole list, at `position`.',
    })
    totalCount!: number | null;
    @Field(() => Position, { description: 'The position (位置) at which this page is true.' })
    position!: string;
  }
  return NodeConnection;
}
