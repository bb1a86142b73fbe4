import { useCallback, useEffect, useState } from 'react';
import type { Language } from './words.js';

/** What the address says, so that a wall's screen can be started with one link: `#origin=522631&mode=wall`. */
export interface Route {
  readonly origin?: string;
  readonly destination?: string;
  readonly population?: string;
  readonly mode: 'desk' | 'wall';
  readonly language: Language;
  readonly theme: 'system' | 'light' | 'dark';
}

const CODE = /^[\dA-Z-]{2,20}$/;
const POPULATION = /^[A-Z_]{3,30}$/;

function read(): Route {
  const said = new URLSearchParams(location.hash.slice(1));
  const text = (name: string, form: RegExp) => {
    const value = said.get(name) ?? '';
    return form.test(value) ? { [name]: value } : {};
  };
  const theme = said.get('theme');
  return {
    ...text('origin', CODE),
    ...text('destination', CODE),
    ...text('population', POPULATION),
    mode: said.get('mode') === 'wall' ? 'wall' : 'desk',
    language: said.get('language') === 'en' ? 'en' : 'zh',
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
  };
}

/** The route, and how to change parts of it. */
export function useRoute(): [Route, (change: Partial<Route>) => void] {
  const [route, setRoute] = useState(read);
  useEffect(() => {
    const changed = () => setRoute(read());
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  const go = useCallback((change: Partial<Route>) => {
    const next = Object.entries({ ...read(), ...change }).filter(
      ([name, value]) => value !== undefined && !['desk', 'zh', 'system'].includes(value) && name !== '',
    );
    history.replaceState(null, '', `#${new URLSearchParams(next as [string, string][])}`);
    setRoute(read());
  }, []);
  return [route, go];
}
