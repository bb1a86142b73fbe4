import { Button } from 'react-aria-components/Button';
import type { DemandRow, SupplyRow } from './documents.js';
import { useWords, Zh } from './language.js';
import { LiveTable } from './live-table.js';
import { wageText, yuan } from './shown.js';
import type { Sights } from './sights.js';
import { rowsOf } from './use-live.js';

/** Last confirmed first: who said it last means it most. */
export function byConfirmation(a: DemandRow, b: DemandRow): number {
  return b.confirmedAt.localeCompare(a.confirmedAt);
}

/** Most places first. */
export function byPlaces(a: SupplyRow, b: SupplyRow): number {
  return b.remaining - a.remaining || a.posting.title.localeCompare(b.posting.title);
}

/** The demand list: workers, as far as the viewer may see them. */
export function DemandTable({ sights }: { readonly sights: Sights }) {
  const words = useWords();
  const { columns } = words;
  const { demand, viewer } = sights;
  const withheld = viewer?.role === 'OBSERVER' || viewer?.role === 'ADMIN';
  const rows = rowsOf(demand, byConfirmation);
  const anywhere = rows.filter(({ node }) => node.tier === 'OPEN').length;
  return (
    <LiveTable
      name={words.lists.demand}
      of="demand"
      resetKey={sights.key}
      withheld={withheld}
      list={demand}
      note={anywhere > 0 ? words.lists.anywhere(anywhere) : undefined}
      rows={rows}
      columns={[
        [columns.worker, ({ worker }) => <Zh>{worker.name ?? '—'}</Zh>],
        [columns.age, ({ worker }) => worker.ageBand ?? ''],
        [columns.from, ({ worker }) => <Zh>{worker.hukou.name}</Zh>],
        [columns.trades, ({ occupations }) => <Zh>{occupations.join('、')}</Zh>],
        [columns.expected, ({ wageMin }) => (wageMin === null ? '' : `¥${yuan(wageMin)}`)],
        [columns.tier, ({ tier }) => words.tier[tier]],
        [columns.stage, ({ stage }) => words.stage[stage]],
      ]}
    />
  );
}

/** The supply list: postings with places for the origin. */
export function SupplyTable({ sights }: { readonly sights: Sights }) {
  const words = useWords();
  const { columns } = words;
  return (
    <LiveTable
      name={words.lists.supply}
      of="supply"
      resetKey={sights.key}
      withheld={false}
      list={sights.supply}
      rows={rowsOf(sights.supply, byPlaces)}
      columns={[
        [columns.posting, ({ posting }) => <Zh>{posting.title}</Zh>],
        [columns.employer, ({ posting }) => <Zh>{posting.employer.name}</Zh>],
        [columns.place, ({ posting }) => <Zh>{posting.workRegion.name}</Zh>],
        [columns.wage, ({ posting }) => wageText(words, posting)],
        [columns.remaining, ({ remaining }) => String(remaining)],
        [columns.until, ({ posting }) => posting.validTo],
      ]}
    />
  );
}

/** An employer's own postings that are open. */
export function OwnPostings({ sights }: { readonly sights: Sights }) {
  const words = useWords();
  const { columns } = words;
  return (
    <LiveTable
      name={words.lists.own}
      of="own"
      resetKey={sights.key}
      withheld={false}
      list={sights.postings}
      rows={rowsOf(sights.postings, (a, b) => (b.openedAt ?? '').localeCompare(a.openedAt ?? ''))}
      columns={[
        [columns.posting, ({ title }) => <Zh>{title}</Zh>],
        [columns.place, ({ workRegion }) => <Zh>{workRegion.name}</Zh>],
        [columns.wage, (posting) => wageText(words, posting)],
        [
          columns.remaining,
          ({ id, title, remaining, headcount }) => (
            <Button
              className="plain"
              data-posting={title}
              onPress={() => sights.open({ kind: 'referred', id, of: title })}
            >
              {remaining}/{headcount} <span className="hidden">{words.counts.open}</span>
            </Button>
          ),
        ],
        [columns.until, ({ validTo }) => validTo],
      ]}
    />
  );
}
