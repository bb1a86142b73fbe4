import { expect, test } from '@jest/globals';
import sql from 'sql-template-tag';
import { stakeCondition } from '#access/stake-condition.js';
import { type ActingRole, ROLES, systemViewer } from '#access/viewer.js';

const viewer = (role: ActingRole, path = '5226') => ({
  ...systemViewer('test'),
  role,
  path,
  organizationId: 'factory',
});
const columns = {
  origin: sql`n.origin`,
  destination: sql`n.destination`,
  employer: (id: string) => sql`n.employer_id = ${id}`,
};
const said = (
  role: ActingRole,
  path?: string,
  of: typeof columns | Omit<typeof columns, 'employer'> = columns,
) => {
  const { text, values } = stakeCondition(viewer(role, path), of);
  return [text, ...values];
};

test('a county has what comes from it, a station what goes to it, an employer what is its own', () => {
  expect(said('COUNTY_BUREAU')).toEqual(['(n.origin >= $1 and n.origin < $2)', '5226', '5226~']);
  expect(said('STATION_LIAISON')).toEqual(['(n.destination >= $1 and n.destination < $2)', '5226', '5226~']);
  expect(said('EMPLOYER')).toEqual(['n.employer_id = $1', 'factory']);
});

test('observers and the platform have none, the system all', () => {
  expect(said('OBSERVER')).toEqual(['false']);
  expect(said('ADMIN')).toEqual(['false']);
  expect(said('SYSTEM')).toEqual(['true']);
});

test('a noun that is no employer’s has none for employers, and no region has nothing', () => {
  expect(said('EMPLOYER', '5226', { origin: columns.origin, destination: columns.destination })).toEqual([
    'false',
  ]);
  for (const role of ROLES.filter((r) => r !== 'EMPLOYER')) expect(said(role, '')).toEqual(['false']);
});
