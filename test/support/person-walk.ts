import type { Client } from './client.js';
import { inDays, openPosting, ownOrganization } from './people.js';
import {
  CONGJIANG,
  LIPING,
  type Marks,
  type Noun,
  type Plan,
  type Planted,
  type Stage,
  STAGES,
} from './planted.js';

/** One person's way over HTTP, from the registration to the check-in; the last step waits in `last`. */
export class PersonWalk {
  private readonly nouns: Partial<Record<Noun, string>> = {};
  private worker = '';

  constructor(
    private readonly plan: Plan,
    private readonly marks: Marks,
    private readonly clients: ReadonlyMap<string, Client>,
    private readonly stations: ReadonlyMap<string, string>,
    private readonly last: (() => Promise<unknown>)[],
  ) {}

  async go(): Promise<Planted> {
    const { who, stage, way, hukou = way.town, employment = null } = this.plan;
    await this.register(hukou, employment);
    if (this.plan.family) await this.belong();
    if (this.reached('ELSEWHERE')) await this.wish();
    if (this.reached('CREATED')) await this.refer();
    if (this.reached('DISPATCHED')) await this.travel();
    if (this.reached('CHECKED_IN')) await this.arrive();
    return { who, stage, way, hukou, employment, marks: this.marks, worker: this.worker, nouns: this.nouns };
  }

  private reached(stage: Stage): boolean {
    return STAGES.indexOf(this.plan.stage) >= STAGES.indexOf(stage);
  }

  private async say(
    as: 'county' | 'station' | 'employer',
    field: string,
    type: string,
    input: object,
    noun: string,
  ): Promise<string> {
    const client = this.clients.get(this.plan.way[as]) as Client;
    const answer = await client.must<Record<string, Record<string, { id: string }>>>(
      `mutation($i: ${type}!) { ${field}(input: $i) { ${noun} { id } } }`,
      { i: input },
    );
    return answer[field]?.[noun]?.id ?? '';
  }

  private async register(hukou: string, employment: Planted['employment']): Promise<void> {
    const { name, idNumber, phone, ethnicity, skill, tagSource } = this.marks;
    this.worker = await this.say(
      'county',
      'registerWorker',
      'RegisterWorkerInput',
      {
        name,
        idNumber,
        phone,
        ethnicity,
        skills: [skill],
        serviceRegion: this.plan.way.town,
        hukouRegion: hukou,
        education: 'VOCATIONAL',
        workAbility: 'HALF',
        constraints: ['NO_NIGHT_SHIFT'],
        verifyMethod: 'POLICE_LIST',
        ...(employment ? { employment } : {}),
      },
      'worker',
    );
    const tag = {
      id: this.worker,
      tag: 'MONITORED',
      subtype: 'SUDDEN',
      validFrom: '2021-01-01',
      source: tagSource,
    };
    await this.say('county', 'tagWorker', 'TagWorkerInput', tag, 'worker');
    // A festival visit: whoever works away goes on doing so.
    const visit = { worker: this.worker, reason: 'FESTIVAL', planToLeaveOn: inDays(10) };
    this.nouns.returnRecord = await this.say(
      'county',
      'recordReturn',
      'RecordReturnInput',
      visit,
      'returnRecord',
    );
    const agreed = {
      worker: this.worker,
      recipient: await ownOrganization(this.clients.get(this.plan.way.employer) as Client),
      purpose: 'CONTRACT_AND_INSURANCE',
      channel: 'PAPER',
      notice: '为签订合同和办理社保，向用人单位提供身份证号码；可随时撤回。',
    };
    this.nouns.consent = await this.say('county', 'recordConsent', 'RecordConsentInput', agreed, 'consent');
    // A station reads what it wrote down itself, so that is nobody's mark.
    const met = { name: '石无证', serviceRegion: this.plan.way.countyCode, why: '未带证件' };
    const id = await this.say(
      'station',
      'registerProvisionalPerson',
      'RegisterProvisionalPersonInput',
      met,
      'person',
    );
    const rest = {
      id,
      idNumber,
      name: this.marks.name,
      hukouRegion: hukou,
      education: 'VOCATIONAL',
      workAbility: 'HALF',
    };
    this.nouns.provisional = await this.say(
      'county',
      'completeProvisionalPerson',
      'CompleteProvisionalPersonInput',
      rest,
      'person',
    );
    const plan = {
      worker: this.worker,
      barriers: ['SKILL'],
      goal: '学会一门手艺',
      measures: [{ kind: 'TRAINING', text: this.marks.measure, dueOn: inDays(30) }],
    };
    this.nouns.plan = await this.say('county', 'openAssistancePlan', 'OpenAssistancePlanInput', plan, 'plan');
  }

  private async belong(): Promise<void> {
    const { address, handover: reason } = this.marks;
    const { way, who } = this.plan;
    const head = { no: `H-${who}`, region: way.town, address, head: this.worker };
    this.nouns.household = await this.say(
      'county',
      'registerHousehold',
      'RegisterHouseholdInput',
      head,
      'household',
    );
    this.nouns.zeroEmployment = await this.openCase(this.nouns.household);
    const officer = { name: '网格长甲', kind: 'GRID_HEAD', region: way.countyCode };
    this.nouns.officer = await this.say(
      'county',
      'registerOfficer',
      'RegisterOfficerInput',
      officer,
      'officer',
    );
    this.nouns.assignment = await this.say(
      'county',
      'handOverWorker',
      'HandOverWorkerInput',
      { worker: this.worker, officer: this.nouns.officer, reason },
      'assignment',
    );
  }

