import { expect, test } from '@jest/globals';
import { type ExecutionArgs, GraphQLObjectType, parse } from 'graphql';
import { frameMaker } from '#server/frame-maker.js';
import { smallSchema } from '../support/small-schema.js';

/** More than are interpreted. */
const FRAMES = 120;
const DOCUMENT = `subscription Changed($most: Int, $tags: Boolean!) {
  changed(first: $most) { position person { __typename id name tags @include(if: $tags) { name } } } }`;

function maker(tell: (item: object, args: object, reader: unknown) => unknown, variables: object) {
  const { schema } = smallSchema();
  const { changed } = (schema.getSubscriptionType() as GraphQLObjectType).getFields();
  if (changed) changed.resolve = (item, args, reader) => tell(item as object, args as object, reader);
  const document = parse(DOCUMENT);
  return frameMaker({ schema, document, variableValues: variables } as ExecutionArgs);
}

const person = { id: 'p', name: 'p' };
const plain = (frame: unknown): unknown => JSON.parse(JSON.stringify(frame));

test('frames say the same before and after they are compiled, each of its own item, arguments and reader', async () => {
  const asked: unknown[] = [];
  const frameOf = maker(
    (item, args, reader) => {
      asked.push(args);
      return { ...item, position: `${String(reader)} ${JSON.stringify(args)}` };
    },
    { most: 3, tags: false },
  );
  for (let nr = 0; nr < FRAMES; nr += 1) {
    const frame = await frameOf({ person: { ...person, id: `p${nr}` } }, `reader ${nr}`);
    expect(plain(frame)).toEqual({
      data: {
        changed: {
          position: `reader ${nr} {"first":3}`,
          person: { __typename: 'Person', id: `p${nr}`, name: 'p' },
        },
      },
    });
  }
  expect(asked).toHaveLength(FRAMES);
});

test.each([
  ['a fault of the field', () => Promise.reject(new Error('not today'))],
  ['a fault below it', () => ({ person: { id: 'p' }, position: '1' })],
  ['nothing at all', () => null],
])('%s is told the same, too', async (_what, tell) => {
  const frameOf = maker(tell, { tags: true });
  const first = plain(await frameOf({}, undefined));
  expect(first).toHaveProperty('errors');
  for (let nr = 0; nr < FRAMES; nr += 1) expect(plain(await frameOf({}, undefined))).toEqual(first);
});

test('a frame for which nothing is waited for is there at once, once it is compiled', () => {
  const frameOf = maker(() => ({ position: '1', person: null }), { tags: true });
  let frame: unknown;
  for (let nr = 0; nr < FRAMES; nr += 1) frame = frameOf({}, undefined);
  expect(frame).toEqual({ data: { changed: { position: '1', person: null } } });
});
