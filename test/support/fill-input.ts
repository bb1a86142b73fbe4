/** Fills the input of any mutation with what would be fitting, so that every mutation there is can be tried. */
import {
  getNullableType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { inDays, inventedIdNumber } from './people.js';

const SCALARS: Readonly<Record<string, () => unknown>> = {
  String: () => '文字说明',
  Int: () => 1,
  Float: () => 1,
  Boolean: () => true,
  Fen: () => 500_000,
  RegionCode: () => '522631',
  Date: () => inDays(0),
  DateTime: () => `${inDays(2)}T08:00:00Z`,
  IdNumber: () => inventedIdNumber(),
  Phone: () => '15400770099',
  UnifiedSocialCreditCode: () => '91522631MA6HTE5T9P',
};

export interface Attempt {
  readonly mutation: string;
  readonly query: string;
  readonly input: Record<string, unknown>;
  /** Does it name something that exists already? */
  readonly named: boolean;
}

/** Every mutation with an input; `idFor` answers the id for a place that wants one, by noun (`worker`, `trip` …). */
export function attempts(schema: GraphQLSchema, idFor: (noun: string) => string | undefined): Attempt[] {
  const root = schema.getMutationType() as GraphQLObjectType;
  return Object.values(root.getFields()).map((field) => {
    const noun = nounOf(field);
    let named = false;
    const id = (place: string): string | undefined => {
      named = true;
      return idFor(place === 'id' ? noun : place === 'boarded' ? 'dispatch' : place);
    };
    const type = field.args[0]?.type as GraphQLInputType;
    const input = fill(type, 'input', id) as Record<string, unknown>;
    const query = `mutation($i: ${String(type)}) { ${field.name}(input: $i) { __typename } }`;
    return { mutation: field.name, query, input, named };
  });
}

/** What a mutation is about, by what it answers; an identity is a worker's. */
function nounOf(field: GraphQLField<unknown, unknown>): string {
  const payload = String(getNullableType(field.type)).replace('Payload', '');
  return payload === 'RevealedIdentity' ? 'worker' : payload.charAt(0).toLowerCase() + payload.slice(1);
}

function fill(type: GraphQLInputType, name: string, id: (place: string) => string | undefined): unknown {
  const inner = getNullableType(type);
  if (isListType(inner)) return [fill(inner.ofType, name, id)];
  if (isEnumType(inner)) return inner.getValues()[0]?.name;
  if (isInputObjectType(inner)) {
    const wanted = Object.values(inner.getFields()).filter((f) => isNonNullType(f.type) || isId(f.type));
    return Object.fromEntries(wanted.map((f) => [f.name, fill(f.type, f.name, id)]));
  }
  if (String(inner) === 'ID') return id(name);
  const make = SCALARS[String(inner)];
  if (!make) throw new Error(`no value for the scalar ${String(inner)}: say one`);
  return make();
}

function isId(type: GraphQLInputType): boolean {
  const inner = getNullableType(type);
  return isListType(inner) ? isId(inner.ofType) : String(inner) === 'ID';
}
