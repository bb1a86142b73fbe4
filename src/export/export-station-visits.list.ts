import type { Operation } from '#kernel/operation.js';
import type { WarmHeartService } from '#station/service-station.entity.js';
import { visitList, type VisitNode } from '#station/visit.list.js';
import type { ExportList } from './export-list.js';
import { listedRow, personColumns } from './export-workers.list.js';
import { IN_SHORT } from './person-in-short.js';
import { SERVICE_WORD } from './words-of-offices.js';

async function cellsOf(op: Operation, visit: VisitNode, inFull: boolean): Promise<readonly string[]> {
  const [station, worker] = await Promise.all([visit.station, visit.worker]);
  const body = await station?.organization;
  return [
    String(visit.visitedOn),
    body?.name ?? '',
    ...(await listedRow(op, worker, inFull, IN_SHORT)),
    SERVICE_WORD[visit.service as WarmHeartService],
    String(visit.purpose),
    String(visit.helper),
  ];
}

/** Visits by the filter of `stationVisits` (暖心屋来访), newest first; who gave no name is nobody. */
export const STATION_VISITS_EXPORT: ExportList = {
  name: 'station-visits',
  title: { zh: '暖心屋来访记录', en: 'Station visits' },
  action: 'visit.read',
  filterType: 'VisitFilter',
  holdsIdentities: true,
  columns: [
    { heading: '来访日期' },
    { heading: '服务站', width: 32 },
    ...personColumns(IN_SHORT),
    { heading: '服务类别' },
    { heading: '来访事由', width: 40 },
    { heading: '接待人' },
  ],
  open(op, { filter, inFull }) {
    const list = visitList(op, filter);
    return { ...list, node: (row) => cellsOf(op, list.node(row), inFull) };
  },
};
