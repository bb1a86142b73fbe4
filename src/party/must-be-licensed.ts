import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { HrLicence } from './hr-licence.entity.js';
import { holdsOn } from './licence.rules.js';
import { Organization } from './organization.entity.js';

/**
 * CONFLICT/LICENCE_LAPSED where a labour company has no licence that holds today: it posts nothing, and nobody is put forward or sent
 * by it (domain 3.2, HrLicense; MOHRSS Order 44). Other bodies need none.
 */
export async function mustBeLicensed(op: Operation, organizationId: string, field: string): Promise<void> {
  const body = await op.em.findOne(Organization, { id: organizationId });
  if (body?.type !== 'HR_COMPANY') return;
  const licences = await op.em.find(HrLicence, { organizationId });
  if (licences.some((licence) => holdsOn(licence, op.today))) return;
  throw conflict(
    'LICENCE_LAPSED',
    {
      zh: '该人力资源公司没有今天有效的人力资源服务许可证，不能发布岗位、推荐或输出。请由所在地人社部门用 registerLicence 登记新证。',
      en: 'The labour company has no licence that holds today: nothing is posted, and nobody referred or dispatched, by it. The bureau of its place registers a new one by registerLicence.',
    },
    { field },
  );
}
