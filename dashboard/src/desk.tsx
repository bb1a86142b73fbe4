import { FourCountCards } from './count-card.js';
import { DemandTable, OwnPostings, SupplyTable } from './list-tables.js';
import { Flows } from './flows.js';
import { News } from './news.js';
import type { Sights } from './sights.js';
import { Trips } from './trips.js';

/** For somebody at a desk: dense, everything at once, every number opens. */
export function Desk({ sights }: { readonly sights: Sights }) {
  const alone = sights.viewer?.role === 'EMPLOYER';
  return (
    <div className="desk">
      <FourCountCards sights={sights} withParts />
      {!alone && <DemandTable sights={sights} />}
      {!alone && <SupplyTable sights={sights} />}
      {alone && <OwnPostings sights={sights} />}
      {!alone && <Flows sights={sights} />}
      <News sights={sights} most={10} />
      <Trips sights={sights} />
    </div>
  );
}
