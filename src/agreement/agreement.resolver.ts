import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { readBack } from '#kernel/published.js';
import { askedOf } from '#kernel/selection.js';
import { agreementList, COOPERATION_AGREEMENTS } from './agreement.list.js';
import {
  AgreementConnection,
  CooperationAgreementFilter,
  CooperationAgreementPayload,
  CorrectCooperationAgreementInput,
  SignCooperationAgreementInput,
} from './agreement.type.js';
import { correctCooperationAgreement } from './correct-cooperation-agreement.js';
import { signCooperationAgreement, type SignedAgreement } from './sign-cooperation-agreement.js';

/** The door of the agreements. */
@Resolver()
export class AgreementResolver {
  @Query(() => AgreementConnection, {
    description:
      'Cooperation agreements (劳务协作协议) of pairings, the newest year first; every signed-in side sees them all.',
  })
  async cooperationAgreements(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => CooperationAgreementFilter, { nullable: true, description: 'Which ones.' })
    filter?: CooperationAgreementFilter | null,
  ): Promise<object> {
    return readConnection(op, agreementList(op, filter ?? {}), page, askedOf(info));
  }

  @Mutation(() => CooperationAgreementPayload, {
    description:
      'Write down what both sides of a pairing signed for a year (登记劳务协作协议): either side. Error: NOT_YOUR_SIDE.',
  })
  async signCooperationAgreement(
    @Arg('input', () => SignCooperationAgreementInput, { description: 'Whose, and what was agreed on.' })
    input: SignCooperationAgreementInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return agreementPayload(
      op,
      await op.write('cooperationAgreement.sign', input, (inside) =>
        signCooperationAgreement(inside, input as SignedAgreement),
      ),
    );
  }

  @Mutation(() => CooperationAgreementPayload, {
    description:
      'Correct what was written down of an agreement (更正劳务协作协议): either side. Errors: NOT_YOUR_SIDE, CHANGED_MEANWHILE.',
  })
  async correctCooperationAgreement(
    @Arg('input', () => CorrectCooperationAgreementInput, { description: 'What it says.' })
    input: CorrectCooperationAgreementInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return agreementPayload(
      op,
      await op.write('cooperationAgreement.correct', input, (inside) =>
        correctCooperationAgreement(inside, input),
      ),
    );
  }
}

async function agreementPayload(op: Operation, key: string): Promise<object> {
  const { node, position } = await readBack(op, COOPERATION_AGREEMENTS, key);
  return { cooperationAgreement: node, position };
}
