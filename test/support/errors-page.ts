/**
 * Every reason with which the API refuses anything, read from the sources themselves. `npm run errors` writes them to
 * docs/errors.md; test/house/errors.test.ts holds that page to the sources.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const PROJECT = resolve(import.meta.dirname, '..', '..');
export const PAGE = join(PROJECT, 'docs', 'errors.md');

const BAD = 'BAD_USER_INPUT';
/** What refuses, and with which code; `HouseError` says its own first. Readers of sheets refuse a row, scalars a value. */
const REFUSING: Readonly<Record<string, string>> = {
  HouseError: '',
  badInput: BAD,
  refuse: BAD,
  refused: BAD,
  refusal: BAD,
  malformed: BAD,
  conflict: 'CONFLICT',
  inAnotherState: 'CONFLICT',
  step: 'CONFLICT',
  fault: 'INTERNAL_SERVER_ERROR',
};
/** Readers of a sheet that name a reason by the column it is about. */
const DERIVED: Readonly<Record<string, string>> = { tooLong: '_TOO_LONG', notPlain: '_NOT_PLAIN' };
/** Tables of sentences by reason: file, variable, code, and what stands before each. */
const TABLES: readonly (readonly [string, string, string, string?])[] = [
  ['server/input-fault.ts', 'SENTENCES', BAD],
  ['server/query-limits-refusals.ts', 'SENTENCES', BAD],
  ['server/request-fault.ts', 'SENTENCES', 'BAD_REQUEST'],
  ['server/token-refusal.ts', 'SENTENCES', 'UNAUTHENTICATED'],
  ['server/wire-refusal.ts', 'SENTENCES', BAD],
  ['worker/eligible.rules.ts', 'INELIGIBLE', 'CONFLICT'],
  ['posting/posting-text.rules.ts', 'UNLAWFUL_TEXT', BAD, 'UNLAWFUL_'],
  ['sheet/read-wage.ts', 'REFUSALS', BAD],
];
/** Told at the terminal of whoever starts the program, and no answer of the API. */
const NO_API = /^(?:command|demo)\//;
const NAME = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;
const HAN = /\p{Script=Han}/u;

export interface Found {
  readonly reason: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly room: string;
}

/** What is told with two languages and a name beside it, by something that REFUSING does not know: `file callee`. */
export const unknown: string[] = [];

/** All of them, in the order of the files. */
export function findReasons(): Found[] {
  unknown.length = 0;
  const files = (readdirSync(join(PROJECT, 'src'), { recursive: true }) as string[])
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && file.includes('/') && !NO_API.test(file))
    .toSorted();
  return files.flatMap((file) => reasonsIn(file));
}

function reasonsIn(file: string): Found[] {
  const source = ts.createSourceFile(file, readFileSync(join(PROJECT, 'src', file), 'utf8'), 99, true);
  const room = file.split('/')[0] ?? '';
  const found: Found[] = [];
  const add = (reason: string, code: string, said: readonly [string, string] | undefined): void => {
    const [zh, en] = said ?? firstSaid(source) ?? ['', ''];
    found.push({ reason, code, zh, en, room });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) refusing(node);
    else if (ts.isObjectLiteralExpression(node)) written(node);
    else if (ts.isVariableDeclaration(node)) table(node);
    ts.forEachChild(node, visit);
  };
  const refusing = (node: ts.CallExpression | ts.NewExpression): void => {
    const given = [...(node.arguments ?? [])];
    const names = given.filter(ts.isStringLiteral).filter(({ text }) => NAME.test(text));
    const callee = node.expression.getText();
    const code = REFUSING[callee];
    const said = saidBy(given);
    if (names.length === 0) return;
    const ending = DERIVED[callee];
    if (ending !== undefined)
      return void names.map(({ text }) => add(text + ending, BAD, saidInside(source, callee)));
    if (code === undefined) {
      if (said) unknown.push(`${file} ${callee}`);
      return;
    }
    if (code === '' && names.length < 2) return;
    const reason = names.at(-1)?.text ?? '';
    const own = said && callee === 'inAnotherState' ? inState(said) : said;
    add(
      reason,
      code || (names[0]?.text ?? ''),
      own ?? saidInside(source, callee) ?? saidBefore(source, given),
    );
  };
  const written = (node: ts.ObjectLiteralExpression): void => {
    const [reason, code, text] = ['reason', 'code', 'text'].map((name) => propertyOf(node, name));
    if (!reason || !ts.isStringLiteral(reason) || !text) return;
    add(reason.text, code && ts.isStringLiteral(code) ? code.text : BAD, saidBy([text]));
  };
  const table = (node: ts.VariableDeclaration): void => {
    const known = TABLES.find(([at, name]) => at === file && name === node.name.getText());
    const all = node.initializer && bare(node.initializer);
    if (!known || !all || !ts.isObjectLiteralExpression(all)) return;
    const [, , code, before = ''] = known;
    for (const one of all.properties) {
      if (!ts.isPropertyAssignment(one) || !NAME.test(one.name.getText())) continue;
      const { initializer } = one;
      const pair = ts.isArrayLiteralExpression(initializer) ? saidBy([...initializer.elements]) : undefined;
      add(before + one.name.getText(), code, pair ?? firstSaid(initializer));
    }
  };
  visit(source);
  return found;
}

