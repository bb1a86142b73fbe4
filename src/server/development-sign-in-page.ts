import type { DemoAccount } from './development-provider.js';

const ROLES: Readonly<Record<string, { zh: string; en: string }>> = {
  COUNTY_BUREAU: { zh: '县人社局', en: 'County bureau' },
  STATION_LIAISON: { zh: '站点联络员', en: 'Station liaison' },
  EMPLOYER: { zh: '用人单位', en: 'Employer' },
  OBSERVER: { zh: '观察员', en: 'Observer' },
  ADMIN: { zh: '管理员', en: 'Administrator' },
};

const STYLE = `
  body { margin: 0; background: #f4f5f7; color: #1d2430; font: 16px/1.5 system-ui, sans-serif; }
  main { max-width: 40rem; margin: 3rem auto; padding: 0 1rem; }
  h1 { font-size: 1.4rem; margin: 0 0 .5rem; }
  .only { border-left: 4px solid #b45309; background: #fff7ed; padding: .5rem 1rem; }
  button { display: flex; width: 100%; justify-content: space-between; gap: 1rem; margin: .5rem 0;
    padding: .75rem 1rem; border: 1px solid #9aa4b2; border-radius: 6px; background: #fff; color: inherit;
    font: inherit; text-align: left; cursor: pointer; }
  button:hover, button:focus-visible { border-color: #1d4ed8; outline: 2px solid #1d4ed8; }
  code { font-size: .9em; }
`;

/**
 * The page on which a developer picks a demo account: our own HTML, nothing from another host, no script.
 * `nonce` admits its one style sheet.
 */
export function renderSignInPage(accounts: readonly DemoAccount[], nonce: string): string {
  const buttons = accounts.map(
    ({ handle, name, role }) =>
      `<button name="handle" value="${escapeHtml(handle)}"><span>${escapeHtml(name)}<br><code>${escapeHtml(handle)}</code></span>` +
      `<span>${escapeHtml(labelOf(role))}</span></button>`,
  );
  return frame(
    nonce,
    '选择演示账号 · Choose a demo account',
    `<p class="only">仅供开发和演示：不需要密码，账号和人员均为虚构。<br>
For development and demonstration only: no password; every account and person is invented.</p>
<form method="post">${buttons.join('\n') || '<p>没有演示账号。There is no demo account.</p>'}</form>`,
  );
}

/** What is shown when a sign-in cannot go on: it ended, or it was begun in another browser. */
export function renderSignInEnded(nonce: string): string {
  return frame(
    nonce,
    '登录已失效 · This sign-in has ended',
    '<p>请回到原来的页面重新开始。<br>Go back to where you came from and start again.</p>',
  );
}

/** The strictest policy under which the page works; `returnTo` is where its form may be sent on to. */
export function signInPagePolicy(nonce: string, returnTo: string | undefined): string {
  const onward = returnTo === undefined ? '' : ` ${new URL(returnTo).origin}`;
  return (
    `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'${onward}; ` +
    `base-uri 'none'; frame-ancestors 'none'`
  );
}

function labelOf(role: string): string {
  const known = ROLES[role];
  return known === undefined ? role : `${known.zh} · ${known.en}`;
}

function frame(nonce: string, title: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style nonce="${nonce}">${STYLE}</style></head>
<body><main><h1>${title}</h1>
${body}
</main></body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
