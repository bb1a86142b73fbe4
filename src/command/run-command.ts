import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { HouseError } from '#kernel/error.js';
import { ConfigError } from '../config.js';
import { knownFault } from './known-fault.js';
import { UNSHOWABLE } from './summary-text.js';

/** Exit code of a command line that was written wrongly; 1 is that the work failed. */
const WRITTEN_WRONGLY = 2;

/**
 * Runs one command: `name` is what people type before its arguments, `describe` adds these and its action. What went wrong is told on
 * standard error, in both languages, and shows in the exit code; standard output stays for what tools read.
 */
export async function runCommand(name: string, describe: (command: Command) => Command): Promise<void> {
  // Whoever reads only the first lines (head) has seen enough: that is no fault.
  process.stdout.on('error', (fault: NodeJS.ErrnoException) => process.exit(fault.code === 'EPIPE' ? 0 : 1));
  // Set before the command is described, because its own commands take it over when they are made.
  const command = describe(
    new Command(name)
      .exitOverride()
      .showHelpAfterError()
      .helpOption('-h, --help', '显示帮助 · shows this help')
      .configureOutput({ outputError: (text, write) => write(`命令写法不对 · written wrongly\n${text}`) }),
  );
  try {
    await command.parseAsync();
  } catch (fault) {
    process.exitCode = tellFault(fault);
  }
}

/** Says what went wrong; answers the exit code. */
function tellFault(fault: unknown): number {
  if (fault instanceof CommanderError) return fault.exitCode === 0 ? 0 : WRITTEN_WRONGLY;
  process.stderr.write(`${sentenceOf(fault)}\n`);
  return 1;
}

/** Only our own errors are told whole: what a driver says may hold values of a person, where it stood does not. */
function sentenceOf(fault: unknown): string {
  if (fault instanceof ConfigError) return fault.message;
  if (fault instanceof HouseError) {
    const { allowed = [], headings = [] } = fault.details;
    const may = allowed.length > 0 ? `\n  → ${allowed.join('  ')}` : '';
    const unknown = (headings as readonly string[]).join('  ').replace(UNSHOWABLE, '\uFFFD');
    const asks = unknown === '' ? '' : `\n  未识别的表头 · unknown headings: ${unknown}`;
    return `${fault.reason}\n  ${fault.text.zh}\n  ${fault.text.en}${may}${asks}`;
  }
  const known = knownFault(fault);
  if (known) return `${known.reason}\n  ${known.text.zh}\n  ${known.text.en}`;
  const { name, code, stack } = (fault instanceof Error ? fault : {}) as NodeJS.ErrnoException;
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`内部错误 · internal error: ${name ?? typeof fault} ${code ?? ''}`, ...frames].join('\n');
}
