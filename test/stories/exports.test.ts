// Over 200 lines: what leaves as a file, told on one server by everybody who may ask for it.
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toGlobalId } from '#kernel/global-id.js';
import { readSheet } from '#sheet/read-sheet.js';
import type { SheetRow } from '#sheet/sheet-row.js';
import { EXPORTS } from '../../src/exports.js';
import type { Client } from '../support/client.js';
import { askExport as ask, endedExport, exportRecords, FOR, forList, peopleIn } from '../support/exports.js';
import { PROJECT } from '../support/other-process.js';
import { inventedIdNumber, openPosting, registerWorker, wishesToGo } from '../support/people.js';
import { blocksOf } from '../support/readme.js';
import { SecondWall, viewersOf } from '../support/second-wall.js';
import { openWorld, type World } from '../support/world.js';

/** More than a page. */
const PEOPLE = 250;
const LONG_ROWS = 20;
const AT_ONCE = 2;
const FORMULA = '=HYPERLINK("http://evil.example","点")';

let world: World;
let county: Client;
let station: Client;
let manual: Client;
let idNumber: string;
beforeAll(async () => {
  world = await openWorld({
    env: { FULL_EXPORTS_PER_DAY: '3', EXPORT_ROWS: '260', EXPORTS_PER_ACCOUNT: String(AT_ONCE) },
  });
  county = await world.as('county@liping');
  station = await world.as('station@foshan');
  manual = await world.as('officer@liping');
  idNumber = inventedIdNumber('19880203', 2);
  const made = await registerWorker(county, {
    idNumber,
    name: '潘公式',
    skills: [FORMULA, '电焊,高级'],
    tags: ['POVERTY_ALLEVIATED', 'GRADUATE'],
  });
  await wishesToGo(county, made.id);
  // Plain rows of people whose identity nobody has sealed.
  await world.plant(
    `insert into worker (display_name, service_region, origin, hukou_region, hukou, birth_date, sex_code, education, work_ability)
     select '测试', '522631101', '522631101', '522631101', '522631101', '1990-01-01', 1, 'PRIMARY', 'FULL' from generate_series(1, ?)`,
    [PEOPLE],
  );
}, 60_000);
afterAll(() => world?.close());

async function refusal(answer: Response): Promise<[number, string, string?]> {
  const { errors } = (await answer.json()) as {
    errors: [{ extensions: { reason: string; details?: { field?: string } } }];
  };
  const { reason, details } = errors[0].extensions;
  return details?.field === undefined ? [answer.status, reason] : [answer.status, reason, details.field];
}
async function rowsOf(answer: Response): Promise<SheetRow[]> {
  expect(answer.status).toBe(200);
  return peopleIn(Buffer.from(await answer.arrayBuffer()));
}
/** An answer of which nothing is taken but the head. */
function begun(address: string): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    get(address, { headers: { authorization: `Bearer ${county.token ?? ''}` } }, (answer) => {
      answer.on('error', () => undefined);
      done(answer);
    }).on('error', fail);
  });
}
const find = (rows: readonly SheetRow[], name: string) =>
  rows.find((row) => row.cells['姓名'] === name)?.cells ?? {};
const records = (who = county) => exportRecords(who);

