import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { badInput } from '#kernel/error.js';
import { workerTemplate } from '#sheet/worker-template.js';
import { runCommand } from './run-command.js';

await runCommand('npm run template --', (command) => {
  command
    .command('workers')
    .description('劳动力和家庭名单 · a list of workers and households')
    .argument('[file]', '写到哪个文件 · the file to make', 'workers-template.xlsx')
    .action(async (file: string) => {
      await makeFile(file);
      process.stdout.write(`${file}\n`);
    });
  return command.description(
    '生成空白模板（XLSX，带下拉选项、示例和说明）· makes an empty sheet to fill in (XLSX)',
  );
});

async function makeFile(file: string): Promise<void> {
  const out = createWriteStream(file, { flags: 'wx' });
  let isOurs = false;
  out.once('open', () => {
    isOurs = true;
  });
  try {
    await pipeline(workerTemplate(), out);
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
