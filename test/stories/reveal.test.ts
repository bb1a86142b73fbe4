import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import { type ViewerHandle, VIEWERS } from '../support/expected-disclosure.js';
import { type Consent, consentsOf, recordConsent, withdrawConsent } from '../support/consents.js';
import { keyIn, pairTheOthers, plantPeople, type Planted } from '../support/planted.js';
import { inDays, ownOrganization } from '../support/people.js';
import { everybody } from '../support/questions.js';
import { openWorld, type World } from '../support/world.js';

const REVEAL = 'mutation($i: RevealIdentityInput!) { revealIdentity(input: $i) { idNumber name phone } }';
const STAGES = [
  'in demand',
  'of another hukou',
  'submitted',
  'accepted',
  'departed',
  'checked in',
  'verified',
];

describe('an identity is read in full', () => {
  let world: World;
  let people: Planted[];
  let clients: Map<ViewerHandle, Client>;
  const log: string[] = [];

  beforeAll(async () => {
    world = await openWorld({ env: { LOG_LEVEL: 'trace' }, logTo: (line) => void log.push(line) });
    await pairTheOthers(world);
    const planted = await plantPeople(world, STAGES);
    await planted.finish();
    people = planted.people;
    clients = await everybody(world);
  }, 120_000);
  afterAll(() => world?.close());

  const one = (who: string): Planted => people.find((p) => p.who === who) as Planted;
  const ask = (viewer: ViewerHandle, who: string, more: object = { purpose: 'DISPATCH' }) =>
    (clients.get(viewer) as Client).send<{ revealIdentity: object | null }>(REVEAL, {
      i: { id: one(who).worker, ...more },
    });
  const inFull = ({ marks: { idNumber, name, phone } }: Planted) => ({ idNumber, name, phone });
  const readings = async (who: string) =>
    world.look(
      `select r.id, a.handle, r.purpose, r.note, r.origin from identity_reading r join account a on a.id = r.account_id
       where r.worker_id = $1 order by r.id`,
      [keyIn(one(who).worker)],
    );

  /** Which sides may, at each stage: own county and county of the hukou always, the station from check-in on, others never. */
  const MAY: Readonly<Record<string, readonly ViewerHandle[]>> = {
    'in demand': ['county@liping'],
    'of another hukou': ['county@liping', 'county@congjiang'],
    submitted: ['county@liping'],
    accepted: ['county@liping'],
    departed: ['county@liping'],
    'checked in': ['county@liping', 'station@foshan'],
    verified: ['county@liping', 'station@foshan'],
  };

  test.each(STAGES)(
    '%s: by its county, by the station after check-in, and by nobody else; each reading is recorded',
    async (who) => {
      const recorded: string[] = [];
      for (const viewer of VIEWERS) {
        const { data, errors, text } = await ask(viewer, who);
        if (MAY[who]?.includes(viewer)) {
          expect([viewer, data.revealIdentity]).toEqual([viewer, inFull(one(who))]);
          recorded.push(viewer);
          continue;
        }
        // A station that knows the person is told why not; whoever does not know the person hears of nobody.
        const reason = /^(observer|admin)/.test(viewer)
          ? 'FORBIDDEN/NOT_ALLOWED'
          : viewer === 'employer@foshan' && STAGES.indexOf(who) >= STAGES.indexOf('submitted')
            ? 'FORBIDDEN/NOT_AGREED'
            : viewer === 'station@foshan'
              ? 'FORBIDDEN/NOT_CHECKED_IN'
              : 'NOT_FOUND/NOT_FOUND';
        const { code, reason: said } = errors?.[0]?.extensions ?? { code: 'none', reason: text };
        expect([viewer, `${code}/${said}`]).toEqual([viewer, reason]);
        for (const mark of Object.values(inFull(one(who)))) expect(text).not.toContain(mark);
      }
      expect((await readings(who)).map((r) => r['handle'])).toEqual(recorded);
    },
  );

  test('only for a purpose of the list', async () => {
    for (const more of [{}, { purpose: null }, { purpose: '' }, { purpose: 'CURIOSITY' }]) {
      const { errors, text } = await ask('county@liping', 'in demand', more);
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(text).not.toContain(one('in demand').marks.idNumber);
    }
    expect(await readings('in demand')).toHaveLength(1);
  });

  test('by an employer once the offer is accepted, for contract or insurance, and while the person agrees', async () => {
    const contract = { purpose: 'CONTRACT' };
    // Agreed to by everybody here; what was not accepted yet is shown to no employer.
    const refused = async (viewer: ViewerHandle, who: string, more: object) =>
      (await ask(viewer, who, more)).errors?.[0]?.extensions.reason;
    expect(await refused('employer@foshan', 'submitted', contract)).toBe('NOT_AGREED');
    expect(await refused('employer@foshan', 'accepted', { purpose: 'SUBSIDY' })).toBe('NOT_AGREED');
    expect(await refused('employer@other', 'accepted', contract)).toBe('NOT_FOUND');
    const before = (await readings('accepted')).length;
    const again = { ...contract, idempotencyKey: 'reading-for-the-contract' };
    const { data } = await ask('employer@foshan', 'accepted', again);
    expect(data.revealIdentity).toEqual(inFull(one('accepted')));
    const [last] = (await readings('accepted')).slice(before);
    expect(last).toMatchObject({ handle: 'employer@foshan', purpose: 'CONTRACT' });

    const county = clients.get('county@liping') as Client;
    const consent = one('accepted').nouns.consent ?? '';
    await withdrawConsent(county, consent);
    expect(await refused('employer@foshan', 'accepted', contract)).toBe('NOT_AGREED');
    // Nor is what was read once read again by its key.
    expect(await refused('employer@foshan', 'accepted', again)).toBe('NOT_AGREED');
    expect(await readings('accepted')).toHaveLength(before + 1);
    expect(await consentsOf(clients.get('employer@foshan') as Client, one('accepted').worker)).toMatchObject([
      { id: consent, withdrawnOn: inDays(0), withdrawnChannel: 'PHONE' },
    ]);
  });

  test('what somebody must be spared at work is read by the employer to whom they agree, and by no other', async () => {
    const { worker } = one('submitted');
    const county = clients.get('county@liping') as Client;
    const employer = clients.get('employer@foshan') as Client;
    const spared = async () =>
      (
        await employer.must<{ node: { constraints: string[] | null } }>(
          'query($id: ID!) { node(id: $id) { ... on Worker { constraints } } }',
          { id: worker },
        )
      ).node.constraints;
    expect(await spared()).toBeNull();
    const agreed: Consent = {
      worker,
      recipient: await ownOrganization(employer),
      purpose: 'WORK_CONSTRAINTS',
    };
    // At once from two desks: one consent, and the other is told.
    const both = await Promise.all([recordConsent(county, agreed), recordConsent(county, agreed)]);
    expect(both.map(({ errors }) => errors?.[0]?.extensions.reason).toSorted()).toEqual([
      'ALREADY_AGREED',
      undefined,
    ]);
    expect(await spared()).toEqual(['NO_NIGHT_SHIFT']);
    const given = both.find(({ errors }) => !errors)?.data.recordConsent.consent.id ?? '';
    await withdrawConsent(county, given);
    expect(await spared()).toBeNull();
    expect(await withdrawConsent(county, given)).toBe('CONSENT_WITHDRAWN');
  });

  test('nobody agrees for another county’s people, with a bureau, tomorrow or unheard', async () => {
    const [county, other, employer] = ['county@liping', 'county@congjiang', 'employer@foshan'].map(
      (handle) => clients.get(handle as ViewerHandle) as Client,
    ) as [Client, Client, Client];
    const { worker, nouns } = one('in demand');
    const agreed: Consent = {
      worker,
      recipient: await ownOrganization(employer),
      purpose: 'WORK_CONSTRAINTS',
    };
    const refused = async (who: Client, more: object) => {
      const { errors } = await recordConsent(who, { ...agreed, ...more });
      return [errors?.[0]?.extensions.reason, errors?.[0]?.extensions['field']];
    };
    expect(await refused(other, {})).toEqual(['NOT_FOUND', 'input.worker']);
    expect(await refused(employer, {})).toEqual(['NOT_ALLOWED', undefined]);
    expect(await refused(county, { recipient: await ownOrganization(county) })).toEqual([
      'NOT_AN_EMPLOYER',
      'input.recipient',
    ]);
    expect(await refused(county, { givenOn: inDays(1) })).toEqual(['CONSENT_DAY', 'input.givenOn']);
    expect(await refused(county, { notice: '同意' })).toEqual(['TEXT_LENGTH', 'input.notice']);
    expect(await withdrawConsent(other, nouns.consent ?? '')).toBe('NOT_FOUND');
    expect(await withdrawConsent(employer, nouns.consent ?? '')).toBe('NOT_ALLOWED');
    expect(await consentsOf(clients.get('station@foshan') as Client, worker)).toBeNull();
  });

  test('the journal says who read whose identity, by which verb and for what, and holds none of it', async () => {
    const { marks, worker } = one('checked in');
    await ask('station@foshan', 'checked in', { purpose: 'RIGHTS_CASE', note: '工伤维权' });
    const reading = (await readings('checked in')).at(-1);
    expect(reading).toMatchObject({
      handle: 'station@foshan',
      purpose: 'RIGHTS_CASE',
      note: '工伤维权',
      origin: one('checked in').way.town,
    });
    const entries = await world.look(
      `select j.verb, j.before, j.after, a.handle from journal_entry j left join account a on a.id::text = j.actor
       where j.noun = 'identity_reading' and j.noun_id = $1`,
      [reading?.['id']],
    );
    expect(entries).toMatchObject([
      {
        verb: 'worker.revealIdentity',
        handle: 'station@foshan',
        before: null,
        after: { worker_id: keyIn(worker), purpose: 'RIGHTS_CASE' },
      },
    ]);
    const whole = JSON.stringify(await world.look('select * from journal_entry'));
    for (const mark of [marks.idNumber, marks.name, marks.phone]) expect(whole).not.toContain(mark);
  });

  test('the same idempotency key is one reading; another purpose under it is refused', async () => {
    const before = (await readings('verified')).length;
    const key = { idempotencyKey: 'read-once-only' };
    for (const _again of [1, 2])
      expect(
        (await ask('station@foshan', 'verified', { purpose: 'CONTRACT', ...key })).data.revealIdentity,
      ).toEqual(inFull(one('verified')));
    expect((await readings('verified')).length).toBe(before + 1);
    const { errors } = await ask('station@foshan', 'verified', { purpose: 'SUBSIDY', ...key });
    expect(errors?.[0]?.extensions.reason).toBe('IDEMPOTENCY_KEY_REUSED');
    expect((await readings('verified')).length).toBe(before + 1);
  });

  test('a side that has lost the person gets nothing more by its old key', async () => {
    const key = { purpose: 'CONTRACT', idempotencyKey: 'before-the-end' };
    expect((await ask('station@foshan', 'checked in', key)).errors).toBeUndefined();
    const worker = keyIn(one('checked in').worker);
    await world.plant(`update arrival set state = 'RETURNED' where worker_id = ?`, [worker]);
    const { errors, text } = await ask('station@foshan', 'checked in', key);
    expect(errors?.[0]?.extensions.code).toMatch(/^(NOT_FOUND|FORBIDDEN)$/);
    expect(text).not.toContain(one('checked in').marks.idNumber);
  });

  test('the log holds the asking and nothing of the answers', () => {
    const all = log.join('');
    expect(all).toContain('NOT_CHECKED_IN');
    for (const { marks } of people)
      for (const mark of [marks.idNumber, marks.name, marks.phone]) expect(all).not.toContain(mark);
  });
});
