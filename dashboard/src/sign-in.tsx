import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Form } from 'react-aria-components/Form';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextField } from 'react-aria-components/TextField';
import { useWords, Zh } from './language.js';
import type { Notice } from './lost-cause.js';
import { asDemo, type DemoAccount, demoAccounts, type Session, withToken } from './session.js';
import type { Settings } from './settings.js';
import type { Route } from './use-route.js';

interface SignInProps {
  readonly settings: Settings | undefined;
  readonly notice: Notice | undefined;
  readonly go: (change: Partial<Route>) => void;
  readonly enter: (session: Session) => void;
}

/** Who looks? A demo account, an account of the issuer, or a token. */
export function SignIn({ settings, notice, go, enter }: SignInProps) {
  const { signIn: words, roles, spoken, language, brand, slogan } = useWords();
  const [accounts, setAccounts] = useState<readonly DemoAccount[]>([]);
  const [failed, setFailed] = useState(false);
  const demo = settings?.demo ?? false;
  useEffect(() => {
    if (demo) demoAccounts().then(setAccounts, () => setFailed(true));
  }, [demo]);
  // Whoever was taken back here begins here, also with a screen reader.
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    if (notice) top.current?.focus();
  }, [notice]);
  const said =
    notice && (notice === 'failed' || notice === 'unreachable' ? words[notice] : words.left[notice]);
  const issuer = settings?.signIn;
  const leave = async () => {
    const { beginSignIn } = await import('./oidc.js');
    if (issuer) await beginSignIn(issuer).catch(() => setFailed(true));
  };
  return (
    <main className="sign-in">
      <header>
        <p className="brand">
          {brand} <small>{slogan}</small>
        </p>
        <Button className="quiet" onPress={() => go({ language: spoken === 'zh' ? 'en' : 'zh' })}>
          <span lang={spoken === 'zh' ? 'en' : 'zh-CN'}>{language}</span>
        </Button>
      </header>
      <h1 ref={top} tabIndex={-1}>
        {words.heading}
      </h1>
      <p role="alert" className="said" data-notice={notice}>
        {failed ? words.failed : said}
      </p>
      {!settings && !notice && <p className="notice">{words.loading}</p>}
      {demo && (
        <section aria-labelledby="demo-accounts">
          <h2 id="demo-accounts">{words.demo}</h2>
          <p>{words.demoHint}</p>
          <ul className="accounts">
            {accounts.map(({ handle, name, role }) => (
              <li key={handle}>
                <Button onPress={() => enter(asDemo(handle))} data-handle={handle}>
                  <strong>{roles[role as keyof typeof roles] ?? role}</strong>
                  <span>
                    <Zh>{name}</Zh>
                  </span>
                  <code>{handle}</code>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {issuer && (
        <section>
          <h2>{words.issuer}</h2>
          <p>{words.issuerHint}</p>
          <Button className="strong" onPress={() => void leave()} data-sign-in="issuer">
            {words.issuer}
          </Button>
        </section>
      )}
      {settings && (
        <section>
          <h2>{words.token}</h2>
          <Form
            onSubmit={(event) => {
              event.preventDefault();
              const token = String(new FormData(event.currentTarget).get('token')).trim();
              if (token) enter(withToken(token));
            }}
          >
            <TextField name="token" type="password" autoComplete="off" isRequired>
              <Label>{words.token}</Label>
              <Input />
              <Text slot="description">{words.tokenHint}</Text>
            </TextField>
            <Button type="submit">{words.enter}</Button>
          </Form>
        </section>
      )}
    </main>
  );
}
