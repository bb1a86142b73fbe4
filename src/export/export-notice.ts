import type { Viewer } from '#access/viewer.js';
import type { ExportList } from './export-list.js';
import type { ExportRecord } from './export-record.entity.js';
import { minuteOf } from './said-moment.js';
import type { SheetToWrite } from '#sheet/worksheet-xml.js';

/** What stands on an export, so that nobody finds it without knowing whose it is. */
export interface ExportNotice {
  /** On one line: above the heading of a CSV file, at the foot of each printed page. */
  readonly line: string;
  /** The first sheet of a workbook. */
  readonly sheet: SheetToWrite;
}

const MARK = '内部资料，仅限所述用途，不得外传';
const MARK_EN = 'For the stated purpose only. Not to be passed on.';

/** The watermark of an export: who, of which organization, when, for what, and the number of its record. */
export function exportNotice(
  list: ExportList,
  viewer: Viewer,
  { number, purpose, inFull, filter, beganAt }: ExportRecord,
): ExportNotice {
  const when = minuteOf(beganAt);
  const said: readonly (readonly [zh: string, en: string, value: string])[] = [
    ['清单', 'List', `${list.title.zh} ${list.title.en}`],
    ['导出编号', 'Number', number],
    ['导出人', 'By', `${viewer.name}（${viewer.handle}）`],
    ['所属机构', 'Of', viewer.organizationName],
    ['导出时间（北京时间）', 'At (Beijing time)', when],
    ['导出用途', 'For', purpose],
    ['筛选条件', 'Filter', filter],
    ['完整号码', 'Numbers in full', inFull ? '是 yes' : '否 no'],
    ['提示', 'Notice', `${MARK}。${MARK_EN}`],
  ];
  return {
    line: `${MARK}；导出编号：${number}；导出人：${viewer.name}（${viewer.handle}）；机构：${viewer.organizationName}；时间：${when}；用途：${purpose}`,
    sheet: {
      name: '说明',
      columns: [
        { heading: '项目', width: 24 },
        { heading: 'Item', width: 20 },
        { heading: '内容', width: 70 },
      ],
      rows: said,
    },
  };
}
