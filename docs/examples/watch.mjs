// 实时查看一对地区的四个底数和新岗位 · Watches the four counts and the new postings of a pair:
//   TOKEN=… node docs/examples/watch.mjs [origin] [destination]
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [origin = '522631', destination = '440600'] = process.argv.slice(2);
const server = `ws://127.0.0.1:${process.env.PORT ?? 4000}`;
const client = createClient({
  url: `${server}/graphql`,
  webSocketImpl: WebSocket,
  connectionParams: { authorization: `Bearer ${process.env.TOKEN}` },
});
const PAIR = 'origin: $origin, destination: $destination';
const COUNTS = 'position fourCounts { laborBase intentToDestination trainingWilling suitablePosts }';

async function each(query, more, show) {
  const variables = { origin, destination, ...more };
  for await (const { data, errors } of client.iterate({ query, variables })) {
    if (errors) throw errors;
    show(data);
  }
}

function showCounts({ fourCounts }) {
  const figures = Object.entries(fourCounts).map(([name, count]) => `${name} ${count}`);
  console.log(`四个底数 counts   ${figures.join('   ')}`);
}

try {
  // The picture says at which position it is true; both streams go on from there, so nothing falls between.
  let after;
  await each(
    `query ($origin: RegionCode!, $destination: RegionCode!) { picture(${PAIR}) { ${COUNTS} } }`,
    {},
    ({ picture }) => {
      after = picture.position;
      showCounts(picture);
    },
  );
  await Promise.all([
    each(
      `subscription ($origin: RegionCode!, $destination: RegionCode!, $after: Position) {
        pictureChanged(${PAIR}, after: $after) { ${COUNTS} } }`,
      { after },
      ({ pictureChanged }) => showCounts(pictureChanged),
    ),
    each(
      `subscription ($destination: RegionCode!, $after: Position) {
        postingPublished(filter: { workRegion: $destination }, after: $after) {
          position posting { title headcount employer { name } } } }`,
      { after },
      ({ postingPublished: { posting } }) =>
        console.log(`新岗位 posting    ${posting.title} × ${posting.headcount}   ${posting.employer.name}`),
    ),
  ]);
} catch (fault) {
  const silent = `${server} 没有回应，请先 npm start · ${server} does not answer; npm start first`;
  const isSilent = (fault.error ?? fault).code === 'ECONNREFUSED';
  console.error(isSilent ? silent : (fault.reason ?? fault.message ?? JSON.stringify(fault, null, 2)));
  process.exitCode = 1;
}
