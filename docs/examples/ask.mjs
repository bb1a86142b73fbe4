// 发送一个操作 · Sends one operation and prints its answer:
//   TOKEN=… node docs/examples/ask.mjs '{ viewer { handle role } }' ['{"variable": "value"}']
const [query, variables = '{}'] = process.argv.slice(2);
const server = `http://127.0.0.1:${process.env.PORT ?? 4000}`;
const response = await fetch(`${server}/graphql`, {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env.TOKEN}` },
  body: JSON.stringify({ query, variables: JSON.parse(variables) }),
}).catch(() => {
  console.error(`${server} 没有回应，请先 npm start · ${server} does not answer; npm start first`);
  process.exit(1);
});
const { data, errors } = await response.json();
console.log(JSON.stringify(errors ?? data, null, 2));
process.exitCode = errors ? 1 : 0;
