import { TextDecoder } from 'node:util';

/** Four-byte codes count on from here, ten to the last byte, 126 to the third, ten to the second (GB 18030-2022). */
const FIRST = [0x81, 0x30, 0x81, 0x30] as const;
const OF_THIRD = 10;
const OF_SECOND = 1_260;
const OF_FIRST = 12_600;
/** Codes of four bytes for the basic plane, and where those of the others begin. */
const BASIC = 39_420;
const BEYOND = 189_000;
const LINE_FEED = 0x0a;

let codes: ReadonlyMap<string, Buffer> | undefined;

/**
 * A text as GBK, which old spreadsheets of Chinese systems open without asking; signs that GBK lacks as GB 18030 writes
 * them, so that nothing is lost to whoever reads it so, as an import does.
 */
export function encodeGbk(text: string): Buffer {
  const known = (codes ??= readCodes());
  const pieces: Buffer[] = [];
  let ascii = '';
  for (const sign of text.toWellFormed()) {
    if (sign <= '\x7f') {
      ascii += sign;
      continue;
    }
    if (ascii !== '') pieces.push(Buffer.from(ascii, 'latin1'));
    ascii = '';
    pieces.push(known.get(sign) ?? fourBytes((sign.codePointAt(0) ?? 0) - 0x10000 + BEYOND));
  }
  if (ascii !== '') pieces.push(Buffer.from(ascii, 'latin1'));
  return Buffer.concat(pieces);
}

function fourBytes(number: number): Buffer {
  return Buffer.from([
    FIRST[0] + Math.floor(number / OF_FIRST),
    FIRST[1] + Math.floor((number % OF_FIRST) / OF_SECOND),
    FIRST[2] + Math.floor((number % OF_SECOND) / OF_THIRD),
    FIRST[3] + (number % OF_THIRD),
  ]);
}

/** What the platform's decoder makes of each code, turned round: the platform has no encoder. Codes of two bytes come first. */
function readCodes(): Map<string, Buffer> {
  const all: Buffer[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1)
      if (trail !== 0x7f) all.push(Buffer.from([lead, trail]));
  for (let number = 0; number < BASIC; number += 1) all.push(fourBytes(number));
  const lines = Buffer.concat(all.flatMap((code) => [code, Buffer.from([LINE_FEED])]));
  const found = new Map<string, Buffer>();
  for (const [i, sign] of new TextDecoder('gb18030').decode(lines).split('\n').entries()) {
    const code = all[i];
    if (code && sign.length === 1 && sign !== '\ufffd' && !found.has(sign)) found.set(sign, code);
  }
  return found;
}
