import { isRaw } from '@mikro-orm/core';
import { PostgreSqlConnection, PostgreSqlDriver, type PostgreSqlPlatform } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';

/** A statement takes no more in the protocol of PostgreSQL. */
const MOST_VALUES = 65_535;

type Given = Parameters<PostgreSqlConnection['execute']>;

/**
 * The unit of work's way to the database, but for values. Its own writes them into the text of each statement, so that the
 * database parses and plans every one anew, under all its walls (0.3 to 2.3 ms, several times what the statement itself
 * takes). Here they travel beside the text, which then is the same each time: see name-statements.ts.
 */
export class BoundDriver extends PostgreSqlDriver {
  protected override readonly connection = new BoundConnection(this.config);
}

class BoundConnection extends PostgreSqlConnection {
  override async execute<T>(...given: Given): Promise<T> {
    const [query, params = [], method = 'all', ctx] = given;
    if (typeof query !== 'string' || !Array.isArray(params) || params.length === 0)
      return super.execute<never>(...given);
    await this.ensureConnection();
    const { text, values } = bound(this.platform as PostgreSqlPlatform, query, params);
    if (values.length > MOST_VALUES) return super.execute<never>(...given);
    return this.executeQuery(query, async () => {
      const asked = CompiledQuery.raw(text, values);
      const client = (ctx ?? this.getClient()) as ReturnType<typeof this.getClient>;
      return this.transformRawResult<T>(await client.executeQuery(asked), method);
    });
  }
}

/** The statement with the numbers of its values in their places; one that is a list has as many as it is long. */
function bound(
  platform: PostgreSqlPlatform,
  query: string,
  params: readonly unknown[],
): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const place = (value: unknown): string => {
    if (isRaw(value)) return binding.formatQuery(value.sql, [...value.params]);
    if (Array.isArray(value)) return value.map(place).join(', ');
    return `$${values.push(asText(value))}`;
  };
  const binding = Object.create(platform, { quoteValue: { value: place } }) as PostgreSqlPlatform;
  return { text: binding.formatQuery(query, [...params]), values };
}

/** As the driver of the connection takes it; it would tell a moment in the zone of this machine. */
function asText(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}
