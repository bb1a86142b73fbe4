import { expect, test } from '@jest/globals';
import { takesJson } from '#server/takes-json.js';

test('whoever takes one of our forms of an answer, by its name or by a range, is answered', () => {
  const fine = [
    undefined,
    '',
    '*/*',
    'application/*',
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON; q=0.5',
    'application/graphql-response+json, application/json;q=0.9',
    'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'application/json;q=0, */*',
  ];
  expect(fine.filter((accept) => !takesJson(accept))).toEqual([]);
});

test('whoever takes none of them, or says that it does not want them, is not', () => {
  const refused = [
    'text/html',
    'text/*, image/png',
    'application/json;q=0',
    'application/json; charset=iso-8859-1',
    '*/*;q=0.0',
    'application/json;q=0, application/graphql-response+json;q=0, */*',
    'nonsense',
  ];
  expect(refused.filter((accept) => takesJson(accept))).toEqual([]);
});
