import { readdir, readFile } from 'node:fs/promises';

/** One tab of the playground: an operation ready to be sent. */
export interface PlaygroundTab {
  /** `02 结对地区一图 · Picture of a pair`: the number of the file and the first comment line of the example. */
  name: string;
  /** The operation, with its comments. */
  query: string;
  /** Its variables as JSON text; `{}` where the example has none. */
  variables: string;
}

/**
 * One tab for each `NN-name.graphql` of a folder, in the order of the file names; its variables stand in
 * `NN-name.variables.json` beside it.
 */
export async function readPlaygroundTabs(folder: string): Promise<PlaygroundTab[]> {
  const files = await readdir(folder);
  const operations = files.filter((file) => file.endsWith('.graphql')).toSorted();
  return Promise.all(
    operations.map(async (file) => {
      const query = await readFile(`${folder}/${file}`, 'utf8');
      const beside = file.replace(/\.graphql$/, '.variables.json');
      const variables = files.includes(beside) ? await readFile(`${folder}/${beside}`, 'utf8') : '{}';
      const number = /^\d+/.exec(file)?.[0] ?? '';
      return { name: `${number} ${/^# (.+)$/m.exec(query)?.[1] ?? file}`.trim(), query, variables };
    }),
  );
}
