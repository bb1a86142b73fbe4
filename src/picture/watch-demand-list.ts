import sql from 'sql-template-tag';
import { imageOf } from '#journal/image-part.js';
import type { ListWatch } from '#journal/list-watch.js';
import type { BatchFunction, Row } from '#kernel/operation.js';
import { seesPlaces } from '#worker/asked-place.js';
import { inPopulation, type PopulationMarks } from '#worker/population.js';
import { type DemandRow, demandList, inDemand } from './demand-list.js';
import { askedPair, mustSeePair, type Pair, type PairArgs } from './pair.js';
import { type Tier, TIERS, tier } from './weigh.js';

export interface DemandListArgs extends PairArgs {
  readonly tiers?: readonly string[] | null;
}

/**
 * The demand list of a pair, watched: one row is one standing. Whoever may see the pair sees all its rows (pair.ts),
 * so its image alone decides; what is shown of the person is read when it is told, masked for who reads.
 */
export const watchDemandList: ListWatch<DemandListArgs> = {
  field: 'watchDemandList',
  name: 'Demand',
  noun: 'standing',
  type: 'Worker',
  key: 'worker_id',
  version: (op, image) => Number(image[seesPlaces(op) ? 'version' : 'shown_version']),
  admit(op, args) {
    op.must('worker.read');
    mustSeePair(op, askedPair(op, args));
  },
  rows: (op, args, part) =>
    sql`select ${imageOf('s', part, ['worker_id', 'version', 'shown_version'])} as image from standing s where ${inDemand(askedPair(op, args), tiersOf(args))}`,
  holds(op, args, image) {
    const pair = askedPair(op, args);
    return op.may('worker.read') && inPair(pair, image) && tiersOf(args).some((t) => t === tier(pair, image));
  },
  reason(op, _args, before, after) {
    if (!after?.['in_base']) return after?.['merged'] === true ? 'MERGED' : 'CLOSED';
    if (after['in_demand']) return 'MOVED';
    const ended = before['expires_on'];
    return after['willingness_id'] === null && typeof ended === 'string' && ended <= op.today
      ? 'EXPIRED'
      : 'CLOSED';
  },
  node: (op, args, image) => op.batch(rowsOf(askedPair(op, args))).load(String(image['worker_id'])),
};

function inPair(pair: Pair, standing: Row): boolean {
  return (
    standing['in_base'] === true &&
    standing['in_demand'] === true &&
    String(standing['origin']).startsWith(pair.origin.path) &&
    inPopulation(pair.population, standing as unknown as PopulationMarks)
  );
}

function tiersOf({ tiers }: DemandListArgs): readonly Tier[] {
  return (tiers as readonly Tier[] | null | undefined) ?? TIERS;
}

const loaders = new WeakMap<Pair, BatchFunction<string, DemandRow>>();

/** The rows of a pair by the key of the worker, under the viewer's rights; none for who has left the list by now. */
function rowsOf(pair: Pair): BatchFunction<string, DemandRow> {
  let load = loaders.get(pair);
  if (!load) {
    load = async (op, keys) => {
      const list = demandList(op, pair, null);
      const { rows } = await op.read(
        sql`select ${list.columns} ${list.from} and s.worker_id = any(${[...keys]}::uuid[])`,
      );
      const found = new Map((rows[0] ?? []).map((row) => [String(row['id']), list.node(row)]));
      return keys.map((key) => found.get(key) ?? null);
    };
    loaders.set(pair, load);
  }
  return load;
}
