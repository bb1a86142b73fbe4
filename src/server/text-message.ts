/** FIN, and the opcode of a text (RFC 6455, section 5.2). */
const WHOLE_TEXT = 0x81;
/** Up to this length its byte says it; the two values above say that 2 or 8 bytes with it follow. */
const SHORT = 125;
const IN_TWO_BYTES = 126;
const IN_EIGHT_BYTES = 127;

/**
 * A message of a WebSocket from the server: one unmasked frame with a text that is put together of these pieces of
 * UTF-8. One buffer, which is written by one call; `ws` would hand the head and the text to the system as two.
 */
export function textMessage(...pieces: readonly Uint8Array[]): Buffer {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  let at = length <= SHORT ? 2 : length < 65_536 ? 4 : 10;
  const message = Buffer.allocUnsafe(at + length);
  message[0] = WHOLE_TEXT;
  if (at === 2) message[1] = length;
  else if (at === 4) {
    message[1] = IN_TWO_BYTES;
    message.writeUInt16BE(length, 2);
  } else {
    message[1] = IN_EIGHT_BYTES;
    message.writeBigUInt64BE(BigInt(length), 2);
  }
  for (const piece of pieces) {
    message.set(piece, at);
    at += piece.length;
  }
  return message;
}