describe('a county takes its people away', () => {
  test.each(['csv', 'xlsx'])('as %s, masked as a query shows them, and it is recorded', async (ending) => {
    const answer = await ask(county, `workers.${ending}`, FOR);
    const rows = await rowsOf(answer);
    expect(rows).toHaveLength(PEOPLE + 1);
    expect(find(rows, '潘公式')).toMatchObject({
      身份证号码: `${idNumber.slice(0, 4)}**********${idNumber.slice(-4)}`,
      联系手机: '15400000001',
      出生日期: '1988-02-03',
      服务地代码: '522631003',
      户类型: '脱贫户',
      人员身份: '高校毕业生',
      技能: `"${FORMULA.replaceAll('"', '""')}"、"电焊,高级"`,
    });
    expect(await endedExport(county, answer.headers.get('x-export-number'))).toMatchObject({
      account: 'county@liping',
      list: 'workers',
      filter: '{}',
      purpose: FOR.purpose,
      format: ending.toUpperCase(),
      inFull: false,
      state: 'FINISHED',
      rows: PEOPLE + 1,
    });
  });

  test('with whole numbers when it says so, and no more often than it may', async () => {
    const filter = { filter: JSON.stringify({ tag: 'GRADUATE' }) };
    let last: string | null = null;
    for (let time = 0; time < 3; time += 1) {
      const answer = await ask(county, 'workers.csv', { ...FOR, ...filter, full: 'true' });
      last = answer.headers.get('x-export-number');
      expect(find(await rowsOf(answer), '潘公式')['身份证号码']).toBe(idNumber);
    }
    expect(await refusal(await ask(county, 'workers.csv', { ...FOR, ...filter, full: 'true' }))).toEqual([
      429,
      'FULL_EXPORTS_SPENT',
    ]);
    expect(await endedExport(county, last)).toMatchObject({ inFull: true, rows: 1, filter: filter.filter });
  });

  test('by a number, which the record does not keep', async () => {
    const filter = JSON.stringify({ idNumber });
    expect(await rowsOf(await ask(county, 'workers.csv', { ...FOR, filter }))).toHaveLength(1);
    expect((await records())[0]?.['filter']).toBe('{"idNumber":"***"}');
  });

  test('with whose it is and for what in the file', async () => {
    const answer = await ask(county, 'workers.csv', { purpose: '报送，"州局"' });
    const number = String(answer.headers.get('x-export-number'));
    const [first = ''] = (await answer.text()).split('\r\n');
    for (const said of [number, 'county@liping', '机构 county@liping', '报送，""州局""'])
      expect(first).toContain(said);
    expect(first.startsWith('"内部资料') || first.startsWith('\ufeff"内部资料')).toBe(true);
  });

  test('without a purpose, or with garbage, it gets nothing and nothing is recorded', async () => {
    const before = (await records()).length;
    for (const [file, query, refused] of [
      ['workers.csv', {}, [400, 'PURPOSE_MISSING', 'purpose']],
      ['workers.csv', { purpose: ' ' }, [400, 'PURPOSE_MISSING', 'purpose']],
      ['workers.csv', { purpose: '核' }, [400, 'TEXT_LENGTH', 'purpose']],
      ['workers.csv', { purpose: '核'.repeat(201) }, [400, 'TEXT_LENGTH', 'purpose']],
      ['workers.csv', { purpose: '核\u0007对' }, [400, 'CONTROL_CHARACTER', 'purpose']],
      ['workers.csv', { ...FOR, full: 'yes' }, [400, 'NOT_TRUE_OR_FALSE', 'full']],
      ['workers.csv', { ...FOR, encoding: 'utf-16' }, [400, 'ENCODING_NOT_WRITTEN', 'encoding']],
      ['workers.xlsx', { ...FOR, encoding: 'gbk' }, [400, 'ENCODING_NOT_WRITTEN', 'encoding']],
      ['workers.csv', { ...FOR, limit: '5' }, [400, 'UNKNOWN_ARGUMENT', 'query']],
      ['workers.csv', { ...FOR, filter: '{' }, [400, 'FILTER_NOT_JSON', 'filter']],
      ['workers.csv', { ...FOR, filter: '[]' }, [400, 'FILTER_INVALID', 'filter']],
      ['workers.csv', { ...FOR, filter: '{"name":"x"}' }, [400, 'FILTER_INVALID', 'filter']],
      ['workers.csv', { ...FOR, filter: '{"tag":"RICH"}' }, [400, 'INVALID_VALUE', 'filter.tag']],
      ['workers.csv', { ...FOR, filter: '{"ageTo":200}' }, [400, 'AGE_RANGE', 'filter.ageTo']],
      ['workers.pdf', FOR, [404, 'NO_SUCH_PATH']],
      ['people.csv', FOR, [404, 'NO_SUCH_PATH']],
      ['__proto__.csv', FOR, [404, 'NO_SUCH_PATH']],
    ] as const)
      expect([file, query, await refusal(await ask(county, file, query))]).toEqual([file, query, refused]);
    const twice = await fetch(`${world.baseUrl}/export/workers.csv?purpose=ab&purpose=cd`, {
      headers: { authorization: `Bearer ${county.token ?? ''}` },
    });
    expect(await refusal(twice)).toEqual([400, 'ARGUMENT_TWICE', 'purpose']);
    expect(await records()).toHaveLength(before);
  });

  test('not more at once than an export may hold', async () => {
    await world.plant(
      `insert into worker (display_name, service_region, origin, hukou_region, hukou, birth_date, sex_code, education, work_ability)
       select '测试', '522633100', '522633100', '522633100', '522633100', '1990-01-01', 1, 'PRIMARY', 'FULL' from generate_series(1, 261)`,
    );
    const congjiang = await world.as('county@congjiang');
    expect(await refusal(await ask(congjiang, 'workers.csv', FOR))).toEqual([
      400,
      'EXPORT_TOO_LARGE',
      'filter',
    ]);
  });
});

