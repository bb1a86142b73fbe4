import type { Message } from '#kernel/error.js';

/** One setting that is wrong or missing. */
export interface Fault {
  setting: string;
  wrong: Message;
  mend: Message;
}

/**
 * Every fault of the configuration at once, each with a way to mend it. It never repeats the value of a
 * secret. It is printed by whoever started the program and never reaches a client.
 */
export class ConfigError extends Error {
  constructor(readonly faults: readonly Fault[]) {
    const lines = faults.map(
      (fault) =>
        `  ${fault.setting}\n    ${fault.wrong.zh}。${fault.mend.zh}。\n    ${fault.wrong.en}. ${fault.mend.en}.`,
    );
    super(
      `配置有 ${faults.length} 处错误 · ${faults.length} fault(s) in the configuration\n${lines.join('\n')}`,
    );
    this.name = 'ConfigError';
  }
}

/** How to make 32 random bytes with nothing but Node. */
const MAKE_KEY = `node -p "require('crypto').randomBytes(32).toString('base64')"`;

/** How to mend a setting that must be given and was not. */
export function howToGive(name: string): Message {
  if (name === 'IDENTITY_KEYS')
    return { zh: `可用 ${MAKE_KEY} 生成，写作 k1:结果`, en: `Make one with ${MAKE_KEY} and write k1:RESULT` };
  if (name.endsWith('_KEY')) return { zh: `可用 ${MAKE_KEY} 生成`, en: `Make one with ${MAKE_KEY}` };
  return { zh: `请设置环境变量 ${name}`, en: `Set ${name} in the environment` };
}
