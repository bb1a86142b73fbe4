import type { RegionBook, RegionFact, Row } from '#kernel/operation.js';
import { badInput, type HouseError } from '#kernel/error.js';
import { REGION_LEVEL_WORDS, REGION_LEVELS, type RegionLevel } from '#kernel/region-code.js';

const MOST_SUCCESSIONS = 10;
/** Levels of a place that holds others. A group of cities (长三角) holds nobody: asked for as a place it would answer an empty list. */
const PLACES = REGION_LEVELS.filter((level) => level !== 'REGION_GROUP');

/** The regions in memory: a few thousand facts that change once a year, asked for by every list and verb. */
export class LoadedRegionBook implements RegionBook {
  private byCode = new Map<string, RegionFact>();
  private byParent = new Map<string | null, RegionFact[]>();
  private groups: RegionFact[] = [];

  /** `today`: the business day, on which codes begin and end. */
  constructor(private readonly today: () => string) {}

  /** Replaces everything by these rows of the region table. */
  load(rows: readonly Row[]): void {
    const regions = rows.map(toRegion);
    this.byCode = new Map(regions.map((r) => [r.code, r]));
    this.byParent = Map.groupBy(regions, (r) => r.parentCode);
    this.groups = regions.filter((r) => r.level === 'REGION_GROUP');
  }

  get(code: string): RegionFact | undefined {
    return this.byCode.get(code);
  }

  known(code: string, field: string): RegionFact {
    const found = this.byCode.get(code);
    if (!found) throw this.unknown(code, field);
    return found;
  }

  must(code: string, field: string, levels: readonly string[] = PLACES): RegionFact {
    const named = this.known(code, field);
    // What was given up and has no successor is where it was: its past is asked for by it.
    const found = this.standing(named) ?? named;
    if (!levels.includes(found.level))
      throw badInput(
        field,
        'REGION_OF_ANOTHER_LEVEL',
        {
          zh: `${found.code} ${found.name} 是${inWords([found.level])}，此处需要${inWords(levels)}。`,
          en: `${found.code} ${found.name} is a ${found.level}; ${levels.join(' or ')} belongs here.`,
        },
        { allowed: levels },
      );
    return found;
  }

  standing(region: RegionFact): RegionFact | undefined {
    let found: RegionFact | undefined = region;
    // A code may be given up more than once; a table that goes in circles names nothing.
    for (let times = 0; found && times < MOST_SUCCESSIONS; times += 1) {
      if (found.validTo === null || found.validTo > this.today()) return found;
      found = found.successorCode === null ? undefined : this.byCode.get(found.successorCode);
    }
    return undefined;
  }

  groupsOf(path: string): string[] {
    return this.groups
      .filter((g) => g.members.some((m) => path.startsWith(this.byCode.get(m)?.path ?? '-')))
      .map((g) => g.code);
  }

  children(code: string | null): RegionFact[] {
    return this.byParent.get(code) ?? [];
  }

  all(): Iterable<RegionFact> {
    return this.byCode.values();
  }

  private unknown(code: string, field: string): HouseError {
    if (code.startsWith('G-')) {
      const named = this.groups.map((g) => `${g.code} ${g.name}`);
      return badInput(
        field,
        'UNKNOWN_REGION',
        {
          zh: `没有区域 ${code}；现有：${named.join('、')}。`,
          en: `There is no group of regions ${code}. There are: ${named.join(', ')}.`,
        },
        { allowed: this.groups.map((g) => g.code) },
      );
    }
    const near = this.near(code);
    return badInput(
      field,
      'UNKNOWN_REGION',
      {
        zh: `没有区划代码 ${code}，${near ? `是否指 ${near.code} ${near.name}？` : '可用查询 regions 逐级查找。'}`,
        en: `There is no region ${code}. ${near ? `Did you mean ${near.code} ${near.name}?` : 'The query regions lists them level by level.'}`,
      },
      near ? { suggestion: near.code } : {},
    );
  }

  /** The nearest known code: the successor's, one wrong digit, or the region above. */
  private near(code: string): RegionFact | undefined {
    const differences = (a: string) => [...a].filter((c, i) => c !== code[i]).length;
    let best: RegionFact | undefined;
    for (const r of this.byCode.values())
      if (r.code.length === code.length && differences(r.code) === 1 && (!best || r.code < best.code))
        best = r;
    for (let length = code.length - 1; !best && length >= 2; length -= 1)
      best = this.byCode.get(code.slice(0, length).padEnd(6, '0'));
    return best;
  }
}

function inWords(levels: readonly string[]): string {
  return levels.map((level) => REGION_LEVEL_WORDS[level as RegionLevel]).join('、');
}

function toRegion(row: Row): RegionFact {
  return {
    code: String(row['code']),
    name: String(row['name']),
    level: String(row['level']),
    parentCode: (row['parent_code'] as string | null) ?? null,
    path: String(row['path']),
    members: (row['members'] as string[] | null) ?? [],
    validFrom: (row['valid_from'] as string | null) ?? null,
    validTo: (row['valid_to'] as string | null) ?? null,
    successorCode: (row['successor_code'] as string | null) ?? null,
  };
}