/** Without `as const` and `satisfies`. */
function bare(node: ts.Expression): ts.Expression {
  return ts.isAsExpression(node) || ts.isSatisfiesExpression(node) ? bare(node.expression) : node;
}

/** The two sentences among arguments: an object of both, or one text after the other. */
function saidBy(given: readonly ts.Node[]): readonly [string, string] | undefined {
  for (const one of given) {
    const both = ts.isObjectLiteralExpression(one) ? bothOf(one) : undefined;
    if (both) return both;
  }
  const texts = given.filter((one) => ts.isStringLiteralLike(one) || ts.isTemplateExpression(one));
  const zh = texts.findIndex((one) => HAN.test(one.getText()));
  return zh >= 0 && texts[zh + 1] ? [plain(texts[zh]), plain(texts[zh + 1])] : undefined;
}

function bothOf(node: ts.ObjectLiteralExpression): readonly [string, string] | undefined {
  const [zh, en] = [propertyOf(node, 'zh'), propertyOf(node, 'en')];
  return zh && en && !ts.isIdentifier(zh) ? [plain(zh), plain(en)] : undefined;
}

function firstSaid(node: ts.Node): readonly [string, string] | undefined {
  const own = ts.isObjectLiteralExpression(node) ? bothOf(node) : undefined;
  return own ?? ts.forEachChild(node, firstSaid);
}

/** What the function of this name says; a step that is not allowed says it for every noun alike. */
function saidInside(source: ts.SourceFile, name: string): readonly [string, string] | undefined {
  if (name === 'step') return ['该…现为“…”，不能变为“…”。', 'This … is … and cannot become ….'];
  const declared = source.statements.find((one) => ts.isFunctionDeclaration(one) && one.name?.text === name);
  return declared && anySaid(declared);
}

/** A sentence about a state stands in the one that says the state (kernel/steps.ts). */
const inState = ([zh, en]: readonly [string, string]): readonly [string, string] => [
  `该…现为“…”，${zh}。`,
  `This … is … ${en}.`,
];

/** What a variable of the file holds that is handed over by its name. */
function saidBefore(source: ts.Node, given: readonly ts.Node[]): readonly [string, string] | undefined {
  const names = new Set(given.filter(ts.isIdentifier).map(({ text }) => text));
  const look = (node: ts.Node): readonly [string, string] | undefined =>
    (ts.isVariableDeclaration(node) && names.has(node.name.getText()) ? firstSaid(node) : undefined) ??
    ts.forEachChild(node, look);
  return look(source);
}

/** The first two sentences in what is called anywhere inside, or in an object. */
function anySaid(node: ts.Node): readonly [string, string] | undefined {
  const own = ts.isCallExpression(node) ? saidBy([...node.arguments]) : undefined;
  return own ?? firstSaid(node) ?? ts.forEachChild(node, anySaid);
}

function propertyOf(node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const one of node.properties) {
    if (ts.isShorthandPropertyAssignment(one) && one.name.text === name) return one.name;
    if (ts.isPropertyAssignment(one) && one.name.getText() === name) return one.initializer;
  }
  return undefined;
}

/** A text with … where a value stands. */
function plain(node: ts.Node | undefined): string {
  if (!node) return '';
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
  return '…';
}

/** The page, in Markdown: a line for each reason, its sentences as they are said in each place. */
export function errorsPage(): string {
  const byReason = Map.groupBy(findReasons(), ({ reason }) => reason);
  const lines = [...byReason]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, all]) => {
      const each = (of: (one: Found) => string): string =>
        [...new Set(all.map(of))].filter(Boolean).map(cell).join('<br>');
      return `| \`${reason}\` | ${each(({ code }) => code)} | ${each(({ zh }) => zh)} | ${each(({ en }) => en)} | ${each(({ room }) => room)} |`;
    });
  return `${HEAD}\n${lines.join('\n')}\n`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

const HEAD = `# 错误 · Errors

每个错误都有 \`extensions.code\`、\`extensions.reason\`、\`extensions.text.zh\` 和 \`.en\`；与某个输入有关的另有 \`field\`，
可以改用的值在 \`details.allowed\`。句子里的“…”是当时的值，绝不是个人信息。此页由源码生成（\`npm run errors\`），测试保证两者一致。

Every error has \`extensions.code\` (which kind), \`reason\` (which exactly), \`text.zh\` and \`text.en\`; \`field\` names the
input at fault, \`details.allowed\` says what may be done instead. “…” in a sentence stands for a value of the moment, never
of a person. Reasons of the room \`sheet\` are told of the rows of an imported sheet. This page is made from the sources
(\`npm run errors\`), and a test holds it to them. \`PERSISTED_QUERY_NOT_SUPPORTED\` has its own name as its code, as its
clients expect.

| Reason | Code | 中文 | English | Room |
| --- | --- | --- | --- | --- |`;

if (import.meta.main) writeFileSync(PAGE, errorsPage());
