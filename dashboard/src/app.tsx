import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { LanguageContext } from './language.js';
import type { Leaving, Notice } from './lost-cause.js';
import { Screen } from './screen.js';
import { forgetDemo, keptDemo, type Session } from './session.js';
import { readSettings, type Settings } from './settings.js';
import { useRoute } from './use-route.js';
import { WORDS } from './words.js';

/** A server that does not answer is asked again after this time, in ms. */
const AGAIN_MS = 3_000;

const SignIn = lazy(() => import('./sign-in.js').then(({ SignIn }) => ({ default: SignIn })));

/** The page: somebody signs in, and then there is the screen. */
export function App() {
  const [route, go] = useRoute();
  const [settings, setSettings] = useState<Settings>();
  const [session, setSession] = useState<Session | undefined>(keptDemo);
  const [notice, setNotice] = useState<Notice>();
  const words = WORDS[route.language];

  useEffect(() => {
    document.documentElement.lang = route.language === 'zh' ? 'zh-CN' : 'en';
    document.documentElement.dataset['theme'] = route.theme;
    document.documentElement.dataset['mode'] = route.mode;
    document.title = words.title;
  }, [route.language, route.theme, route.mode, words]);

  useEffect(() => {
    if (session) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let here = true;
    const look = () =>
      readSettings().then(
        async (told) => {
          if (!here) return;
          setNotice((before) => (before === 'unreachable' ? undefined : before));
          if (told.signIn) {
            const { finishSignIn, isReturning } = await import('./oidc.js');
            if (isReturning()) await finishSignIn(told.signIn).then(setSession, () => setNotice('failed'));
          }
          setSettings(told);
        },
        () => {
          if (!here) return;
          setNotice((before) => before ?? 'unreachable');
          timer = setTimeout(look, AGAIN_MS);
        },
      );
    void look();
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [session]);

  const leave = useCallback((why: Leaving) => {
    forgetDemo();
    setSession(undefined);
    setNotice(why);
  }, []);

  return (
    <I18nProvider locale={route.language === 'zh' ? 'zh-CN' : 'en-GB'}>
      <LanguageContext value={route.language}>
        {session ? (
          <Screen session={session} route={route} go={go} leave={leave} />
        ) : (
          <Suspense>
            <SignIn settings={settings} notice={notice} go={go} enter={setSession} />
          </Suspense>
        )}
      </LanguageContext>
    </I18nProvider>
  );
}
