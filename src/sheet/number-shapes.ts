import { hear } from './xml-feed.js';

/** How a style shows a number: as it is, as a day, as a time of day, or with zeros in front to this many digits. */
export type NumberShape = 'NUMBER' | 'DAY' | 'TIME' | { readonly digits: number };

/** The formats that need no text in the file (ECMA-376, 18.8.30), with those of Chinese programs. */
const DAY_FORMATS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);
const TIME_FORMATS = new Set([18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56]);

/** Reads a format as a person typed it: `yyyy"年"m"月"d"日"`, `[$-804]aaaa`, `000000`. */
export function shapeOfFormat(format: string): NumberShape {
  const bare = (format.split(';')[0] ?? '')
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?![hms]+\])[^\]]*\]/gi, '')
    .toLowerCase();
  if (/^0{2,20}$/.test(bare)) return { digits: bare.length };
  if (/\[[hms]+\]/.test(bare) || bare.includes('general') || bare.includes('e+')) return 'NUMBER';
  if (/[yd]/.test(bare) || (/m/.test(bare) && !/[hs]/.test(bare))) return 'DAY';
  return /[hs]/.test(bare) ? 'TIME' : 'NUMBER';
}

/** The shape of each cell style, by its number. */
export async function readNumberShapes(part: AsyncIterable<Buffer>): Promise<readonly NumberShape[]> {
  const formats = new Map<number, NumberShape>();
  const shapes: NumberShape[] = [];
  let inCellStyles = false;
  await hear(part, {
    open(name, attributes) {
      const id = Number(attributes['numFmtId']);
      if (name === 'numFmt') formats.set(id, shapeOfFormat((attributes['formatCode'] ?? '').slice(0, 255)));
      else if (name === 'cellXfs') inCellStyles = true;
      else if (name === 'xf' && inCellStyles) shapes.push(formats.get(id) ?? builtIn(id));
    },
    text() {},
    close(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return shapes;
}

function builtIn(id: number): NumberShape {
  if (DAY_FORMATS.has(id)) return 'DAY';
  return TIME_FORMATS.has(id) ? 'TIME' : 'NUMBER';
}