describe('everybody else', () => {
  test('a stranger, an observer and the platform get nobody', async () => {
    expect((await refusal(await ask(world.stranger(), 'workers.csv', FOR)))[0]).toBe(401);
    for (const handle of ['observer@province', 'admin@platform'])
      expect(await refusal(await ask(await world.as(handle), 'workers.xlsx', FOR))).toEqual([
        403,
        'NOT_ALLOWED',
      ]);
  });

  test('a station gets whoever wants to come, as masked as in its query, in full too', async () => {
    for (const full of ['false', 'true']) {
      const rows = await rowsOf(await ask(station, 'workers.csv', { ...FOR, full }));
      expect(rows).toHaveLength(1);
      const [{ cells } = { cells: {} as Record<string, string> }] = rows;
      expect(cells).toMatchObject({
        姓名: '潘**',
        身份证号码: '',
        联系手机: '',
        出生日期: '',
        服务地代码: '522631',
        乡镇: '',
        户类型: '',
        人员身份: '',
      });
      expect(Object.values(cells).join(' ')).not.toContain(idNumber.slice(6, 14));
    }
    expect(
      await refusal(await ask(station, 'workers.csv', { ...FOR, filter: '{"tag":"GRADUATE"}' })),
    ).toEqual([400, 'FILTER_NOT_YOURS', 'filter.tag']);
  });

  test('an employer to whom nobody was put forward gets an empty list, and nobody in full', async () => {
    const employer = await world.as('employer@foshan');
    const answer = await ask(employer, 'workers.csv', FOR);
    expect(answer.status).toBe(200);
    expect((await answer.text()).trim().split('\r\n')).toHaveLength(2);
    expect(await refusal(await ask(employer, 'workers.csv', { ...FOR, full: 'true' }))).toEqual([
      403,
      'NOT_ALLOWED',
    ]);
  });

  test('another county gets its own people, and no record of this one', async () => {
    const other = await world.as('county@congjiang');
    const filter = '{"hukouRegion":"522631003"}';
    const answer = await ask(other, 'workers.csv', { ...FOR, filter });
    expect((await answer.text()).trim().split('\r\n')).toHaveLength(2);
    expect((await records(other)).every(({ account }) => account === 'county@congjiang')).toBe(true);
    const id = (await records())[0]?.['id'];
    const query = 'query($id: ID!) { node(id: $id) { id } }';
    expect((await other.refusal(query, { id })).reason).toBe('NOT_FOUND');
    expect(await county.must(query, { id })).toEqual({ node: { id } });
  });
});

