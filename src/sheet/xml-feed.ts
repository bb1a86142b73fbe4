import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { HouseError } from '#kernel/error.js';
import { workbookBroken, workbookDtd } from './workbook-faults.js';

/** Hears of a document what it says, in its order; names come without their prefix. */
export interface XmlListener {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

/** Nothing that a workbook is made of is longer in one piece: a cell has 32 767 letters. */
const LONGEST_PIECE = 1024 * 1024;

/**
 * Feeds the bytes of one part to a listener, piece by piece: UTF-8, no document type, no entities but the five of
 * XML itself. Throws BAD_USER_INPUT: WORKBOOK_DTD, WORKBOOK_BROKEN; and whatever the listener throws.
 */
export class XmlFeed {
  private readonly parser = new SaxesParser<{ position: false; xmlns: false }>({
    position: false,
    xmlns: false,
  });
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private waiting = 0;

  constructor(listener: XmlListener) {
    this.parser.on('doctype', () => {
      throw workbookDtd();
    });
    this.parser.on('opentag', ({ name, attributes }) => {
      this.waiting = 0;
      listener.open(local(name), attributes);
    });
    this.parser.on('text', (text) => listener.text(text));
    this.parser.on('cdata', (text) => listener.text(text));
    this.parser.on('closetag', ({ name }) => {
      this.waiting = 0;
      listener.close(local(name));
    });
  }

  write(bytes: Buffer): void {
    // The parser keeps what is not yet whole: a text or a tag without an end would fill the memory.
    this.waiting += bytes.length;
    this.run(() => this.parser.write(this.decoder.decode(bytes, { stream: true })));
    if (this.waiting > LONGEST_PIECE) throw workbookBroken();
  }

  end(): void {
    this.run(() => this.parser.write(this.decoder.decode()).close());
  }

  private run(step: () => unknown): void {
    try {
      step();
    } catch (cause) {
      throw cause instanceof HouseError ? cause : workbookBroken(cause);
    }
  }
}

/** Feeds a whole part. */
export async function hear(part: AsyncIterable<Buffer>, listener: XmlListener): Promise<void> {
  const feed = new XmlFeed(listener);
  for await (const bytes of part) feed.write(bytes);
  feed.end();
}

/** An attribute under any prefix (`r:id`). */
export function attributeOf(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  return attributes[name] ?? Object.entries(attributes).find(([key]) => local(key) === name)?.[1];
}

/** A yes in XML (xsd:boolean). */
export function isYes(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
