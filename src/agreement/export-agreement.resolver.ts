import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { readBack } from '#kernel/published.js';
import { askedOf } from '#kernel/selection.js';
import { endExportAgreement } from './end-export-agreement.js';
import { EXPORT_AGREEMENTS, exportAgreementList } from './export-agreement.list.js';
import {
  EndExportAgreementInput,
  ExportAgreementConnection,
  ExportAgreementFilter,
  ExportAgreementPayload,
  SignExportAgreementInput,
} from './export-agreement.type.js';
import { signExportAgreement } from './sign-export-agreement.js';

/** The door of the export agreements. */
@Resolver()
export class ExportAgreementResolver {
  @Query(() => ExportAgreementConnection, {
    description: 'Export agreements (劳务输出协议), newest first; every signed-in side sees them all.',
  })
  async exportAgreements(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => ExportAgreementFilter, { nullable: true, description: 'Which ones.' })
    filter?: ExportAgreementFilter | null,
  ): Promise<object> {
    return readConnection(op, exportAgreementList(op, filter ?? {}), page, askedOf(info));
  }

  @Mutation(() => ExportAgreementPayload, {
    description: 'Write down an agreement with a labour company (登记劳务输出协议). The county.',
  })
  async signExportAgreement(
    @Arg('input', () => SignExportAgreementInput, { description: 'What was agreed on.' })
    input: SignExportAgreementInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('exportAgreement.sign', input, (inside) => signExportAgreement(inside, input));
    return exportAgreementOf(op, key);
  }

  @Mutation(() => ExportAgreementPayload, {
    description: 'End an export agreement before its day (终止劳务输出协议). The county that signed it.',
  })
  async endExportAgreement(
    @Arg('input', () => EndExportAgreementInput, { description: 'Which one, and when.' })
    input: EndExportAgreementInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('exportAgreement.end', input, (inside) => endExportAgreement(inside, input));
    return exportAgreementOf(op, key);
  }
}

async function exportAgreementOf(op: Operation, key: string): Promise<object> {
  const { node, position } = await readBack(op, EXPORT_AGREEMENTS, key);
  return { exportAgreement: node, position };
}
