import { Button } from 'react-aria-components/Button';
import { Connection } from './connection.js';
import { useWords, Zh } from './language.js';
import { Choice } from './choice.js';
import { keyOf } from './pairs.js';
import type { ScreenProps } from './screen.js';
import type { Sights } from './sights.js';
import { WallClock } from './wall-clock.js';

type HeaderProps = Omit<ScreenProps, 'session'> & { readonly sights: Sights };

const POPULATIONS = ['TARGET', 'ALL_RURAL', 'TARGET_OR_RELOCATED', 'RELOCATED'] as const;
const THEMES = ['system', 'light', 'dark'] as const;

/** Which pair, whose eyes, how it is shown; and whether it is true now. */
export function Header({ sights, route, go, leave }: HeaderProps) {
  const words = useWords();
  const { pair, pairs, viewer, choose, key } = sights;
  const wall = route.mode === 'wall';
  const name = `${pair?.origin.name ?? ''} → ${pair?.destination.name ?? ''}`;
  const populations = POPULATIONS.filter(
    (one) => !one.endsWith('RELOCATED') || viewer?.role === 'COUNTY_BUREAU',
  );
  return (
    <header className="top">
      <p className="brand">{words.brand}</p>
      <h1>
        {pair && viewer?.role !== 'EMPLOYER' ? <Zh>{name}</Zh> : (viewer?.organization?.name ?? words.slogan)}
      </h1>
      {wall && <WallClock />}
      <Connection sights={sights} />
      <div className="controls">
        {!wall && pairs.length > 0 && (
          <Choice
            label={`${words.pair.origin} → ${words.pair.destination}`}
            value={key}
            options={pairs.map((one) => [keyOf(one), `${one.origin.name} → ${one.destination.name}`])}
            choose={(chosen) => {
              const next = pairs.find((one) => keyOf(one) === chosen);
              if (next) choose(next);
            }}
          />
        )}
        {!wall && viewer?.role !== 'EMPLOYER' && (
          <Choice
            label={words.population.label}
            value={sights.population}
            options={populations.map((one) => [one, words.population[one]])}
            choose={(population) => go({ population })}
          />
        )}
        {!wall && (
          <Choice
            label={words.mode.theme}
            value={route.theme}
            options={THEMES.map((one) => [one, words.mode[one]])}
            choose={(theme) => go({ theme: theme as (typeof THEMES)[number] })}
          />
        )}
        <Button
          className="quiet"
          onPress={() => go({ mode: wall ? 'desk' : 'wall' })}
          data-mode-to={wall ? 'desk' : 'wall'}
        >
          {wall ? words.mode.leave : words.mode.wall}
        </Button>
        {!wall && (
          <>
            <Button
              className="quiet"
              onPress={() => go({ language: words.spoken === 'zh' ? 'en' : 'zh' })}
              data-language-to="other"
            >
              <span lang={words.spoken === 'zh' ? 'en' : 'zh-CN'}>{words.language}</span>
            </Button>
            <span className="who">
              {viewer && words.roles[viewer.role]}
              {viewer && <code>{viewer.handle}</code>}
            </span>
            <Button className="quiet" onPress={() => leave('out')}>
              {words.signIn.out}
            </Button>
          </>
        )}
      </div>
    </header>
  );
}
