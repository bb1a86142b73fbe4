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
      <div className="column">
        {alone ? <OwnPostings sights={sights} /> : <DemandTable sights={sights} />}
        {!alone && <Flows sights={sights} />}
      </div>
      <div className="column">
        {!alone && <SupplyTable sights={sights} />}
        <News sights={sights} most={7} />
      </div>
      <Trips sights={sights} />
    </div>
  );
}
