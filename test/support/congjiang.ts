/**
 * The relocated of Congjiang (从江县) as an article of 2020 counts them: a registry of invented people with exactly the
 * figures of it that add up. Written as rows, because thirty thousand mutations take minutes, but past no trigger: journal,
 * standings and households are kept as in any other transaction. Nobody has an identity; no figure asks for one.
 */
import { Client } from 'pg';

/** 全县“十三五”期共实施易地扶贫搬迁 6740 户 31872 人; those placed in the county are the base of what is said about work. */
export const ARTICLE = {
  households: 6_740,
  people: 31_872,
  target: 30_708,
  /** 同步搬迁: moved with them, of no target population. */
  alongside: 1_164,
  inCounty: { households: 6_429, people: 30_274, withLabour: 6_330, labourers: 16_766 },
  inKaili: { households: 311, people: 1_598 },
  employed: { IN_COUNTY: 6_924, IN_PROVINCE: 987, OUT_OF_PROVINCE: 6_694 },
  atWork: 14_605,
  rate: 87.1,
} as const;

export const CONGJIANG_COUNTY = '522633';
export const KAILI = '522601';
const CONGJIANG_SITE = '522633R01';
const KAILI_SITE = '522601R01';
const CONGJIANG_TOWN = '522633100';
const LIPING_SITE = '522631R01';
const LIPING_TOWN = '522631003';
/** One county of each class, seen from Congjiang. */
const WORKPLACES = { IN_COUNTY: '522633100', IN_PROVINCE: '522631', OUT_OF_PROVINCE: '330109' } as const;

interface Person {
  /** Of which household, and the how many-eth; left out: of none. */
  readonly family?: number;
  readonly nth?: number;
  readonly service: string;
  /** Left out: a town of Congjiang. */
  readonly hukou?: string;
  readonly tags: readonly string[];
  /** When the tags ended; left out: they hold. */
  readonly until?: string;
  readonly age: number;
  readonly workplace?: string | null | undefined;
  readonly life?: 'DEAD';
}

interface Family {
  readonly site: string;
  readonly size: number;
  readonly target: boolean;
  readonly labourers: number;
  readonly atWork: number;
}

/** So many things over so many shares, as evenly as whole numbers go, the larger shares last. */
function evenly(things: number, shares: number): number[] {
  const less = Math.floor(things / shares);
  const more = things - less * shares;
  return Array.from({ length: shares }, (_, n) => less + (n < shares - more ? 0 : 1));
}

/** Every household with labour has somebody at work, as the article says: whoever is not is one of two or three. */
function families(): Family[] {
  const { inCounty, inKaili, alongside, atWork } = ARTICLE;
  const without = inCounty.households - inCounty.withLabour;
  const labour = [...Array<number>(without).fill(0), ...evenly(inCounty.labourers, inCounty.withLabour)];
  let idle = inCounty.labourers - atWork;
  let apart = alongside;
  const here = evenly(inCounty.people, inCounty.households).map((size, n) => {
    const labourers = labour[n] ?? 0;
    const target = apart < size;
    if (!target) apart -= size;
    const waits = labourers > 1 && idle > 0 ? 1 : 0;
    idle -= waits;
    return { site: CONGJIANG_SITE, size, target, labourers, atWork: labourers - waits };
  });
  // Those of Kaili work too, and are in no figure about the county's own.
  const there = evenly(inKaili.people, inKaili.households).map((size) => {
    return { site: KAILI_SITE, size, target: true, labourers: 2, atWork: 1 };
  });
  return [...here, ...there];
}

/** One row a person, the head of each household first; who is no labourer is a child, or old. */
function relocated(): Person[] {
  const places = Object.entries(ARTICLE.employed).flatMap(([place, n]) =>
    Array<string>(n).fill(WORKPLACES[place as keyof typeof WORKPLACES]),
  );
  return families().flatMap(({ site, size, target, labourers, atWork }, family) =>
    Array.from({ length: size }, (_, nth) => ({
      family,
      nth,
      service: site,
      tags: target ? ['RELOCATED', 'POVERTY_ALLEVIATED'] : ['RELOCATED'],
      age:
        nth < labourers ? 20 + ((family + 7 * nth) % 31) : nth % 2 ? 62 + (family % 20) : 3 + (family % 11),
      workplace: nth < atWork ? (site === KAILI_SITE ? KAILI : places.pop()) : null,
    })),
  );
}

