import {
  buildSchema,
  type GraphQLFieldResolver,
  GraphQLObjectType,
  GraphQLScalarType,
  type GraphQLSchema,
} from 'graphql';
import { Fen, IdNumber, Phone } from '#kernel/scalars.js';

const SDL = `
  scalar IdNumber
  scalar Phone
  scalar Fen
  enum Order { NEWEST OLDEST }
  interface Node { id: ID! }
  type Tag { name: String! }
  type Town implements Node { id: ID! name: String! tags: [Tag!]! people(first: Int, last: Int = 3): PersonConnection! }
  type Person implements Node {
    id: ID! name: String! home: Town tags: [Tag!]! roads: [Town!]!
    friends(first: Int, after: String, last: Int, before: String, orderBy: Order): PersonConnection!
    twoFriends(first: Int!): [Person!]!
  }
  type PersonEdge { cursor: String! node: Person! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type PersonConnection { edges: [PersonEdge!]! nodes: [Person!]! pageInfo: PageInfo! totalCount: Int }
  union Found = Person | Town
  input WorkerInput { idNumber: IdNumber! phone: Phone wage: Fen age: Int order: Order near: [NearInput!] }
  input NearInput { phone: Phone! }
  input ByInput @oneOf { id: ID idNumber: IdNumber }
  type Payload { person: Person position: String! }
  type Query {
    viewer: Person
    people(first: Int, after: String, last: Int, before: String, orderBy: Order): PersonConnection!
    node(id: ID!): Node
    found: [Found!]!
    worker(idNumber: IdNumber, phone: Phone, by: ByInput, like: WorkerInput): Person
    fails(how: String): Person
  }
  type Mutation { register(input: WorkerInput!): Payload! ping: Boolean! }
  type Subscription { changed(first: Int, after: String): Payload! }
`;

/** How long the plain lists of this schema are. */
export const TAGS = 10;
export const ROADS = 15;

/** A schema of the shapes that ours has, its numbers read by the real scalars; `executed` counts its resolvers' runs. */
export function smallSchema(fails: (how: unknown) => unknown = () => null): {
  schema: GraphQLSchema;
  executed: () => number;
} {
  const schema = buildSchema(SDL);
  for (const real of [IdNumber, Phone, Fen]) {
    const made = schema.getType(real.name);
    if (made instanceof GraphQLScalarType) {
      const { parseValue, parseLiteral, serialize } = real;
      Object.assign(made, { parseValue, parseLiteral, serialize });
    }
  }
  let runs = 0;
  const resolve = (type: string, fields: Record<string, GraphQLFieldResolver<unknown, unknown>>) => {
    const made = schema.getType(type);
    if (!(made instanceof GraphQLObjectType)) throw new Error(type);
    for (const [name, resolver] of Object.entries(fields)) {
      const field = made.getFields()[name];
      if (!field) throw new Error(name);
      field.resolve = (...all) => {
        runs += 1;
        return resolver(...all);
      };
    }
  };
  const person = () => ({ __typename: 'Person', id: 'p', name: 'p' });
  const town = () => ({ __typename: 'Town', id: 't', name: 't' });
  const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  const page: GraphQLFieldResolver<unknown, unknown> = (_source, args) => {
    const { first, last } = args as { first?: number | null; last?: number | null };
    const nodes = many(first ?? last ?? 50, person);
    return {
      nodes,
      edges: nodes.map((node) => ({ node, cursor: 'c' })),
      pageInfo: { hasNextPage: false },
      totalCount: 9,
    };
  };
  resolve('Query', {
    viewer: person,
    people: page,
    node: (_s, { id }) => (id === 'town' ? town() : person()),
    found: () => [...many(5, person), ...many(5, town)],
    worker: person,
    fails: (_s, { how }) => fails(how),
  });
  resolve('Mutation', { register: () => ({ person: person(), position: '1' }), ping: () => true });
  resolve('Town', { tags: () => many(TAGS, () => ({ name: 'x' })), people: page });
  resolve('Person', {
    home: town,
    tags: () => many(TAGS, () => ({ name: 'x' })),
    roads: () => many(ROADS, town),
    friends: page,
    twoFriends: (_s, { first }) => many(first as number, person),
  });
  const roads = (schema.getType('Person') as GraphQLObjectType).getFields()['roads'];
  if (roads) roads.extensions = { listSize: ROADS };
  return { schema, executed: () => runs };
}
