// 发送一个操作 · Sends one operation and prints its answer:
//   TOKEN=… node docs/examples/ask.mjs '{ viewer { handle role } }' ['{"variable": "value"}']
const [query, variables = '{}'] = process.argv.slice(2);
const response = await fetch(`http://127.0.0.1:${process.env.PORT ?? 4000}/graphql`, {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env.TOKEN}` },
  body: JSON.stringify({ query, variables: JSON.parse(variables) }),
});
const { data, errors } = await response.json();
console.log(JSON.stringify(errors ?? data, null, 2));
process.exitCode = errors ? 1 : 0;
