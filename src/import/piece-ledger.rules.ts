/** A file that is sent in pieces: all of one size but the last, numbered from 1. */
export interface Cut {
  /** Of the whole file, 1 or more. */
  readonly bytes: number;
  /** Of each piece but the last, 1 or more. */
  readonly pieceBytes: number;
}

/** How many pieces the file has. */
export function piecesOf({ bytes, pieceBytes }: Cut): number {
  return Math.ceil(bytes / pieceBytes);
}

/** How many bytes the piece of this number has; undefined where the file has no such piece. */
export function bytesOfPiece(cut: Cut, number: number): number | undefined {
  const last = piecesOf(cut);
  if (!Number.isInteger(number) || number < 1 || number > last) return undefined;
  return number < last ? cut.pieceBytes : cut.bytes - (last - 1) * cut.pieceBytes;
}

/** The numbers that are still to come, ascending, at most `most` of them; `here` are those that came, in any order. */
export function missingPieces(cut: Cut, here: Iterable<number>, most = Number.POSITIVE_INFINITY): number[] {
  const came = new Set(here);
  const missing: number[] = [];
  for (let number = 1; number <= piecesOf(cut) && missing.length < most; number += 1)
    if (!came.has(number)) missing.push(number);
  return missing;
}
