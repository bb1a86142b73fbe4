import { raw, type Sql } from 'sql-template-tag';

/** How much of a row is read: its whole image, or only by what it is known and counted (a ninth of the database's work). */
export type ImagePart = 'WHOLE' | 'VERSIONS';

/** The image of a row of the table with this alias. `versions`: its key, and the columns of which its version is made. */
export function imageOf(alias: string, part: ImagePart, versions: readonly string[]): Sql {
  if (part === 'WHOLE') return raw(`to_jsonb(${alias})`);
  return raw(`jsonb_build_object(${versions.map((column) => `'${column}', ${alias}.${column}`).join(', ')})`);
}
