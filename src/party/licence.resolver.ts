import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { licenceList, licencePayload } from './licence.list.js';
import {
  LicenceConnection,
  LicenceFilter,
  LicencePayload,
  RegisterLicenceInput,
  RevokeLicenceInput,
} from './licence.type.js';
import { registerLicence } from './register-licence.js';
import { revokeLicence } from './revoke-licence.js';

/** The door of the licences of labour companies. */
@Resolver()
export class LicenceResolver {
  @Query(() => LicenceConnection, {
    description:
      'Licences of labour companies (人力资源服务许可证), by their last day; every signed-in side sees them all.',
  })
  async licences(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => LicenceFilter, { nullable: true, description: 'Which ones.' })
    filter?: LicenceFilter | null,
  ): Promise<object> {
    return readConnection(op, licenceList(op, filter ?? {}), page, askedOf(info));
  }

  @Mutation(() => LicencePayload, {
    description:
      'Write down the licence of a labour company (登记许可证): the bureau of its region, or the platform. A renewal is another one. Error: NOT_YOUR_SIDE.',
  })
  async registerLicence(
    @Arg('input', () => RegisterLicenceInput, { description: 'Whose, and for how long.' })
    input: RegisterLicenceInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return licencePayload(
      op,
      await op.write('licence.register', input, (inside) => registerLicence(inside, input)),
    );
  }

  @Mutation(() => LicencePayload, {
    description:
      'A licence holds no more (注销许可证): the bureau of its region, or the platform. Errors: LICENCE_REVOKED, NOT_YOUR_SIDE.',
  })
  async revokeLicence(
    @Arg('input', () => RevokeLicenceInput, { description: 'Which, and why.' }) input: RevokeLicenceInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return licencePayload(
      op,
      await op.write('licence.revoke', input, (inside) => revokeLicence(inside, input)),
    );
  }
}
