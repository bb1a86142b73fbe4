/**
 * What graphql-js says of a document, in Chinese: its own sentences are English. Only names of the schema and of
 * the document stand in them (document-fault.ts lets nothing else through).
 */

type Sentence = readonly [said: RegExp, zh: (...names: string[]) => string];

const RULES: readonly Sentence[] = [
  [/^Cannot query field "(.+?)" on type "(.+?)"/, (field, type) => `类型 ${type} 没有字段 ${field}`],
  [/^Unknown argument "(.+?)" on field "(.+?)"/, (name, field) => `字段 ${field} 没有参数 ${name}`],
  [/^Unknown (?:type|fragment|directive) "(.+?)"/, (name) => `没有定义 ${name}`],
  [
    /^Field "(.+?)" of type "(.+?)" must have a selection of subfields/,
    (field, type) => `字段 ${field}（类型 ${type}）须用花括号写出所要的子字段`,
  ],
  [/^Field "(.+?)" must not have a selection/, (field) => `字段 ${field} 没有子字段，不能带花括号`],
  [
    /^Field "(.+?)" argument "(.+?)" of type "(.+?)" is required/,
    (field, name, type) => `字段 ${field} 缺少必填的参数 ${name}（类型 ${type}）`,
  ],
  [/^Variable "(.+?)" is never used/, (name) => `变量 ${name} 声明了却没有使用`],
  [/^Variable "(.+?)" is not defined/, (name) => `变量 ${name} 没有声明`],
  [
    /^Variable "(.+?)" of type "(.+?)" used in position expecting type "(.+?)"/,
    (name, is, wanted) => `变量 ${name} 的类型是 ${is}，此处需要 ${wanted}`,
  ],
  [/^Fragment "(.+?)" is never used/, (name) => `片段 ${name} 没有使用`],
  [/^Cannot spread fragment "(.+?)" within itself/, (name) => `片段 ${name} 引用了自己`],
  [/^Fields "(.+?)" conflict/, (name) => `同名字段 ${name} 的内容不同，请用别名区分`],
  [/^This anonymous operation must be /, () => '文档中有几个操作时，每个都要有名称'],
  [/^There can be only one (.+?) named "(.+?)"/, (_kind, name) => `名称 ${name} 重复`],
];

/** The sentence of a validation rule, without a full stop; undefined for a rule that is rarely met. */
export function ruleInChinese(message: string): string | undefined {
  return inChinese(RULES, message);
}

const KINDS: Readonly<Record<string, string>> = {
  Int: '整数',
  Float: '小数',
  String: '字符串',
  BlockString: '字符串',
  Name: '名称',
  '<EOF>': '文档结尾',
};

/** `Name "x"` and `"}"` as a reader of Chinese wants them: the kind translated, the sign as it is. */
const thing = (said: string): string => said.replace(/^(?:[A-Z]\w+|<EOF>)/, (kind) => KINDS[kind] ?? kind);

const SYNTAX: readonly Sentence[] = [
  [
    /^Syntax Error: Expected ([^,]+), found (.+)\.$/,
    (wanted, found) => `应为${thing(wanted)}，却是${thing(found)}`,
  ],
  [/^Syntax Error: Unexpected (.+)\.$/, (found) => `此处不应有${thing(found)}`],
  [/^Syntax Error: Unterminated string\.$/, () => '字符串没有结束的引号'],
];

/** The sentence of the parser, without a full stop; undefined when only the fact is told. */
export function syntaxInChinese(message: string): string | undefined {
  return inChinese(SYNTAX, message);
}

function inChinese(sentences: readonly Sentence[], message: string): string | undefined {
  for (const [said, zh] of sentences) {
    const found = said.exec(message);
    if (found) return zh(...found.slice(1));
  }
  return undefined;
}
