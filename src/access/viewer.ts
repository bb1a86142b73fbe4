/** Who is asking, after the token was checked and the account was found. */

export const ROLES = ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER', 'OBSERVER', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

/** SYSTEM is the clock, the loader and the follower: never a token's role. */
export type ActingRole = Role | 'SYSTEM';

export interface Viewer {
  /** The account's key, or the name of the system's own part (`system:clock`); author of every change. */
  readonly accountId: string;
  readonly handle: string;
  readonly name: string;
  readonly role: ActingRole;
  readonly organizationId: string;
  readonly organizationName: string;
  /** Region that the viewer's organization answers for. */
  readonly regionCode: string;
  /** The region's path: every region whose path starts with it is the viewer's. */
  readonly path: string;
  /** Paths of the origins paired today with the viewer's city; empty for an origin's viewer. */
  readonly origins: readonly string[];
  /** Paths of the destinations paired today with the viewer's county; empty for a destination's viewer. */
  readonly destinations: readonly string[];
  /** Marks under which a worker's wish names the viewer's city outright (see standing). */
  readonly explicitKeys: readonly string[];
  /** Province and region groups that contain the viewer's city. */
  readonly broadKeys: readonly string[];
  /** Epoch milliseconds at which the token ends; Infinity for the system. */
  readonly expiresAt: number;
}

/** The system as an author: `part` says which (clock, demo, import). */
export function systemViewer(part: string): Viewer {
  return {
    accountId: `system:${part}`,
    handle: `system:${part}`,
    name: part,
    role: 'SYSTEM',
    organizationId: '',
    organizationName: '',
    regionCode: '',
    path: '',
    origins: [],
    destinations: [],
    explicitKeys: [],
    broadKeys: [],
    expiresAt: Number.POSITIVE_INFINITY,
  };
}

/**
 * Is the viewer somebody's account, which can be closed? A part of the system is none, also where it acts in
 * the role and with the rights of a side.
 */
export function isAccount({ role, accountId }: Pick<Viewer, 'role' | 'accountId'>): boolean {
  return role !== 'SYSTEM' && !accountId.startsWith('system:');
}

/** Session variables for row-level security: what the second wall knows of the viewer. */
export function sessionVariables(viewer: Viewer): Record<string, string> {
  return {
    'app.role': viewer.role,
    'app.path': viewer.path,
    'app.organization': viewer.organizationId,
    'app.actor': viewer.accountId,
    'app.origins': viewer.origins.join(','),
    'app.explicit_keys': viewer.explicitKeys.join(','),
    'app.broad_keys': viewer.broadKeys.join(','),
  };
}
