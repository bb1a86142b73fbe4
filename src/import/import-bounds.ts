/** How much may lie here at once; from the settings. */
export interface ImportBounds {
  /** Of one file. */
  readonly fileBytes: number;
  /** Of a piece, and of a body that brings a file whole eight times as much. */
  readonly pieceBytes: number;
  /** Of all files of an organization that have not ended. */
  readonly organizationBytes: number;
  /** Runs of an organization that have not ended. */
  readonly openRuns: number;
}
