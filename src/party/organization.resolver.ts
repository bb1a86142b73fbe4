import { Arg, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { IdInput } from '#kernel/write-input.type.js';
import { closeOrganization } from './close-organization.js';
import { correctOrganization } from './correct-organization.js';
import {
  CorrectOrganizationInput,
  OrganizationPayload,
  RegisterOrganizationInput,
} from './organization.inputs.js';
import { type OrganizationNode, organizationPayload } from './party.list.js';
import { OrganizationFace } from './party.type.js';
import { type NewOrganization, registerOrganization } from './register-organization.js';
import { reopenOrganization } from './reopen-organization.js';

const WHO = 'A bureau for its region, a station for employers and labour companies, the platform for all.';

/** The door of the bodies of the service network. */
@Resolver(() => OrganizationFace)
export class OrganizationResolver {
  @FieldResolver(() => Boolean, { description: 'It is no more (已撤销).' })
  closed(@Root() organization: OrganizationNode): Promise<boolean> {
    return organization.isClosed();
  }

  @FieldResolver(() => Int, { description: 'Version (版本).' })
  version(@Root() organization: OrganizationNode): Promise<number> {
    return organization.itsVersion();
  }

  @Mutation(() => OrganizationPayload, { description: `Write a body down (登记机构). ${WHO}` })
  async registerOrganization(
    @Arg('input', () => RegisterOrganizationInput, { description: 'Which, where, and under whom.' })
    input: RegisterOrganizationInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('organization.register', input, (inside) =>
      registerOrganization(inside, input as NewOrganization),
    );
    return organizationPayload(op, key);
  }

  @Mutation(() => OrganizationPayload, {
    description: `Say a body’s name, code or the one above it anew (更正机构). ${WHO} Errors: OWN_ORGANIZATION, CHANGED_MEANWHILE.`,
  })
  async correctOrganization(
    @Arg('input', () => CorrectOrganizationInput, { description: 'Which, and what.' })
    input: CorrectOrganizationInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('organization.correct', input, (inside) => correctOrganization(inside, input));
    return organizationPayload(op, key);
  }

  @Mutation(() => OrganizationPayload, {
    description: `A body is no more (撤销机构). ${WHO} Errors: ORGANIZATION_IN_USE while bodies or accounts are under it, its posts are open, paused or filled, or its station serves; ORGANIZATION_CLOSED, OWN_ORGANIZATION.`,
  })
  async closeOrganization(
    @Arg('input', () => IdInput, { description: 'Which one.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('organization.close', input, (inside) => closeOrganization(inside, input));
    return organizationPayload(op, key);
  }

  @Mutation(() => OrganizationPayload, {
    description: `A body that was closed stands again (恢复机构). ${WHO} Errors: ORGANIZATION_OPEN, ORGANIZATION_EXISTS where its name was taken meanwhile, PARENT_ORGANIZATION.`,
  })
  async reopenOrganization(
    @Arg('input', () => IdInput, { description: 'Which one.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('organization.reopen', input, (inside) => reopenOrganization(inside, input));
    return organizationPayload(op, key);
  }
}
