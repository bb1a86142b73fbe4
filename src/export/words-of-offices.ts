import type { AgreementLevel } from '#agreement/cooperation-agreement.entity.js';
import type { OfficerKind } from '#duty/officer.entity.js';
import type { LicenceScope } from '#party/hr-licence.entity.js';
import type { StationLevel, StationSide, WarmHeartService } from '#station/service-station.entity.js';
import type { SurveyKind } from '#survey/survey-round.entity.js';
import type { TripMode } from '#trip/trip.entity.js';

/*
 * What lists of offices write for each code: the word by which the schema describes it, which a test of the house compares.
 */

export const TRIP_MODE_WORD: Readonly<Record<TripMode, string>> = {
  CHARTER_BUS: '包车',
  CHARTER_TRAIN: '专列、包厢',
  CHARTER_FLIGHT: '包机',
  CARPOOL: '拼车',
  TRAIN: '火车',
};

export const STATION_SIDE_WORD: Readonly<Record<StationSide, string>> = {
  ORIGIN: '输出地',
  DESTINATION: '输入地',
};

export const STATION_LEVEL_WORD: Readonly<Record<StationLevel, string>> = {
  CENTER: '中心站',
  BRANCH: '分站',
  COMMUNITY: '社区站',
};

export const SERVICE_WORD: Readonly<Record<WarmHeartService, string>> = {
  RIGHTS: '维权',
  TRAINING: '培训',
  JOB_CHANGE: '转岗',
};

export const OFFICER_WORD: Readonly<Record<OfficerKind, string>> = {
  BUILDING_HEAD: '楼栋长',
  GRID_HEAD: '网格长',
  EMPLOYMENT_INFO_OFFICER: '就业信息员',
  LIAISON: '联络员',
};

export const AGREEMENT_LEVEL_WORD: Readonly<Record<AgreementLevel, string>> = {
  PREFECTURE: '市州级',
  COUNTY: '县区级',
};

export const LICENCE_SCOPE_WORD: Readonly<Record<LicenceScope, string>> = {
  JOB_INTRODUCTION: '职业中介',
  INFORMATION: '人力资源供求信息收集和发布',
  GUIDANCE: '就业和创业指导',
  CONSULTING: '人力资源管理咨询',
  ASSESSMENT: '人力资源测评',
  TRAINING: '人力资源培训',
  OUTSOURCING: '承接人力资源服务外包',
};

export const SURVEY_KIND_WORD: Readonly<Record<SurveyKind, string>> = {
  WILLINGNESS: '就业意愿',
  RETURN: '返乡回流',
  TRAINING: '培训意愿',
  FULL: '全面摸底',
};
