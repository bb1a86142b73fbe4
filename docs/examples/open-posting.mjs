// 在佛山开放一个岗位 · Opens a posting in Foshan, as station@foshan:
//   TOKEN=… node docs/examples/open-posting.mjs [headcount]
const headcount = Number(process.argv[2] ?? 12);
const inSixtyDays = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
const server = `http://127.0.0.1:${process.env.PORT ?? 4000}`;

async function ask(query, variables = {}) {
  const response = await fetch(`${server}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env.TOKEN}` },
    body: JSON.stringify({ query, variables }),
  }).catch(() => {
    console.error(`${server} 没有回应，请先 npm start · ${server} does not answer; npm start first`);
    process.exit(1);
  });
  const { data, errors } = await response.json();
  if (!errors) return data;
  console.error(JSON.stringify(errors, null, 2));
  process.exit(1);
}

const { organizations } = await ask(
  '{ organizations(region: "440600", type: EMPLOYER, first: 1) { nodes { id name } } }',
);
const [employer] = organizations.nodes;
const content = {
  title: '装配工',
  workRegion: '440604',
  headcount,
  wageMin: 500000,
  wageMax: 650000,
  contractOffered: true,
  insuranceOffered: true,
  validTo: inSixtyDays,
};
const { draftPosting } = await ask(
  'mutation ($input: DraftPostingInput!) { draftPosting(input: $input) { posting { id } } }',
  { input: { employer: employer.id, content } },
);
// Mutations that stand beside each other run one after the other.
const { openPosting } = await ask(
  `mutation ($id: ID!) {
    submitPosting(input: { id: $id }) { posting { state } }
    openPosting(input: { id: $id, suitable: true }) { position posting { title headcount state } }
  }`,
  { id: draftPosting.posting.id },
);
const { title, state } = openPosting.posting;
console.log(`${title} × ${headcount}   ${state}   ${employer.name}`);
