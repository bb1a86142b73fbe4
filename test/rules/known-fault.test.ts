import { describe, expect, test } from '@jest/globals';
import { knownFault } from '#command/known-fault.js';

describe('a fault of the surroundings is told by its reason', () => {
  test.each([
    ['a taken port', { code: 'EADDRINUSE', syscall: 'listen', port: 4000 }, 'PORT_TAKEN'],
    ['a port of the system', { code: 'EACCES', syscall: 'listen', port: 80 }, 'PORT_NOT_YOURS'],
    [
      'an address of another',
      { code: 'EADDRNOTAVAIL', syscall: 'listen', address: '192.0.2.1' },
      'HOST_NOT_HERE',
    ],
    ['a name that nobody has', { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'a' }, 'HOST_UNKNOWN'],
    ['a silent database', { code: 'ECONNREFUSED', syscall: 'connect' }, 'DATABASE_UNREACHABLE'],
    ['localhost, silent on both its addresses', { code: 'ECONNREFUSED', errors: [] }, 'DATABASE_UNREACHABLE'],
    ['a wrong password', { code: '28P01' }, 'DATABASE_LOGIN'],
    ['no such database', { code: '3D000' }, 'DATABASE_MISSING'],
    ['a missing right', { code: '42501' }, 'DATABASE_RIGHTS'],
    ['no connection left', { code: '53300' }, 'DATABASE_FULL'],
    ['a database that starts', { code: '57P03' }, 'DATABASE_STARTING'],
    ['the role of another owner', { code: 'LB010' }, 'ROLE_NOT_GRANTED'],
    ['a role that may not be made', { code: 'LB011' }, 'ROLE_NOT_MADE'],
    [
      'what the unit of work wrapped',
      { name: 'DriverException', cause: { code: '42501' } },
      'DATABASE_RIGHTS',
    ],
  ])('%s', (_name, fault, reason) => {
    const known = knownFault(Object.assign(new Error('words of the driver'), fault));
    expect(known?.reason).toBe(reason);
    expect(known?.text.zh).toMatch(/\p{Script=Han}/u);
    expect(JSON.stringify(known)).not.toMatch(/undefined|words of the driver/);
  });

  test.each([
    ['a fault of the program', new TypeError('x is not a function')],
    ['a broken rule of the database', Object.assign(new Error(), { code: '23505' })],
    ['a folder that is closed', Object.assign(new Error(), { code: 'EACCES', syscall: 'open' })],
    ['nothing', undefined],
  ])('%s is none', (_name, fault) => {
    expect(knownFault(fault)).toBeUndefined();
  });
});
