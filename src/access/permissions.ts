import type { Role } from './viewer.js';

/**
 * The page of permissions: verb → the roles that may do it (domain 3.3, "who"). `must` asks this page and,
 * where a stake is given, that the viewer's side holds it. A worker has no account yet: the county records
 * the worker's own word, as a village cadre does today.
 */
export const PERMISSIONS = {
  'worker.read': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER'],
  'worker.register': ['COUNTY_BUREAU'],
  'worker.correct': ['COUNTY_BUREAU'],
  'worker.tag': ['COUNTY_BUREAU'],
  'worker.untag': ['COUNTY_BUREAU'],
  'worker.revealIdentity': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER'],
  // A list with ID numbers in full; an employer reads one person's at a time, with that person's consent.
  'export.inFull': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'provisionalPerson.read': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'provisionalPerson.register': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'provisionalPerson.confirm': ['COUNTY_BUREAU'],
  'provisionalPerson.complete': ['COUNTY_BUREAU'],
  'provisionalPerson.dismiss': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'consent.record': ['COUNTY_BUREAU'],
  'consent.withdraw': ['COUNTY_BUREAU'],
  'siteSources.set': ['COUNTY_BUREAU'],
  'building.register': ['COUNTY_BUREAU'],
  'household.read': ['COUNTY_BUREAU'],
  'household.register': ['COUNTY_BUREAU'],
  'household.correct': ['COUNTY_BUREAU'],
  'household.join': ['COUNTY_BUREAU'],
  'household.leave': ['COUNTY_BUREAU'],
  'head.name': ['COUNTY_BUREAU'],
  'officer.read': ['COUNTY_BUREAU'],
  'officer.register': ['COUNTY_BUREAU'],
  'officer.correct': ['COUNTY_BUREAU'],
  'officer.relieve': ['COUNTY_BUREAU'],
  'area.assign': ['COUNTY_BUREAU'],
  'area.relieve': ['COUNTY_BUREAU'],
  'worker.handOver': ['COUNTY_BUREAU'],
  'worker.handBack': ['COUNTY_BUREAU'],
  'worker.merge': ['COUNTY_BUREAU'],
  'worker.unmerge': ['COUNTY_BUREAU'],
  'possibleDuplicate.dismiss': ['COUNTY_BUREAU'],
  'transfer.request': ['COUNTY_BUREAU'],
  'transfer.answer': ['COUNTY_BUREAU'],
  'transfer.withdraw': ['COUNTY_BUREAU'],
  'lifeEvent.record': ['COUNTY_BUREAU'],
  'lifeEvent.undo': ['COUNTY_BUREAU'],
  'willingness.record': ['COUNTY_BUREAU'],
  'willingness.confirm': ['COUNTY_BUREAU'],
  'willingness.withdraw': ['COUNTY_BUREAU'],
  'willingness.read': ['COUNTY_BUREAU'],
  'surveyRound.read': ['COUNTY_BUREAU', 'OBSERVER'],
  'surveyRound.open': ['COUNTY_BUREAU'],
  'surveyRound.correct': ['COUNTY_BUREAU'],
  'surveyRound.close': ['COUNTY_BUREAU'],
  'surveyAnswer.read': ['COUNTY_BUREAU'],
  'surveyAnswer.correct': ['COUNTY_BUREAU'],
  'survey.answer': ['COUNTY_BUREAU'],
  'survey.nextToAsk': ['COUNTY_BUREAU'],
  'return.read': ['COUNTY_BUREAU'],
  'return.record': ['COUNTY_BUREAU'],
  'return.correct': ['COUNTY_BUREAU'],
  'leavingAgain.record': ['COUNTY_BUREAU'],
  'festival.read': ['COUNTY_BUREAU'],
  'festival.declare': ['COUNTY_BUREAU'],
  'festival.correct': ['COUNTY_BUREAU'],
  'assistancePlan.read': ['COUNTY_BUREAU'],
  'assistancePlan.open': ['COUNTY_BUREAU'],
  'assistancePlan.correct': ['COUNTY_BUREAU'],
  'measure.plan': ['COUNTY_BUREAU'],
  'measure.finish': ['COUNTY_BUREAU'],
  'measure.drop': ['COUNTY_BUREAU'],
  'assistancePlan.close': ['COUNTY_BUREAU'],
  'cooperationAgreement.sign': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'cooperationAgreement.correct': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'exportAgreement.sign': ['COUNTY_BUREAU'],
  'exportAgreement.end': ['COUNTY_BUREAU'],
  'trainingEntrustment.issue': ['COUNTY_BUREAU'],
  'trainingEntrustment.cancel': ['COUNTY_BUREAU'],
  'outreachGroup.register': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'outreachGroup.count': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'licence.register': ['ADMIN', 'COUNTY_BUREAU', 'STATION_LIAISON'],
  'licence.revoke': ['ADMIN', 'COUNTY_BUREAU', 'STATION_LIAISON'],
  'station.register': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'station.correct': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'station.close': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'station.reopen': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'station.inspect': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'visit.read': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'visit.record': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'posting.read': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER', 'OBSERVER', 'ADMIN'],
  'posting.draft': ['EMPLOYER', 'STATION_LIAISON'],
  'posting.correct': ['EMPLOYER', 'STATION_LIAISON'],
  'posting.submit': ['EMPLOYER', 'STATION_LIAISON'],
  'posting.open': ['STATION_LIAISON', 'COUNTY_BUREAU'],
  'posting.judge': ['STATION_LIAISON', 'COUNTY_BUREAU'],
  'posting.reject': ['STATION_LIAISON', 'COUNTY_BUREAU'],
  'posting.pause': ['EMPLOYER', 'STATION_LIAISON'],
  'posting.resume': ['EMPLOYER', 'STATION_LIAISON'],
  'posting.withdraw': ['EMPLOYER'],
  'posting.takeDown': ['STATION_LIAISON', 'COUNTY_BUREAU', 'ADMIN'],
  'referral.read': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER'],
  'referral.create': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'referral.send': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'referral.answer': ['COUNTY_BUREAU'],
  'referral.submit': ['STATION_LIAISON', 'COUNTY_BUREAU'],
  'referral.interview': ['EMPLOYER'],
  'referral.offer': ['EMPLOYER'],
  'referral.reject': ['EMPLOYER'],
  'referral.accept': ['COUNTY_BUREAU'],
  'referral.decline': ['COUNTY_BUREAU'],
  'referral.cancel': ['COUNTY_BUREAU'],
  'dispatch.read': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER'],
  'dispatch.plan': ['COUNTY_BUREAU'],
  'dispatch.clear': ['COUNTY_BUREAU'],
  'dispatch.book': ['COUNTY_BUREAU'],
  'dispatch.depart': ['COUNTY_BUREAU'],
  'dispatch.cancel': ['COUNTY_BUREAU'],
  'trip.read': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'trip.plan': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'trip.announce': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'trip.lock': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'trip.board': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'trip.depart': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'arrival.read': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER'],
  'arrival.checkIn': ['STATION_LIAISON'],
  'arrival.receipt': ['EMPLOYER'],
  'arrival.verify': ['STATION_LIAISON'],
  'arrival.refuse': ['EMPLOYER', 'STATION_LIAISON'],
  'arrival.withdraw': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'arrival.reassign': ['STATION_LIAISON'],
  'arrival.return': ['COUNTY_BUREAU', 'STATION_LIAISON'],
  'sixLists.read': ['COUNTY_BUREAU'],
  'picture.read': ['COUNTY_BUREAU', 'STATION_LIAISON', 'OBSERVER', 'ADMIN'],
  'organization.register': ['ADMIN', 'STATION_LIAISON', 'COUNTY_BUREAU'],
  'organization.correct': ['ADMIN', 'STATION_LIAISON', 'COUNTY_BUREAU'],
  'organization.close': ['ADMIN', 'STATION_LIAISON', 'COUNTY_BUREAU'],
  'organization.reopen': ['ADMIN', 'STATION_LIAISON', 'COUNTY_BUREAU'],
  'import.read': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER'],
  'import.open': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER'],
  'import.upload': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER'],
  'import.apply': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER'],
  'import.judge': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER'],
  'heading.read': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER'],
  'heading.map': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER'],
  'heading.forget': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER'],
  'import.cancel': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER'],
  'exportRecord.read': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER', 'OBSERVER', 'ADMIN'],
  'webhook.read': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER', 'OBSERVER', 'ADMIN'],
  'webhook.create': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER', 'OBSERVER', 'ADMIN'],
  'webhook.correct': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER', 'OBSERVER', 'ADMIN'],
  'webhook.pause': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER', 'OBSERVER', 'ADMIN'],
  'webhook.resume': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER', 'OBSERVER', 'ADMIN'],
  'webhook.delete': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER', 'OBSERVER', 'ADMIN'],
  'webhook.rotateSecret': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER', 'OBSERVER', 'ADMIN'],
  'webhook.replay': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER', 'OBSERVER', 'ADMIN'],
  'webhook.test': ['COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER', 'OBSERVER', 'ADMIN'],
} as const satisfies Record<string, readonly Role[]>;

