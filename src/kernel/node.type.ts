import { Field, ID, InterfaceType } from 'type-graphql';
import { fromGlobalId } from './global-id.js';

/** Relay's Node: everything with a global id. */
@InterfaceType({
  description: 'Anything with a global id (有全局编号的对象); ask for it again by `node(id)`.',
  resolveType: (value: { id: string }) => fromGlobalId(value.id).type,
})
export abstract class Node {
  @Field(() => ID, {
    description: 'Global id, opaque. Handed in where an id is asked for, what is none gets NOT_AN_ID.',
  })
  id!: string;
}
