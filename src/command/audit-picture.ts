import { systemViewer } from '#access/viewer.js';
import { auditPicture } from '#picture/audit-picture.js';
import { openOperation } from '#store/open-operation.js';
import { runCommand } from './run-command.js';
import { withStore } from './with-store.js';

await runCommand('npm run audit:picture --', (command) =>
  command
    .description('重新计算全部清单和底数并核对 · works every list and count out again and compares')
    .action(async () => {
      const report = await withStore((world) =>
        auditPicture(openOperation(world.ground, systemViewer('audit'))),
      );
      const { pictures, compared, differences } = report;
      process.stdout.write(
        [
          `就业状态 standings   ${compared.standings}`,
          `岗位 postings        ${compared.postings}`,
          `四个底数 pictures    ${pictures}（底数、清单、重新清点 · figures, lists, recount）`,
          `差异 differences     ${differences.length}`,
          ...differences.map(
            ({ what, where, expected, found }) =>
              `  ${what.zh} · ${what.en}\n    ${where}\n    应为 expected ${expected}；现为 found ${found}`,
          ),
          '',
        ].join('\n'),
      );
      if (compared.due > 0)
        process.stderr.write(
          `有 ${compared.due} 项到期事项等待时钟处理，差异可能由此而来 · ${compared.due} matter(s) are due to the clock; differences may be theirs\n`,
        );
      if (differences.length > 0) process.exitCode = 1;
    }),
);
