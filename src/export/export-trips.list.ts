import { TRIP_WORDS, type TripMode, type TripState } from '#trip/trip.entity.js';
import { tripList, type TripNode } from '#trip/trip.list.js';
import type { ExportList } from './export-list.js';
import { minuteOf } from './said-moment.js';
import { TRIP_MODE_WORD } from './words-of-offices.js';

function cellsOf(trip: TripNode): readonly string[] {
  return [
    String(trip.tripNo),
    TRIP_MODE_WORD[trip.mode as TripMode],
    trip.origin.name,
    trip.destination.name,
    minuteOf(trip.departAt),
    minuteOf(trip.arriveAt),
    String(trip.carrier ?? ''),
    String(trip.plate ?? ''),
    String(trip.seats),
    String(trip.booked),
    String(trip.seatsLeft),
    String(trip.escorts),
    TRIP_WORDS.states[trip.state as TripState],
    minuteOf(trip.departedAt),
    // Heads are counted at departure: before it there is no number, and none is no zero.
    trip.departedAt === null ? '' : String(trip.boarded),
  ];
}

/** Trips by the filter of `trips` (车次), newest first; who travels on one are its `dispatches`. */
export const TRIPS_EXPORT: ExportList = {
  name: 'trips',
  title: { zh: '车次', en: 'Trips' },
  action: 'trip.read',
  filterType: 'TripFilter',
  holdsIdentities: false,
  columns: [
    { heading: '车次编号', width: 24 },
    { heading: '输出方式' },
    { heading: '出发地' },
    { heading: '目的地' },
    { heading: '计划出发时间', width: 18 },
    { heading: '计划到达时间', width: 18 },
    { heading: '承运单位', width: 24 },
    { heading: '车牌或班次' },
    { heading: '座位数' },
    { heading: '已登记人数' },
    { heading: '剩余座位' },
    { heading: '带队人数' },
    { heading: '车次状态' },
    { heading: '实际出发时间', width: 18 },
    { heading: '实际上车人数' },
  ],
  open(op, { filter }) {
    const list = tripList(op, filter);
    return { ...list, node: (row) => cellsOf(list.node(row)) };
  },
};
