import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { ReasonInput } from '#kernel/write-input.type.js';
import { meetRegistered } from '#worker/look-ups.js';
import { completeProvisionalPerson, numberMissing } from './complete-provisional-person.js';
import { confirmProvisionalPerson } from './confirm-provisional-person.js';
import { dismissProvisionalPerson } from './dismiss-provisional-person.js';
import {
  CompleteProvisionalPersonInput,
  ConfirmProvisionalPersonInput,
  RegisterProvisionalPersonInput,
} from './provisional.inputs.js';
import { numberWrittenDown, provisionalList, provisionalPayload } from './provisional.list.js';
import {
  ProvisionalPersonConnection,
  ProvisionalPersonFilter,
  ProvisionalPersonPayload,
} from './provisional.type.js';
import { registerProvisionalPerson } from './register-provisional-person.js';

/** The door of those who are on no record yet. */
@Resolver()
export class ProvisionalResolver {
  @Query(() => ProvisionalPersonConnection, {
    description:
      'Provisional people (临时登记人员), who is due first first: of a county those whom it is to answer for, of a station those whom it met.',
  })
  async provisionalPeople(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => ProvisionalPersonFilter, { nullable: true, description: 'Which ones.' })
    filter?: ProvisionalPersonFilter | null,
  ): Promise<object> {
    op.must('provisionalPerson.read');
    return readConnection(op, provisionalList(op, filter ?? {}), page, askedOf(info));
  }

  @Mutation(() => ProvisionalPersonPayload, {
    description:
      'Write down somebody of whom no record can be made yet (临时登记): a county its own, a station who walked in. In no count; to be completed within seven days.',
  })
  async registerProvisionalPerson(
    @Arg('input', () => RegisterProvisionalPersonInput, { description: 'Who, as far as it is known.' })
    input: RegisterProvisionalPersonInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return provisionalPayload(
      op,
      await op.write('provisionalPerson.register', input, (inside) =>
        registerProvisionalPerson(inside, input),
      ),
    );
  }

  @Mutation(() => ProvisionalPersonPayload, {
    description:
      'Take somebody whom a station met for the county’s own (确认临时登记). Error: PROVISIONAL_STEP_NOT_ALLOWED.',
  })
  async confirmProvisionalPerson(
    @Arg('input', () => ConfirmProvisionalPersonInput, { description: 'Whom, and at which place.' })
    input: ConfirmProvisionalPersonInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return provisionalPayload(
      op,
      await op.write('provisionalPerson.confirm', input, (inside) => confirmProvisionalPerson(inside, input)),
    );
  }

  @Mutation(() => ProvisionalPersonPayload, {
    description:
      'Put somebody on record, now that there is a number (补全临时登记). Errors: PROVISIONAL_STEP_NOT_ALLOWED, LOOK_UPS_SPENT.',
  })
  async completeProvisionalPerson(
    @Arg('input', () => CompleteProvisionalPersonInput, { description: 'Who it is.' })
    input: CompleteProvisionalPersonInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    op.must('provisionalPerson.complete');
    const idNumber = input.idNumber ?? (await numberWrittenDown(op, input.id));
    if (idNumber === null) throw numberMissing();
    await meetRegistered(op, idNumber);
    return provisionalPayload(
      op,
      await op.write('provisionalPerson.complete', input, (inside) =>
        completeProvisionalPerson(inside, input),
      ),
    );
  }

  @Mutation(() => ProvisionalPersonPayload, {
    description:
      'Nobody is to be registered any more (撤销临时登记): by the county, or by whoever wrote it down; both read the reason. A station does while the county has not confirmed. Errors: PROVISIONAL_PERSON_CONFIRMED, PROVISIONAL_STEP_NOT_ALLOWED.',
  })
  async dismissProvisionalPerson(
    @Arg('input', () => ReasonInput, { description: 'Whom, and why.' }) input: ReasonInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return provisionalPayload(
      op,
      await op.write('provisionalPerson.dismiss', input, (inside) => dismissProvisionalPerson(inside, input)),
    );
  }
}