  private async openCase(household: string): Promise<string> {
    const county = this.clients.get(this.plan.way.county) as Client;
    const { zeroEmploymentHouseholds: open } = await county.must<{
      zeroEmploymentHouseholds: { nodes: { id: string; household: { id: string } }[] };
    }>('{ zeroEmploymentHouseholds { nodes { id household { id } } } }');
    return open.nodes.find((one) => one.household.id === household)?.id ?? '';
  }

  private async wish(): Promise<void> {
    const { occupation, topic } = this.marks;
    const { stage, way, destinations, intent = 'GO_OUT' } = this.plan;
    const to =
      stage === 'ELSEWHERE' ? [way === LIPING ? CONGJIANG.city : LIPING.city] : (destinations ?? [way.city]);
    const wish = { worker: this.worker, method: 'VISIT', confirmed: true };
    const record = (more: object) =>
      this.say('county', 'recordWillingness', 'RecordWillingnessInput', { ...wish, ...more }, 'willingness');
    const work = {
      kind: 'WORK',
      intent,
      destinations: to,
      occupations: [occupation],
      wageMin: 612_300,
      barriers: ['SKILL'],
    };
    this.nouns.willingness = await record(work);
    this.nouns.training = await record({ kind: 'TRAINING', trainingTopics: [topic] });
  }

  private async refer(): Promise<void> {
    const { way } = this.plan;
    const factory = await ownOrganization(this.clients.get(way.employer) as Client);
    const posting = await openPosting(this.clients.get(way.station) as Client, factory, {
      workRegion: way.workRegion,
      occupation: '缝纫工',
    });
    this.nouns.posting = posting.id;
    const id = await this.say(
      'county',
      'createReferral',
      'CreateReferralInput',
      { worker: this.worker, posting: posting.id },
      'referral',
    );
    this.nouns.referral = id;
    if (this.reached('SENT'))
      await this.say('county', 'sendReferral', 'SendReferralInput', { id, channel: 'PHONE' }, 'referral');
    if (!this.reached('SUBMITTED')) return;
    await this.say(
      'county',
      'answerReferral',
      'AnswerReferralInput',
      { id, answer: 'INTERESTED' },
      'referral',
    );
    await this.say('station', 'submitReferral', 'IdInput', { id }, 'referral');
    if (this.reached('OFFERED') && this.plan.stage !== 'REJECTED')
      await this.say('employer', 'offerReferral', 'IdInput', { id }, 'referral');
    const because = { id, reason: this.marks.reason };
    if (this.plan.stage === 'REJECTED')
      await this.say('employer', 'rejectReferral', 'ReasonInput', because, 'referral');
    if (this.plan.stage === 'DECLINED')
      await this.say('county', 'declineOffer', 'ReasonInput', because, 'referral');
    if (this.reached('ACCEPTED')) await this.say('county', 'acceptReferral', 'IdInput', { id }, 'referral');
  }

  private async travel(): Promise<void> {
    const { way, onTrip = false } = this.plan;
    const id = await this.say(
      'county',
      'planDispatch',
      'PlanDispatchInput',
      {
        referral: this.nouns.referral,
        kind: 'LONG_TERM',
        transport: onTrip ? 'CHARTER' : 'SELF',
        plannedOn: inDays(0),
      },
      'dispatch',
    );
    this.nouns.dispatch = id;
    const cleared = {
      id,
      agreementRef: this.marks.agreementRef,
      healthCheckedOn: inDays(0),
      employerConfirmedOn: inDays(0),
    };
    await this.say('county', 'clearDispatch', 'ClearDispatchInput', cleared, 'dispatch');
    if (onTrip)
      this.nouns.trip = await this.say(
        'county',
        'planTrip',
        'PlanTripInput',
        {
          mode: 'CHARTER_BUS',
          origin: way.countyCode,
          destination: way.city,
          seats: 40,
          escorts: 1,
          departAt: soon(24),
          arriveAt: soon(40),
        },
        'trip',
      );
    await this.say(
      'county',
      'bookDispatch',
      'BookDispatchInput',
      { id, ...(onTrip ? { trip: this.nouns.trip } : {}) },
      'dispatch',
    );
    this.nouns.arrival = await this.expectedArrival(id);
    if (this.reached('DEPARTED')) await this.say('county', 'departDispatch', 'IdInput', { id }, 'dispatch');
  }

  private async expectedArrival(dispatch: string): Promise<string> {
    const county = this.clients.get(this.plan.way.county) as Client;
    const { node } = await county.must<{ node: { arrival: { id: string } } }>(
      'query($id: ID!) { node(id: $id) { ... on DispatchOrder { arrival { id } } } }',
      { id: dispatch },
    );
    return node.arrival.id;
  }

  private async arrive(): Promise<void> {
    const id = this.nouns.arrival;
    await this.say('station', 'checkInArrival', 'IdInput', { id }, 'arrival');
    const { worker } = this;
    const station = this.stations.get(this.plan.way.station);
    const visit = { station, worker, service: 'RIGHTS', purpose: this.marks.visit };
    this.nouns.visit = await this.say('station', 'recordVisit', 'RecordVisitInput', visit, 'visit');
    const receipt = { id, receiptNo: this.marks.receiptNo, onPostOn: inDays(0) };
    if (this.reached('ON_POST'))
      await this.say('employer', 'receiptArrival', 'ReceiptArrivalInput', receipt, 'arrival');
    if (this.reached('VERIFIED'))
      this.last.push(() =>
        this.say('station', 'verifyArrival', 'VerifyArrivalInput', { id, note: this.marks.note }, 'arrival'),
      );
  }
}

/** The moment so many hours from now. */
function soon(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}
