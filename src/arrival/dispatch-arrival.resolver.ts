import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import type { DispatchNode } from '#trip/dispatch.list.js';
import { DispatchOrderFace } from '#trip/dispatch.type.js';
import { loadArrivalsOfDispatches } from './arrival.list.js';
import { ArrivalFace } from './arrival.type.js';

/** What this room adds to a dispatch order. */
@Resolver(() => DispatchOrderFace)
export class DispatchArrivalResolver {
  @FieldResolver(() => ArrivalFace, {
    nullable: true,
    description: 'The arrival that is expected or has happened (到岗); null before clearance.',
  })
  async arrival(@Root() dispatch: DispatchNode, @Ctx() op: Operation): Promise<object | null> {
    return op.batch(loadArrivalsOfDispatches).load(dispatch.key);
  }
}
