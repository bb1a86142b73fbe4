import type { Message } from '#kernel/error.js';
import type { KeyMisfit } from '#store/check-keys.js';

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

const KEYS_PAGE = { zh: '见 docs/operations.md“密钥 · Keys”', en: 'see “Keys” in docs/operations.md' };

/** A key that was given is not the one that this database knows, or one is missing; and what to do. */
export function keyFault(misfit: KeyMisfit): Fault {
  if (misfit.kind === 'OTHER_FINGERPRINTS')
    return {
      setting: 'IDENTITY_HMAC_KEY',
      wrong: {
        zh: '不是此数据库一直使用的密钥，已登记的人会查不出、可能重复登记',
        en: 'It is not the key of this database: whoever is registered would not be found, and be registered twice',
      },
      mend: { zh: `请给回原来的密钥（${KEYS_PAGE.zh}）`, en: `Give the key that it was (${KEYS_PAGE.en})` },
    };
  const { keyId } = misfit;
  if (misfit.kind === 'OTHER_KEY')
    return {
      setting: 'IDENTITY_KEYS',
      wrong: {
        zh: `名为“${keyId}”的密钥不是此数据库中同名的那一把`,
        en: `“${keyId}” is not the key that has this name in this database`,
      },
      mend: {
        zh: `请给回原来的密钥；要换新密钥，另取名称放在最前，并保留原来的（${KEYS_PAGE.zh}）`,
        en: `Give the key that it was; a new one gets a name of its own and stands in front of it (${KEYS_PAGE.en})`,
      },
    };
  return {
    setting: 'IDENTITY_KEYS',
    wrong: {
      zh: `缺少密钥“${keyId}”，仍有身份信息由它加密`,
      en: `The key “${keyId}” is missing, and identities are still sealed under it`,
    },
    mend: {
      zh: `请把它加在后面，运行 npm run keys:rotate 之后再去掉（${KEYS_PAGE.zh}）`,
      en: `Add it behind the others, and take it away after npm run keys:rotate (${KEYS_PAGE.en})`,
    },
  };
}
