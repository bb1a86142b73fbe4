import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openOrm } from '#store/orm.js';
import { openGround, type TestGround } from '../support/ground.js';

interface Column {
  table_name: string;
  column_name: string;
  is_nullable: string;
  column_default: string | null;
}

describe('nouns and their tables agree', () => {
  let ground: TestGround;
  let columns: Column[];

  beforeAll(async () => {
    ground = await openGround();
    columns = (await ground.look(
      `select table_name, column_name, is_nullable, column_default from information_schema.columns where table_schema = 'public'`,
    )) as unknown as Column[];
  });
  afterAll(() => ground?.close());

  test('every property of a noun has its column, and may be null where the column may', async () => {
    const orm = await openOrm(ground.url, 1);
    const faults: string[] = [];
    for (const meta of orm.getMetadata().getAll().values())
      for (const property of meta.props) {
        const [field] = property.fieldNames ?? [];
        const column = columns.find((c) => c.table_name === meta.tableName && c.column_name === field);
        if (!column) faults.push(`${meta.className}.${property.name} has no column`);
        else if ((column.is_nullable === 'YES') !== Boolean(property.nullable))
          faults.push(`${meta.className}.${property.name} and its column disagree on null`);
      }
    await orm.close();
    expect(faults).toEqual([]);
  });

  test('every column that must be given is a property of its noun', async () => {
    const orm = await openOrm(ground.url, 1);
    const faults: string[] = [];
    for (const meta of orm.getMetadata().getAll().values()) {
      const known = new Set(meta.props.flatMap((p) => p.fieldNames ?? []));
      for (const c of columns)
        if (
          c.table_name === meta.tableName &&
          c.is_nullable === 'NO' &&
          c.column_default === null &&
          !known.has(c.column_name)
        )
          faults.push(`${meta.tableName}.${c.column_name}`);
    }
    await orm.close();
    expect(faults).toEqual([]);
  });
});
