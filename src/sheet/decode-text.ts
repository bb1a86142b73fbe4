import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { badInput } from '#kernel/error.js';

/** How much is looked at, from the first byte that is not ASCII, before the encoding is settled. */
const SAMPLE_BYTES = 64 * 1024;
/** Slices stay small so that whoever reads them can stop a runaway record early. */
const SLICE = 16 * 1024;

/**
 * The bytes of a file as text, in slices of at most 16 384 characters, in flat memory: UTF-8 (with or
 * without a byte order mark) or GBK (read as GB 18030), whichever the first bytes outside ASCII prove.
 * Throws BAD_USER_INPUT: FILE_TOO_LARGE (counted while it flows, not believed from a header), NUL_BYTE,
 * ENCODING_NOT_SUPPORTED (UTF-16), ENCODING_BROKEN.
 */
export async function* decodeText(source: Readable, maxBytes: number): AsyncGenerator<string, void, void> {
  let bytes = 0;
  let held: Buffer | undefined;
  let decoder: TextDecoder | undefined;
  for await (const chunk of source) {
    const part: Buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    const isFirst = bytes === 0;
    bytes += part.length;
    if (bytes > maxBytes) throw fileTooLarge(maxBytes);
    if (part.includes(0)) throw nulByte();
    if (decoder) {
      yield* slices(decode(decoder, part, true));
      continue;
    }
    const start = held ? 0 : firstBeyondAscii(part);
    // ASCII reads the same in both encodings, so it need not wait for the decision.
    if (start > 0) yield* slices(part.toString('latin1', 0, start));
    if (start === part.length) continue;
    if (isFirst && start === 0) refuseUtf16(part);
    held = held ? Buffer.concat([held, part]) : part.subarray(start);
    if (held.length >= SAMPLE_BYTES) {
      decoder = decoderFor(held, true);
      yield* slices(decode(decoder, held, true));
      held = undefined;
    }
  }
  if (held) yield* slices(decode(decoderFor(held, false), held, false));
  else if (decoder) yield* slices(decode(decoder, Buffer.alloc(0), false));
}

function firstBeyondAscii(part: Buffer): number {
  const at = part.findIndex((byte) => byte > 0x7f);
  return at === -1 ? part.length : at;
}

function refuseUtf16(head: Buffer): void {
  if (head[0] !== 0xff && head[0] !== 0xfe) return;
  throw badInput('file', 'ENCODING_NOT_SUPPORTED', {
    zh: '文件是UTF-16编码，请另存为“CSV UTF-8（逗号分隔）”后重试。',
    en: 'The file is UTF-16; save it as "CSV UTF-8 (comma delimited)" and try again.',
  });
}

/** GBK text of any length almost never happens to be valid UTF-8; the reverse cannot be told, so UTF-8 is tried first. */
function decoderFor(sample: Buffer, more: boolean): TextDecoder {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: more });
    return new TextDecoder('utf-8', { fatal: true });
  } catch {
    return new TextDecoder('gb18030', { fatal: true });
  }
}

function decode(decoder: TextDecoder, part: Buffer, more: boolean): string {
  try {
    return decoder.decode(part, { stream: more });
  } catch {
    throw badInput('file', 'ENCODING_BROKEN', {
      zh: '文件中有无法识别的字符：编码应为UTF-8或GBK，且全文一致。请另存为“CSV UTF-8”后重试。',
      en: 'The file holds bytes that are no text: use UTF-8 or GBK, one of them throughout. Save it as "CSV UTF-8" and try again.',
    });
  }
}

/** Never between the two halves of a rare character: each half alone is no character, and the name would be lost. */
function* slices(text: string): Generator<string> {
  for (let at = 0, end: number; at < text.length; at = end) {
    end = at + SLICE;
    if (end < text.length && isHighSurrogate(text, end - 1)) end -= 1;
    yield text.slice(at, end);
  }
}

function isHighSurrogate(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}

/** BAD_USER_INPUT/FILE_TOO_LARGE for a file of a size that is known, before a byte of it is read. */
export function mustFit(bytes: number, maxBytes: number): void {
  if (bytes > maxBytes) throw fileTooLarge(maxBytes);
}

function fileTooLarge(maxBytes: number) {
  const megabytes = Math.floor(maxBytes / (1024 * 1024));
  return badInput(
    'file',
    'FILE_TOO_LARGE',
    {
      zh: `文件超过上限（${megabytes}MB），请拆分后分次导入。`,
      en: `The file is above the limit (${megabytes} MB); split it and import the parts.`,
    },
    { limit: maxBytes },
  );
}

function nulByte() {
  return badInput('file', 'NUL_BYTE', {
    zh: '文件含有空字节，既不是.xlsx表格，也不是CSV文本（可能是UTF-16文件）。请另存为“Excel 工作簿（*.xlsx）”或“CSV UTF-8”后重试。',
    en: 'The file holds NUL bytes: it is neither an .xlsx workbook nor a CSV text (UTF-16 perhaps). Save it as "Excel Workbook (*.xlsx)" or "CSV UTF-8" and try again.',
  });
}
