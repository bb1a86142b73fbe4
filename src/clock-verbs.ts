import { endSeasons } from '#arrival/end-seasons.js';
import { endWaysPastAge } from '#arrival/end-ways-past-age.js';
import { takeDueLifeEvents } from '#arrival/take-due-life-events.js';
import { forgetImports } from '#import/forget-imports.js';
import { refreshStandings } from '#picture/refresh-standings.js';
import { expirePostings } from '#posting/expire-postings.js';
import { lapseSuitability } from '#posting/lapse-suitability.js';
import { pauseUnlicensed } from '#posting/pause-unlicensed.js';
import { releaseHolds } from '#referral/release-holds.js';
import { forgetJournal } from '#store/forget-journal.js';
import { forgetKeys } from '#store/forget-keys.js';
import { turnSurveyRounds } from '#survey/turn-survey-rounds.js';
import { forgetDeliveries } from '#webhook/forget-deliveries.js';
import { expireWillingness } from '#willingness/expire-willingness.js';
import { compareIdentities } from '#worker/compare-identities.js';
import { indexDueWorkers } from '#worker/index-due-workers.js';
import type { Tick } from '#server/clock.js';

/**
 * What the clock does, in this order: what ends by its day first, then whatever follows from it (the standings), then what
 * nobody waits for. A new verb of the clock is enrolled here by one line.
 * @param journalDays days for which the journal is kept; left out: for ever
 */
export function clockVerbs(journalDays: number | undefined): readonly Tick[] {
  return [
    { verb: 'clock.expireWillingness', run: expireWillingness },
    { verb: 'clock.turnSurveyRounds', run: turnSurveyRounds },
    { verb: 'clock.expirePostings', run: expirePostings },
    { verb: 'clock.lapseSuitability', run: lapseSuitability },
    { verb: 'clock.pauseUnlicensed', run: pauseUnlicensed },
    { verb: 'clock.releaseHolds', run: releaseHolds },
    { verb: 'clock.takeLifeEvents', run: takeDueLifeEvents },
    { verb: 'clock.endWays', run: endWaysPastAge },
    { verb: 'clock.endSeasons', run: endSeasons },
    { verb: 'clock.refreshStanding', run: refreshStandings },
    { verb: 'clock.indexWorkers', run: indexDueWorkers },
    { verb: 'clock.compareIdentities', run: compareIdentities },
    { verb: 'clock.forgetKeys', run: forgetKeys },
    { verb: 'clock.forgetDeliveries', run: forgetDeliveries },
    { verb: 'clock.forgetImports', run: forgetImports },
    { verb: 'clock.forgetJournal', run: forgetJournal(journalDays) },
  ];
}
