/** What a county officer has on her desk one morning: the ledger of two villages, with one number mistyped. */
import { inventedIdNumber } from './people.js';
import { VILLAGES } from './worker-sheets.js';
import { rawWorkbook, textRow, zipped } from './workbook-parts.js';
import { unzipped } from './zip-reader.js';

const [[BRIDGE, BRIDGE_NAME, TOWN], [GATE, GATE_NAME]] = VILLAGES;
/** The two villages, by code. */
export const VILLAGE = { bridge: BRIDGE, gate: GATE, town: TOWN } as const;

const HEADINGS =
  '姓名 身份证号码 性别 县 乡镇 村 文化程度 劳动技能 户类型 监测对象类别 实名核验方式 联系手机'.split(' ');
/** Name, sex, village, ability to work, kind of household. */
const LINES = [
  ['杨春', '女', BRIDGE_NAME, '普通劳动力', '脱贫户'],
  ['杨夏', '男', BRIDGE_NAME, '普通劳动力', '脱贫户'],
  ['杨秋', '女', BRIDGE_NAME, '技能劳动力', '脱贫户'],
  ['杨冬', '男', BRIDGE_NAME, '普通劳动力', '脱贫户'],
  ['石东', '男', GATE_NAME, '普通劳动力', '脱贫户'],
  ['石西', '女', GATE_NAME, '普通劳动力', '脱贫户'],
  ['石南', '男', GATE_NAME, '丧失劳动力', '脱贫户'],
  ['石北', '男', GATE_NAME, '普通劳动力', '监测户'],
] as const;

/** The ID number of somebody of the ledger. */
export const NUMBER = new Map<string, string>(
  LINES.map(([name, sex], at) => [name, inventedIdNumber(`198${at}0305`, sex === '男' ? 1 : 2)]),
);
/** Whose number the village secretary mistyped, where that stands, and how it reads. */
export const SLIP = { name: '杨冬', sheet: '台账', row: 5, cell: '台账!B5', typed: slipped('杨冬') } as const;

function slipped(name: string): string {
  const number = NUMBER.get(name) ?? '';
  return number.slice(0, 17) + (number.endsWith('1') ? '2' : '1');
}

/** The workbook that came in. */
export function ledgerWorkbook(): Promise<Buffer> {
  const rows = LINES.map(([name, sex, village, ability, household], at) => {
    const number = name === SLIP.name ? SLIP.typed : (NUMBER.get(name) ?? '');
    const kind = household === '监测户' ? '突发严重困难户' : '';
    const home = ['黎平县', '龙形街道', village];
    const phone = `1541000${String(at).padStart(4, '0')}`;
    const cells = [name, number, sex, ...home, '初中', ability, household, kind, '查验身份证', phone];
    return textRow(at + 2, ...cells);
  });
  return rawWorkbook({ sheets: { [SLIP.sheet]: [textRow(1, ...HEADINGS), ...rows].join('') } });
}

/** The same workbook with the mistyped number put right, and nothing else touched. */
export async function mended(workbook: Buffer): Promise<Buffer> {
  const number = NUMBER.get(SLIP.name) ?? '';
  const parts: Record<string, string> = {};
  for (const [name, part] of await unzipped(workbook)) parts[name] = part.replaceAll(SLIP.typed, number);
  return zipped(parts);
}
