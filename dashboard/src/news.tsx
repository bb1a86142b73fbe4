import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { ArrivalRow, PostingRow } from './documents.js';
import { useWords, Zh } from './language.js';
import { clockTime, moment, wageText } from './shown.js';
import type { Sights } from './sights.js';
import { rowsOf } from './use-live.js';
import type { Words } from './words.js';

interface Item {
  readonly id: string;
  readonly kind: 'posting' | 'arrival';
  readonly at: string;
  /** As the API has it, in Chinese. */
  readonly text: string;
  /** Before, and after, what the API has of the place. */
  readonly around: readonly [string, string];
  readonly place: string;
}

const newestPosting = (a: PostingRow, b: PostingRow) => (b.openedAt ?? '').localeCompare(a.openedAt ?? '');
const newestArrival = (a: ArrivalRow, b: ArrivalRow) =>
  (b.verifiedAt ?? '').localeCompare(a.verifiedAt ?? '');

/** Postings as they were opened and arrivals as they were verified, newest first, straight from the proven lists. */
function itemsOf({ postings, arrivals }: Sights, most: number, words: Words): Item[] {
  const opened = rowsOf(postings, newestPosting)
    .slice(0, most)
    .map(
      ({ id, node }): Item => ({
        id,
        kind: 'posting',
        at: node.openedAt ?? '',
        text: `${node.title} × ${node.headcount}`,
        around: ['', ` · ${wageText(words, node)}`],
        place: node.workRegion.name,
      }),
    );
  const came = rowsOf(arrivals, newestArrival)
    .slice(0, most)
    .map(
      ({ id, node }): Item => ({
        id,
        kind: 'arrival',
        at: node.verifiedAt ?? '',
        text: node.occupation ?? node.employer?.name ?? node.destination.name,
        around: [words.news.from, ''],
        place: node.origin.name,
      }),
    );
  return [...opened, ...came].toSorted((a, b) => b.at.localeCompare(a.at)).slice(0, most);
}

/** New postings and arrivals as they come. The newest one is also read out, politely and one at a time. */
export function News({ sights, most }: { readonly sights: Sights; readonly most: number }) {
  const words = useWords();
  const items = itemsOf(sights, most, words);
  const [said, say] = useState('');
  const openedAt = useRef(new Date().toISOString());
  const fresh = (item: Item) => item.at > openedAt.current;
  const newest = items.find(fresh);
  const sentence = newest && `${words.news[newest.kind]}：${newest.text}`;
  useEffect(() => {
    if (!sentence) return;
    // Of many that come together only the last is worth a listener's time.
    const timer = setTimeout(() => say(sentence), 1_500);
    return () => clearTimeout(timer);
  }, [sentence]);
  const { arrivals, pair, open } = sights;
  const came = arrivals ? arrivals.rows.size + arrivals.unreadable : 0;
  const unreadable = (sights.postings?.unreadable ?? 0) + (arrivals?.unreadable ?? 0);
  const alone = sights.viewer?.role === 'EMPLOYER';
  const withheld = sights.viewer?.role === 'OBSERVER' || sights.viewer?.role === 'ADMIN';
  return (
    <section className="panel news" aria-labelledby="news">
      <h2 id="news">{words.news.heading}</h2>
      <p className="hidden" role="status">
        {said}
      </p>
      {arrivals?.provenAt && (
        <p>
          {words.news.arrived}{' '}
          <Button
            className="plain"
            data-arrived={came}
            onPress={() => open({ kind: 'arrived', pair: alone ? undefined : pair })}
          >
            {words.news.arrivals(came)}
            <span className="hidden"> {words.counts.open}</span>
          </Button>
        </p>
      )}
      {items.length === 0 && unreadable === 0 && (
        <p className="notice">{sights.postings?.provenAt ? words.news.none : words.drill.loading}</p>
      )}
      {unreadable > 0 && <p className="doubtful">{words.lists.unreadable(unreadable)}</p>}
      <ul>
        {items.map((item) => (
          <li key={item.id} className={`${item.kind}${fresh(item) ? ' fresh' : ''}`} data-news={item.kind}>
            <span className="badge">{words.news[item.kind]}</span>
            <strong>
              <Zh>{item.text}</Zh>
            </strong>
            <span>
              {item.around[0]}
              <Zh>{item.place}</Zh>
              {item.around[1]}
            </span>
            <time dateTime={item.at}>
              {fresh(item)
                ? clockTime(words.spoken, new Date(item.at))
                : moment(words.spoken, item.at || null)}
            </time>
          </li>
        ))}
      </ul>
      {withheld && <p className="hint">{words.news.noArrivals}</p>}
    </section>
  );
}
