import pg from 'pg';
import { CITY_PATH, COUNTY, COUNTY_ACCOUNT } from '#bench/load-parties.js';

/**
 * The session settings under which the peers ask for the county's account: those that our own server finds for
 * the same account (access/viewer.ts). A peer is told by a header who asks and checks no token; ours checks
 * one at every request, so this part of the work is ours alone.
 */
export async function peerViewers(url: string): Promise<Record<string, Record<string, string>>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{
      account: string;
      organization: string;
      path: string;
      keys: string[];
      today: string;
    }>(
      `select a.id as account, o.id as organization, o.path, explicit_keys(o.path) as keys, business_today()::text as today
       from account a join organization o on o.id = a.organization_id where a.handle = $1`,
      [COUNTY_ACCOUNT],
    );
    const found = rows[0];
    if (!found) throw new Error('the bench database has no account of the county');
    return {
      [COUNTY_ACCOUNT]: {
        'app.role': 'COUNTY_BUREAU',
        'app.path': found.path,
        'app.organization': found.organization,
        'app.actor': found.account,
        'app.origins': '',
        'app.explicit_keys': found.keys.join(','),
        'app.broad_keys': COUNTY.slice(0, 2),
        'app.today': found.today,
      },
    };
  } finally {
    await client.end();
  }
}

/** The variables of the list, the same for every contestant that takes a path. */
export const LIST_VARIABLES = { within: CITY_PATH, state: 'OPEN', first: 50 } as const;
