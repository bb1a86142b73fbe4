/** What a line of the table of edge cases looks at. */

/** Whether somebody is in the labour base, the counts of a place and a destination, and the demand list beside them. */
export const LOOK = `query($place: RegionCode!, $destination: RegionCode!) {
  workers(first: 200, filter: { laborBase: true, serviceRegion: $place }) { nodes { id } }
  picture(origin: $place, destination: $destination) {
    fourCounts { laborBase intentToDestination trainingWilling
      intentSplit { openPotential alreadyThere available } trainingSplit { inTraining } laborBaseSplit { notEmployed } }
    jobDemandList(first: 200) { nodes { worker { id } tier stage preferenceRank referrals } } } }`;

interface Row {
  readonly worker: { readonly id: string };
  readonly tier: 'EXPLICIT' | 'BROAD' | 'OPEN';
  readonly stage: string;
  readonly preferenceRank: number | null;
  readonly referrals: number;
}
interface Counts {
  readonly laborBase: number;
  readonly intentToDestination: number;
  readonly trainingWilling: number;
  readonly intentSplit: {
    readonly openPotential: number;
    readonly alreadyThere: number;
    readonly available: number;
  };
  readonly trainingSplit: { readonly inTraining: number };
  readonly laborBaseSplit: { readonly notEmployed: number };
}
/** What LOOK answers. */
export interface Answer {
  readonly workers: { readonly nodes: readonly { readonly id: string }[] };
  readonly picture: {
    readonly fourCounts: Counts;
    readonly jobDemandList: { readonly nodes: readonly Row[] };
  };
}
/** The same, of one person. */
export interface Seen {
  readonly L: boolean;
  readonly row: Row | undefined;
  readonly counts: Counts;
}