/** A verb's name, as it stands in the permissions and in the journal. */
export type Action = keyof typeof PERMISSIONS;

/** Verbs that only the system runs; they stand in the journal under these names. */
export type SystemAction =
  | 'clock.expireWillingness'
  | 'clock.turnSurveyRounds'
  | 'clock.expirePostings'
  | 'clock.lapseSuitability'
  | 'clock.pauseUnlicensed'
  | 'clock.releaseHolds'
  | 'clock.compareIdentities'
  | 'clock.takeLifeEvents'
  | 'clock.endWays'
  | 'clock.endSeasons'
  | 'clock.refreshStanding'
  | 'clock.indexWorkers'
  | 'clock.forgetKeys'
  | 'clock.forgetDeliveries'
  | 'clock.forgetJournal'
  | 'clock.forgetImports'
  | 'demo.load'
  | 'party.seed'
  | 'sheet.importArrivals'
  | 'sheet.importOrganizations'
  | 'sheet.importPostings'
  | 'sheet.importReturns'
  | 'sheet.importSurveyAnswers'
  | 'sheet.importWorkers'
  | 'import.carry'
  | 'export.begin'
  | 'export.end'
  | 'keys.rotate'
  | 'webhook.deliver'
  | 'webhook.disable';

/** May this role do this at all, whatever the stake? */
export function roleMay(role: string, action: Action | SystemAction): boolean {
  if (role === 'SYSTEM') return true;
  const line: readonly string[] | undefined = (PERMISSIONS as Record<string, readonly string[]>)[action];
  return line?.includes(role) ?? false;
}
