/** A state, or a kind that lists write, has one Chinese word: that of its sentences and files is the one that the schema describes it by. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type GraphQLSchema, isEnumType } from 'graphql';
import { ARRIVAL_WORDS } from '#arrival/arrival.entity.js';
import {
  AGREEMENT_LEVEL_WORD,
  LICENCE_SCOPE_WORD,
  OFFICER_WORD,
  SERVICE_WORD,
  STATION_LEVEL_WORD,
  STATION_SIDE_WORD,
  SURVEY_KIND_WORD,
  TRIP_MODE_WORD,
} from '#export/words-of-offices.js';
import { PROVISIONAL_WORDS } from '#provisional/provisional-person.entity.js';
import { IMPORT_WORDS } from '#import/import-run.entity.js';
import { REGION_LEVEL_WORDS } from '#kernel/region-code.js';
import { POSTING_WORDS } from '#posting/job-posting.entity.js';
import { PLAN_WORDS } from '#assistance/assistance-plan.entity.js';
import { MEASURE_WORDS } from '#assistance/assistance-measure.entity.js';
import { REFERRAL_WORDS } from '#referral/referral.entity.js';
import { buildGraph } from '#server/graph.js';
import { SURVEY_ANSWER_WORDS } from '#survey/survey-answer.entity.js';
import { SURVEY_ROUND_WORDS } from '#survey/survey-round.entity.js';
import { DISPATCH_WORDS } from '#trip/dispatch-order.entity.js';
import { TRIP_WORDS } from '#trip/trip.entity.js';
import { PASSENGER_WORDS } from '#trip/trip-passenger.entity.js';
import { WEBHOOK_WORDS } from '#webhook/webhook.entity.js';
import { WILLINGNESS_WORDS } from '#willingness/willingness.entity.js';
import { LIFE_EVENT_WORDS } from '#worker/life-event.entity.js';
import { TRANSFER_WORDS } from '#worker/transfer-request.entity.js';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildGraph();
});

describe('what a sentence calls it, the schema calls it', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['PostingState', POSTING_WORDS.states],
    ['ReferralState', REFERRAL_WORDS.states],
    ['TripState', TRIP_WORDS.states],
    ['DispatchState', DISPATCH_WORDS.states],
    ['BoardState', PASSENGER_WORDS.states],
    ['ArrivalState', ARRIVAL_WORDS.states],
    ['WillingnessState', WILLINGNESS_WORDS.states],
    ['SurveyRoundState', SURVEY_ROUND_WORDS.states],
    ['SurveyOutcome', SURVEY_ANSWER_WORDS.states],
    ['AssistancePlanState', PLAN_WORDS.states],
    ['AssistanceMeasureState', MEASURE_WORDS.states],
    ['TransferState', TRANSFER_WORDS.states],
    ['LifeEventState', LIFE_EVENT_WORDS.states],
    ['ImportState', IMPORT_WORDS.states],
    ['WebhookState', WEBHOOK_WORDS.states],
    ['RegionLevel', REGION_LEVEL_WORDS],
    ['ProvisionalState', PROVISIONAL_WORDS.states],
    ['TripMode', TRIP_MODE_WORD],
    ['StationSide', STATION_SIDE_WORD],
    ['StationLevel', STATION_LEVEL_WORD],
    ['WarmHeartService', SERVICE_WORD],
    ['OfficerKind', OFFICER_WORD],
    ['AgreementLevel', AGREEMENT_LEVEL_WORD],
    ['HrLicenceScope', LICENCE_SCOPE_WORD],
    ['SurveyKind', SURVEY_KIND_WORD],
  ])('%s', (name, words) => {
    const type = schema.getType(name);
    if (!isEnumType(type)) throw new Error(`no enum ${name}`);
    const described = type.getValues().map(({ name: state, description }) => {
      const inBrackets = /\((\p{Script=Han}[^(),]*)[),]/u.exec(description ?? '')?.[1];
      return [state, inBrackets];
    });
    expect(Object.fromEntries(described)).toEqual(words);
  });
});
