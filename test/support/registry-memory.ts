/** What the officers of a random history know: whom they registered, and what each deed brought. */
import type { Dice } from '#demo/random.js';
import type { Handle } from './ground.js';

/** A county of the history: who writes for it, and its places. */
export interface County {
  readonly code: string;
  readonly officers: readonly Handle[];
  readonly places: readonly string[];
  /** Where buildings are numbered. */
  readonly sites: readonly string[];
}
export const LIPING: County = {
  code: '522631',
  officers: ['county@liping', 'officer@liping'],
  places: ['522631003', '522631101', '522631R01', '522631201', '522631201001', '522631201002'],
  sites: ['522631R01', '522631201001'],
};
export const CONGJIANG: County = {
  code: '522633',
  officers: ['county@congjiang'],
  places: ['522633198', '522633198001', '522633199'],
  sites: ['522633198001'],
};
/** Places of the two counties that the history needs beside those of every story. */
export const NEW_PLACES: readonly string[] = [
  '522631201',
  '522631201001',
  '522631201002',
  '522633198',
  '522633198001',
  '522633199',
];

/** Somebody who was registered, as the officers remember it. */
export interface Known {
  readonly id: string;
  readonly idNumber: string;
  readonly birth: string;
  readonly name: string;
  readonly phone: string | null;
  county: County;
  /** Tags that were given; some may have ended. */
  readonly tags: string[];
  /** Died, moved out or merged: asked for seldom. */
  gone: boolean;
  /** The record that this one was merged into. */
  into: Known | undefined;
}

/** Something of a county by its id. */
export interface Matter {
  readonly id: string;
  readonly county: County;
}
/** A round, which is open from a day until another. */
export interface Round extends Matter {
  readonly from: string;
  readonly to: string;
}
/** Something of a person. */
export interface Own {
  readonly id: string;
  readonly who: Known;
}
/** How far somebody has come on the way to a post; `id` is that of the noun whose step is next. */
export interface OnWay {
  readonly who: Known;
  next: number;
  id: string;
  arrival: string;
}

/** Lists of what was brought about, the oldest first; and chance, which picks the newer ones more often. */
export class RegistryMemory {
  readonly people: Known[] = [];
  readonly recorded: Own[] = [];
  readonly wishes: Own[] = [];
  readonly rounds: Round[] = [];
  readonly answers: Matter[] = [];
  readonly returns: Own[] = [];
  readonly plans: Own[] = [];
  readonly measures: Matter[] = [];
  readonly events: Own[] = [];
  readonly merged: Known[] = [];
  readonly transfers: (Own & { readonly to: County })[] = [];
  readonly officers: Matter[] = [];
  readonly buildings: (Matter & { readonly place: string })[] = [];
  readonly households: (Matter & { readonly members: Known[] })[] = [];
  readonly handedOver: Known[] = [];
  readonly ways: OnWay[] = [];
  /** Postings of Foshan that are open. */
  readonly postings: string[] = [];

  constructor(
    readonly chance: Dice,
    /** The day so many days from the server's today. */
    readonly day: (ahead: number) => string,
  ) {}

  /** One of the list, the newer the likelier. */
  one<T>(list: readonly T[]): T | undefined {
    return list.at(-1 - Math.floor(list.length * this.chance.next() ** 2.5));
  }

  /** Takes one out of the list. */
  take<T>(list: T[]): T | undefined {
    const found = this.one(list);
    if (found !== undefined) list.splice(list.indexOf(found), 1);
    return found;
  }

  /** Somebody of this county, or of any: now and then somebody who is gone. */
  someone(county?: County, but?: Known): Known | undefined {
    for (let tries = 0; tries < 12; tries += 1) {
      const who = this.one(this.people);
      if (!who || who === but || (county && who.county !== county)) continue;
      if (!who.gone || this.chance.chance(0.03)) return who;
    }
    return undefined;
  }

  /** Something of the list that is this county's. */
  of<T extends Matter>(list: readonly T[], county: County): T | undefined {
    return this.one(list.filter((matter) => matter.county === county).slice(-40));
  }

  /** A round that is open today, of this county. */
  openRound(county: County): Round | undefined {
    const today = this.day(0);
    return this.of(
      this.rounds.filter(({ from, to }) => from <= today && today <= to),
      county,
    );
  }

  /** Who writes for the county; now and then somebody of the other one. */
  officer(county: County): Handle {
    const side = this.chance.chance(0.01) ? (county === LIPING ? CONGJIANG : LIPING) : county;
    return this.chance.pick(side.officers);
  }

  /** A day of a span that is counted from today, both ends included. */
  within(from: number, to: number): string {
    return this.day(this.chance.int(from, to));
  }
}