/** Who is in none of the figures: not relocated, of another county, dead, or of the relocated no more. */
function others(): Person[] {
  const at = { age: 30, workplace: '330109' };
  const many = (person: Person) => Array.from({ length: 30 }, () => person);
  return [
    many({ ...at, service: CONGJIANG_TOWN, tags: ['POVERTY_ALLEVIATED'], workplace: null }),
    many({ ...at, service: CONGJIANG_TOWN, tags: [] }).map((one, n) => ({
      ...one,
      family: 10_000 + n,
      nth: 0,
    })),
    many({ ...at, service: CONGJIANG_TOWN, tags: ['RELOCATED'], until: '2021-01-01' }),
    many({ ...at, service: CONGJIANG_SITE, tags: ['RELOCATED', 'POVERTY_ALLEVIATED'], life: 'DEAD' }),
    many({ ...at, service: LIPING_SITE, hukou: LIPING_TOWN, tags: ['RELOCATED', 'POVERTY_ALLEVIATED'] }),
    many({ ...at, service: KAILI_SITE, hukou: KAILI, tags: ['RELOCATED'] }),
  ].flat();
}

/** Writes the registry to an empty one, in one transaction; the standings are worked out once, for all together. */
export async function loadCongjiang(url: string): Promise<void> {
  const owner = new Client({ connectionString: url });
  await owner.connect();
  try {
    await owner.query('begin');
    await owner.query(
      `select set_config('app.role', 'SYSTEM', true), set_config('app.actor', 'system:test', true),
         set_config('app.verb', 'party.seed', true), set_config('app.standing', 'DEFERRED', true)`,
    );
    await owner.query(PLACES);
    await owner.query(NAMED, [JSON.stringify([...relocated(), ...others()]), CONGJIANG_TOWN]);
    // What follows from a member is planned by what is known of members: of none, each household walks all of them.
    const members = [
      `${MEMBERS} and p.family < 40`,
      'analyze household_member',
      `${MEMBERS} and p.family >= 40`,
    ];
    for (const statement of [
      WORKERS,
      TAGS,
      'analyze worker, worker_tag, person',
      STANDINGS,
      HOUSEHOLDS,
      ...members,
    ])
      await owner.query(statement);
    await owner.query('commit');
    await owner.query('analyze');
  } finally {
    await owner.end();
  }
}

const PLACES = `
  with place as (
    insert into region (code, name, level, parent_code, path) values
      ('${CONGJIANG_SITE}', '从江安置点', 'RESETTLEMENT_SITE', '${CONGJIANG_COUNTY}', '${CONGJIANG_SITE}'),
      ('${KAILI}', '凯里市', 'COUNTY', '522600', '${KAILI}'),
      ('${KAILI_SITE}', '凯里安置点', 'RESETTLEMENT_SITE', '${KAILI}', '${KAILI_SITE}') returning code),
  office as (
    insert into organization (type, name, region_code, path, invented)
    select 'COUNTY_BUREAU', '机构 county@kaili', code, code, true from place where code = '${KAILI}' returning id)
  insert into account (handle, subject, organization_id, role, name)
  select 'county@kaili', 'county@kaili', id, 'COUNTY_BUREAU', 'county@kaili' from office`;

const NAMED = `
  create temporary table person on commit drop as
  select uuidv7() as id, x.family, x.nth, x.service, coalesce(x.hukou, $2) as hukou, x.tags, x.until, x.age, x.workplace,
    coalesce(x.life, 'ALIVE') as life
  from jsonb_to_recordset($1::jsonb) as x (family int, nth int, service text, hukou text, tags text[], until date, age int,
    workplace text, life text)`;

const WORKERS = `
  insert into worker (id, service_region, origin, hukou_region, hukou, display_name, sex_code, birth_date, education, work_ability,
    life_status, employment_form, employment_region, employment_path, invented)
  select p.id, s.code, s.path, h.code, h.path, '测试', 1 + p.age % 2, business_today() - make_interval(years => p.age, days => 100),
    'PRIMARY', 'FULL', p.life, case when e.code is not null then 'CONTRACT' end, e.code, e.path, true
  from person p join region s on s.code = p.service join region h on h.code = p.hukou left join region e on e.code = p.workplace`;

const TAGS = `
  insert into worker_tag (worker_id, tag, valid_from, valid_to, source, origin)
  select w.id, tag, '2018-01-01', p.until, '测试', w.origin from person p join worker w on w.id = p.id, unnest(p.tags) tag`;

const STANDINGS = 'select refresh_standing(array(select id from person))';

const HOUSEHOLDS = `
  insert into household (id, no, region_code, origin, moved_from)
  select md5('household ' || p.family)::uuid, 'B' || p.family, r.code, r.path,
    case r.level when 'RESETTLEMENT_SITE' then p.hukou end
  from person p join region r on r.code = p.service where p.nth = 0`;

const MEMBERS = `
  insert into household_member (household_id, worker_id, relation, joined_on, origin)
  select md5('household ' || p.family)::uuid, p.id, case p.nth when 0 then 'HEAD' when 1 then 'SPOUSE' else 'OTHER' end,
    '2018-01-01', r.path
  from person p join region r on r.code = p.service where p.nth is not null`;
