import { systemViewer } from '#access/viewer.js';
import { resealHouseholds } from '#household/reseal-households.js';
import { resealImports } from '#import/reseal-imports.js';
import { resealProvisionalPeople } from '#provisional/reseal-provisional-people.js';
import { openOperation } from '#store/open-operation.js';
import { resealSecrets } from '#webhook/reseal-secrets.js';
import { rotateKeys } from '#worker/rotate-keys.js';
import { runCommand } from './run-command.js';
import { withStore } from './with-store.js';

/** Identities of one transaction: officers who correct one of them wait no longer than for these. */
const BATCH = 500;

await runCommand('npm run keys:rotate --', (command) =>
  command
    .description(
      '用 IDENTITY_KEYS 中的第一把密钥重新加密全部身份信息 · seals every identity anew under the first key of IDENTITY_KEYS',
    )
    .action(async () => {
      const rotated = await withStore(async (world) => {
        const op = openOperation(world.ground, systemViewer('keys'));
        let count = 0;
        let after: string | null | undefined;
        do {
          const batch = await op.transact('keys.rotate', (inside) =>
            rotateKeys(inside, BATCH, after ?? undefined),
          );
          count += batch.rotated;
          after = batch.last;
        } while (after !== null);
        let last: string | null | undefined;
        do {
          const from: string | undefined = last ?? undefined;
          last = await op.transact('keys.rotate', (inside) => resealHouseholds(inside, BATCH, from));
        } while (last !== null);
        let met: string | null | undefined;
        do {
          const from: string | undefined = met ?? undefined;
          met = await op.transact('keys.rotate', (inside) => resealProvisionalPeople(inside, BATCH, from));
        } while (met !== null);
        await op.transact('keys.rotate', resealSecrets);
        await op.transact('keys.rotate', resealImports);
        return count;
      });
      process.stdout.write(`已重新加密 ${rotated} 人的身份信息 · sealed ${rotated} identities anew\n`);
    }),
);
