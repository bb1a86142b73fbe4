import type { StationLevel, StationSide } from '#station/service-station.entity.js';
import type { FiveHave } from '#station/station-inspection.entity.js';
import { stationList, type StationNode } from '#station/station.list.js';
import { WEEKDAYS } from '#station/station.rules.js';
import type { ExportList } from './export-list.js';
import { yes } from './words-written.js';
import { SERVICE_WORD, STATION_LEVEL_WORD, STATION_SIDE_WORD } from './words-of-offices.js';

const HAVE: Readonly<Record<FiveHave, string>> = {
  OFFICE: '办公场所',
  EQUIPMENT: '办公设备',
  RULES: '管理制度',
  STAFF: '工作人员',
  OPERATION: '规范运营',
};
const dayNamed = new Map<string, string>(WEEKDAYS.map((day, i) => [day, `周${'一二三四五六日'.charAt(i)}`]));

async function cellsOf(station: StationNode): Promise<readonly string[]> {
  const [body, inspections, center] = await Promise.all([
    station.organization,
    station.inspections,
    station.center,
  ]);
  const newest = inspections?.[0];
  const above = await center?.organization;
  return [
    body?.name ?? '',
    STATION_SIDE_WORD[station.side as StationSide],
    STATION_LEVEL_WORD[station.level as StationLevel],
    above?.name ?? '',
    station.region.code,
    station.region.name,
    String(station.address ?? ''),
    String(station.phone ?? ''),
    station.hours.map(({ weekday, from, to }) => `${dayNamed.get(weekday) ?? ''} ${from}-${to}`).join('；'),
    (station.warmHeart as (keyof typeof SERVICE_WORD)[]).map((service) => SERVICE_WORD[service]).join('、'),
    yes(station.compliant),
    String(newest?.inspectedOn ?? ''),
    newest?.findings.flatMap(({ have, met }) => (met === true ? [] : [HAVE[have]])).join('、') ?? '',
    String(station.openedOn ?? ''),
    String(station.closedOn ?? ''),
  ];
}

/** Stations by the filter of `stations` (服务站), by place, with what the newest inspection found missing of the five haves. */
export const STATIONS_EXPORT: ExportList = {
  name: 'stations',
  title: { zh: '劳务协作服务站', en: 'Service stations' },
  action: null,
  filterType: 'StationFilter',
  holdsIdentities: false,
  columns: [
    { heading: '服务站', width: 32 },
    { heading: '所在一方' },
    { heading: '站点层级' },
    { heading: '中心站', width: 32 },
    { heading: '区划代码' },
    { heading: '所在区划' },
    { heading: '地址', width: 40 },
    { heading: '对外电话', width: 18 },
    { heading: '服务时间', width: 40 },
    { heading: '暖心屋服务', width: 18 },
    { heading: '“五有”达标' },
    { heading: '最近检查日期' },
    { heading: '未具备项目', width: 24 },
    { heading: '设站日期' },
    { heading: '撤站日期' },
  ],
  open(op, { filter }) {
    const list = stationList(op, filter);
    return { ...list, node: (row) => cellsOf(list.node(row)) };
  },
};
