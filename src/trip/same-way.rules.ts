import { isAncestorPath, isMunicipality } from '#kernel/region-code.js';

/** Two ends of a journey, as paths of regions. */
export interface Way {
  readonly origin: string;
  readonly destination: string;
}

/** Does the trip leave from the worker's county, or one within which it lies, and go to the city of the work? */
export function goesTheSameWay(trip: Way, dispatch: Way): boolean {
  return (
    overlap(trip.origin.slice(0, 6), dispatch.origin.slice(0, 6)) &&
    overlap(cityOf(trip.destination), cityOf(dispatch.destination))
  );
}

/** The city of a path: a municipality is one, elsewhere the prefecture. */
function cityOf(path: string): string {
  return isMunicipality(path.slice(0, 2)) ? path.slice(0, 2) : path.slice(0, 4);
}

function overlap(a: string, b: string): boolean {
  return isAncestorPath(a, b) || isAncestorPath(b, a);
}