describe('every list', () => {
  const PEOPLE_LISTS = EXPORTS.filter(
    ({ action }) =>
      action !== null &&
      !['posting.read', 'organization.register', 'picture.read', 'surveyRound.read'].includes(action),
  );

  test.each(EXPORTS.map(({ name }) => name))('%s leaves as a workbook and as CSV', async (name) => {
    const headings = EXPORTS.find((list) => list.name === name)?.columns.map(({ heading }) => heading) ?? [];
    for (const ending of ['xlsx', 'csv']) {
      const answer = await ask(county, `${name}.${ending}`, forList(name));
      expect(answer.status).toBe(200);
      const source = Readable.from([Buffer.from(await answer.arrayBuffer())]);
      const isHeading = (found: readonly string[]) => found[1] === headings[1];
      for await (const row of readSheet(source, { isHeading })) expect(row.headings).toEqual(headings);
    }
  });

  test('of people is nobody’s who has no people, and of the county’s own lists no other side’s', async () => {
    for (const handle of ['observer@province', 'admin@platform'])
      for (const { name } of PEOPLE_LISTS)
        expect([
          handle,
          name,
          await refusal(await ask(await world.as(handle), `${name}.csv`, forList(name))),
        ]).toEqual([handle, name, [403, 'NOT_ALLOWED']]);
    for (const name of ['households', 'returnees', 'survey-answers', 'six-lists-unemployed'])
      expect(await refusal(await ask(station, `${name}.csv`, FOR))).toEqual([403, 'NOT_ALLOWED']);
  });

  test('says why somebody is on it, and holds whom the query holds', async () => {
    const filter = '{"tag":"POVERTY_ALLEVIATED"}';
    const rows = await rowsOf(await ask(county, 'six-lists-in-hardship.csv', { ...FOR, filter }));
    expect(rows.map(({ cells }) => [cells['姓名'], cells['备注']])).toEqual([
      ['潘公式', '已实名核验、脱贫人口'],
    ]);
    const other = await world.as('county@congjiang');
    expect(
      (await (await ask(other, 'six-lists-in-hardship.csv', FOR)).text()).trim().split('\r\n'),
    ).toHaveLength(2);
  });

  test('of postings goes to everybody, with the wage in words that an import reads', async () => {
    const [{ id } = { id: '' }] = (await world.look(
      `select organization_id::text as id from account where handle = 'employer@foshan'`,
    )) as { id: string }[];
    await openPosting(station, toGlobalId('Organization', id), {
      title: '=装配工',
      wageMin: 500000,
      wageMax: 650050,
    });
    for (const who of [county, await world.as('observer@province')]) {
      const answer = await ask(who, 'postings.csv', FOR);
      expect(answer.status).toBe(200);
      const [row] = (await answer.text()).split('\r\n').slice(2);
      expect(row).toContain(`机构 employer@foshan,'=装配工,10,5000-6500.50元/月,佛山市,禅城区`);
    }
    expect(await refusal(await ask(county, 'postings.csv', { ...FOR, full: 'true' }))).toEqual([
      400,
      'NOTHING_IN_FULL',
      'full',
    ]);
  });

  test('leaves by the lines of the manual', async () => {
    const page = readFileSync(join(PROJECT, 'docs', 'exports.md'), 'utf8');
    const folder = mkdtempSync(join(tmpdir(), 'labor-bridge-exports-'));
    const env = { ...process.env, PORT: new URL(world.baseUrl).port, TOKEN: manual.token ?? '' };
    try {
      for (const line of blocksOf('sh', page))
        await promisify(execFile)('sh', ['-c', line], { cwd: folder, env });
      expect(readdirSync(folder)).toHaveLength(3);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a record', () => {
  test('of a file that its receiver did not take to the end says that it was broken off', async () => {
    // More than the buffers of a connection hold: what is not taken is not read.
    await world.plant(
      `insert into worker (display_name, service_region, origin, hukou_region, hukou, birth_date, sex_code, education, work_ability, skills)
       select '测试', '522631101', '522631101', '522631101', '522631101', '1990-01-01', 1, 'NONE', 'FULL',
         array_fill(repeat('长', 20000), array[10]) from generate_series(1, ?)`,
      [LONG_ROWS],
    );
    const query = new URLSearchParams({ ...FOR, filter: '{"education":"NONE"}' }).toString();
    const stalled = await Promise.all(
      Array.from({ length: AT_ONCE }, () => begun(`${world.baseUrl}/export/workers.csv?${query}`)),
    );
    expect(await refusal(await ask(county, 'workers.csv', FOR))).toEqual([429, 'TOO_MANY_EXPORTS']);
    for (const answer of stalled) {
      answer.destroy();
      const record = await endedExport(county, String(answer.headers['x-export-number']));
      expect(record.state).toBe('BROKEN_OFF');
      expect(record.rows).toBeLessThan(LONG_ROWS);
    }
    expect((await ask(county, 'postings.csv', FOR)).status).toBe(200);
  });

  test('stands behind a wall of its own: only its side reads it in the database', async () => {
    const handles = ['county@liping', 'county@congjiang', 'employer@other', 'observer@province'];
    const viewers = await viewersOf(world.url, handles);
    const before = await records();
    const ours = (await world.look(`select organization_id from account where handle = 'county@liping'`)).map(
      (row) => row['organization_id'],
    );
    const wall = await SecondWall.of(world.url);
    try {
      await wall.rolledBack(async () => {
        const [row] = await wall.owner<{ row: object }>(
          'select to_jsonb(x) as row from export_record x limit 1',
        );
        for (const handle of handles) {
          const viewer = viewers.get(handle);
          const [seen] = await wall.as(viewer, () =>
            wall.owner<{ n: number }>(
              'select count(*)::int as n from export_record where organization_id = any($1)',
              [ours],
            ),
          );
          expect([handle, seen?.n]).toEqual([handle, handle === 'county@liping' ? before.length : 0]);
          expect([handle, await wall.change(viewer, 'export_record', `state = 'BROKEN_OFF'`)]).toEqual([
            handle,
            0,
          ]);
          // Nobody writes one in another's name, nor one that has ended.
          expect([handle, await wall.lets(viewer, 'export_record', row?.row)]).toEqual([handle, false]);
        }
      });
    } finally {
      await wall.close();
    }
  });

  test('stands in the journal under its author, and is changed and deleted by nobody', async () => {
    const [begun] = await world.look(
      `select a.handle, j.verb from journal_entry j join account a on a.id::text = j.actor
       where j.noun = 'export_record' and j.before is null order by j.seq limit 1`,
    );
    expect(begun).toEqual({ handle: 'county@liping', verb: 'export.begin' });
    await expect(world.plant(`update export_record set purpose = '另一用途'`)).rejects.toThrow();
    await expect(world.plant(`update export_record set state = 'FINISHED'`)).rejects.toThrow();
    await expect(world.plant('delete from export_record')).rejects.toThrow();
  });
});
