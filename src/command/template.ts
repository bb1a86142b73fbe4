import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { badInput } from '#kernel/error.js';
import { SHEET_KIND_NAMES } from '#sheet/sheet-kind.js';
import { SHEET_KINDS } from '#sheet/sheet-kinds.js';
import { runCommand } from './run-command.js';

await runCommand('npm run template --', (command) => {
  for (const name of SHEET_KIND_NAMES) {
    const { word, says, template } = SHEET_KINDS[name];
    command
      .command(word)
      .description(`${says.zh} · ${says.en}`)
      .argument('[file]', '写到哪个文件 · the file to make', `${word}-template.xlsx`)
      .action(async (file: string) => {
        await makeFile(file, template());
        process.stdout.write(`${file}\n`);
      });
  }
  return command.description(
    '生成空白模板（XLSX，带下拉选项、示例和说明）· makes an empty sheet to fill in (XLSX)',
  );
});

async function makeFile(file: string, template: Readable): Promise<void> {
  const out = createWriteStream(file, { flags: 'wx' });
  let isOurs = false;
  out.once('open', () => {
    isOurs = true;
  });
  try {
    await pipeline(template, out);
  } catch (cause) {
    if (isOurs) {
      await rm(file, { force: true });
      throw cause;
    }
    throw badInput('file', 'FILE_NOT_WRITABLE', {
      zh: `无法新建文件 ${file}，或文件已存在。`,
      en: `The file ${file} cannot be made, or is there already.`,
    });
  }
}
