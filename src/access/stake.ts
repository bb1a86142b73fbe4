import type { Viewer } from './viewer.js';

/**
 * Whose matter a thing is. Rows write their stake down at birth; a path is a region's code without its
 * trailing zeros, so "this county and everything under it" is a prefix test.
 */
export interface Stake {
  /** Path of the origin region (service region of the worker). */
  readonly origin?: string | null;
  /** Path of the destination (the posting's place of work). */
  readonly destination?: string | null;
  readonly employerId?: string | null;
}

/** Does the viewer hold that part of the stake that belongs to the viewer's side? */
export function holds(viewer: Viewer, stake: Stake): boolean {
  switch (viewer.role) {
    case 'SYSTEM':
    case 'ADMIN':
      return true;
    case 'COUNTY_BUREAU':
      return (
        within(stake.origin, viewer.path) ||
        (stake.origin === undefined && within(stake.destination, viewer.path))
      );
    case 'STATION_LIAISON':
      return within(stake.destination, viewer.path);
    case 'EMPLOYER':
      return stake.employerId != null && stake.employerId === viewer.organizationId;
    case 'OBSERVER':
      return false;
  }
}

/** Is `path` the region `of`, or under it? */
export function within(path: string | null | undefined, of: string): boolean {
  return path != null && of !== '' && path.startsWith(of);
}
