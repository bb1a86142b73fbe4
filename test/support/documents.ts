/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What keeps a person out of the labour base while it lasts (当前状况). */
export type Activity =
  /** In custody or an institution (服刑或羁押). */
  | 'CUSTODY'
  /** Nothing (无). */
  | 'NONE'
  /** Retired (已退休). */
  | 'RETIRED'
  /** Active military service (现役军人). */
  | 'SERVICE'
  /** Full-time student (在校学生). */
  | 'STUDENT';

/** Places promised to one origin (配额). */
export type AllocationInput = {
  /** The origin (输出地). */
  origin: string;
  /** Places, 1 or more. */
  quota: number;
};

/** State of an arrival (到岗状态). Only VERIFIED counts. */
export type ArrivalState =
  /** Cleared to come (待到达). */
  | 'EXPECTED'
  /** Received by the station; provisional (已入城). */
  | 'IN_CITY'
  /** Did not come (未到). */
  | 'NO_SHOW'
  /** The employer returned the receipt (已到岗，待核验). */
  | 'ON_POST'
  /** Given another post (已转岗). */
  | 'REASSIGNED'
  /** Not taken by the employer (用人单位拒收). */
  | 'REFUSED'
  /** Went home (已返回). */
  | 'RETURNED'
  /** The station verified the receipt: an arrival (已核验). */
  | 'VERIFIED'
  /** Did not want the post any more (本人放弃). */
  | 'WITHDREW';

/** Why somebody is not at work (未就业原因). */
export type Barrier =
  /** Is not able to (不能干). */
  | 'ABILITY'
  /** Does not know how (不会干). */
  | 'SKILL'
  /** Does not want to (不愿干). */
  | 'WILLINGNESS';

/** How the person was reached (登记方式). */
export type ContactMethod =
  /** Called (电话). */
  | 'PHONE'
  /** Came and said so (本人申报). */
  | 'SELF'
  /** By text message (短信). */
  | 'SMS'
  /** Visited (入户). */
  | 'VISIT';

/** How far a row of the demand list has come (进展). */
export type DemandStage =
  /** On the way to this destination (派遣中). */
  | 'IN_FLIGHT'
  /** On the way to another destination; not available (前往他地). */
  | 'IN_FLIGHT_ELSEWHERE'
  /** Has an offer (已获录用). */
  | 'OFFERED'
  /** Nobody has put the worker forward yet (待推荐). */
  | 'OPEN'
  /** Put forward for a posting (已推荐). */
  | 'REFERRED';

/** State of a dispatch order (派遣单状态). */
export type DispatchState =
  /** Checked in by the destination’s station (已到达). */
  | 'ARRIVED'
  /** On a trip, or travelling alone (已登记行程). */
  | 'BOOKED'
  /** Cancelled before departure (已取消). */
  | 'CANCELLED'
  /** Identity, agreement, health and employer checked (已核验). */
  | 'CLEARED'
  /** Closed after the first follow-up (已办结). */
  | 'CLOSED'
  /** Departed (已出发). */
  | 'DEPARTED'
  /** Departed and not heard of for 48 hours (失联). */
  | 'LOST_CONTACT'
  /** Was not there at departure (未出发). */
  | 'NO_SHOW'
  /** At work, receipt verified (已到岗). */
  | 'ON_POST'
  /** Planned (已计划). */
  | 'PLANNED'
  /** Not taken by the employer on arrival (用人单位拒收). */
  | 'REFUSED_BY_EMPLOYER'
  /** Went home (已返回). */
  | 'RETURNED';

/** Level of schooling (文化程度). */
export type Education =
  /** Bachelor or above (本科及以上). */
  | 'BACHELOR'
  /** Junior college (大专). */
  | 'COLLEGE'
  /** Junior high school (初中). */
  | 'JUNIOR_HIGH'
  /** None, or not finished primary school (不限或未读完小学). */
  | 'NONE'
  /** Primary school (小学). */
  | 'PRIMARY'
  /** Senior high school (高中). */
  | 'SENIOR_HIGH'
  /** Vocational school (中专、技校、职高). */
  | 'VOCATIONAL';

/** Form of present work (就业形式). */
export type EmploymentForm =
  /** By labour contract (合同就业). */
  | 'CONTRACT'
  /** Farming as main work (务农). */
  | 'FARM'
  /** Flexible: outwork, by the hour (灵活就业). */
  | 'FLEXIBLE'
  /** Public-welfare post (公益性岗位). */
  | 'PUBLIC_POST'
  /** Own business (自主创业). */
  | 'SELF';

/** Present work (就业情况). */
export type EmploymentInput = {
  /** Form (就业形式). */
  form: EmploymentForm;
  /** Where (就业地): any place, no group of regions. */
  regionCode: string;
  /** Last planned day of seasonal work (季节性务工预计结束日期), from today on within 366 days: on the day after it the work ends by itself, and the person is to be asked anew. null: none; left out: as it was of the same work. Error: WORKS_UNTIL. */
  until?: string | null | undefined;
};

/** What of a person the words met (命中方式), the best first. */
export type FoundBy =
  /** The last four of the ID number (身份证号后四位). */
  | 'ID_LAST_FOUR'
  /** The whole ID number (身份证号). */
  | 'ID_NUMBER'
  /** The whole name (姓名), of up to four characters. */
  | 'NAME'
  /** The beginning of the name (姓名开头). */
  | 'NAME_BEGINS'
  /** A part of the name (姓名中的字). */
  | 'NAME_PART'
  /** The whole mobile number (手机号). */
  | 'PHONE'
  /** The last four of the mobile number (手机号后四位). */
  | 'PHONE_LAST_FOUR'
  /** The whole name in pinyin, or all its initials (全拼或首字母). */
  | 'PINYIN'
  /** A part of the pinyin or of the initials (部分拼音). */
  | 'PINYIN_PART'
  /** The town, village or resettlement site that serves the person (乡镇、村、安置点). */
  | 'PLACE'
  /** A tag (人员类别) alone. */
  | 'TAG';

/** How a worker’s wish names the destination (意向层级). */
export type IntentTier =
  /** Names its province or a group such as 长三角 (宽泛意向). */
  | 'BROAD'
  /** Names it, a district of it, or the city that it lies in (明确意向). */
  | 'EXPLICIT'
  /** Goes anywhere (无地域要求). */
  | 'OPEN';

/** Is the person still among those whom the county answers for (人员状态)? */
export type LifeStatus =
  /** Yes (正常). */
  | 'ALIVE'
  /** Has died (死亡). */
  | 'DEAD'
  /** Has moved away for good (迁出). */
  | 'MOVED_OUT';

/** Whose numbers (统计口径). */
export type Population =
  /** Everybody registered (全部农村劳动力). */
  | 'ALL_RURAL'
  /** The relocated, of the target or not (易地搬迁劳动力); only the county counts by it. */
  | 'RELOCATED'
  /** Lifted out of poverty, monitored, or prevention target (脱贫人口、监测对象、防止返贫致贫对象). */
  | 'TARGET'
  /** The target, and the relocated (含易地搬迁). */
  | 'TARGET_OR_RELOCATED';

/** A posting as its employer or station writes it down (岗位内容). */
export type PostingContent = {
  /** Highest age, 16 to 70, not below the lowest. Error: AGE_MIN_ABOVE_MAX. */
  ageMax?: number | null | undefined;
  /** Lowest age, 16 to 70. Errors: AGE_BELOW_16, AGE_ABOVE_70. */
  ageMin?: number | null | undefined;
  /** Places promised to origins; their sum at most the headcount. Error: ALLOCATION_TOO_LARGE. */
  allocations?: Array<AllocationInput> | null | undefined;
  /** Labour contract offered (签订劳动合同). */
  contractOffered?: boolean | null | undefined;
  /** Schooling asked for (学历要求). */
  education?: Education | null | undefined;
  /** Places (招聘人数): a whole number, 1 to 100000. Error: HEADCOUNT; for a word such as 若干, INVALID_VALUE. */
  headcount: number;
  /** Housing provided (包住). */
  housing?: boolean | null | undefined;
  /** Social insurance paid (缴纳社会保险). */
  insuranceOffered?: boolean | null | undefined;
  /** Meals provided (包吃). */
  meals?: boolean | null | undefined;
  /** Occupation or trade (工种). */
  occupation?: string | null | undefined;
  /** Other requirements (其他要求), at most 2000 characters. Error: DISCRIMINATORY_REQUIREMENT. */
  requirement?: string | null | undefined;
  /** Skills asked for (技能要求), at most 20 of 50 characters. */
  skills?: Array<string> | null | undefined;
  /** Title (岗位名称), 1 to 200 characters. */
  title: string;
  /** Training provided (提供培训). */
  trainingProvided?: boolean | null | undefined;
  /** Day on which it expires (有效期至), after today, at most a year ahead. */
  validTo: string;
  /** Highest wage in fen (最高工资), not below the lowest. Error: WAGE_RANGE. */
  wageMax?: number | null | undefined;
  /** Lowest wage in fen (最低工资). */
  wageMin?: number | null | undefined;
  /** What the wage is paid for; default MONTH. */
  wagePeriod?: WagePeriod | null | undefined;
  /** Address (工作地址), at most 300 characters. */
  workAddress?: string | null | undefined;
  /** Where the work is (工作地区): a city, county, town or resettlement site. */
  workRegion: string;
};

/** Which postings (岗位筛选); all given conditions must hold. */
export type PostingFilter = {
  /** Of this employer (用人单位). */
  employer?: string | number | null | undefined;
  /** Only with housing (包住). */
  housing?: boolean | null | undefined;
  /** In one of these states; default OPEN. */
  states?: Array<PostingState> | null | undefined;
  /** Only suitable ones (适合), or only others. */
  suitable?: boolean | null | undefined;
  /** Title or occupation contains this text (关键词), at most 50 characters. Error reasons: TEXT_EMPTY, TEXT_TOO_LONG. */
  text?: string | null | undefined;
  /** Highest wage at least this many fen (工资不低于). */
  wageAtLeast?: number | null | undefined;
  /** Work in this region or within it (工作地区). */
  workRegion?: string | null | undefined;
};

/** Order of a list of postings (排序). */
export type PostingOrder =
  /** As they were written down (录入顺序). */
  | 'CREATED'
  /** Last opened first (最新开放). */
  | 'NEWEST'
  /** Highest wage first (工资从高到低); without a wage last. */
  | 'WAGE_HIGH'
  /** Lowest wage first (工资从低到高); without a wage first. */
  | 'WAGE_LOW';

/** State of a posting (岗位状态). */
export type PostingState =
  /** Being written (草稿). */
  | 'DRAFT'
  /** Its validity has passed (已过期). */
  | 'EXPIRED'
  /** No place left (已满). */
  | 'FILLED'
  /** Open: on the supply list when suitable (开放). */
  | 'OPEN'
  /** Paused by its employer or station (暂停). */
  | 'PAUSED'
  /** Refused by the destination, with a reason (审核不通过). */
  | 'REJECTED'
  /** Waiting for the destination’s check (待审核). */
  | 'SUBMITTED'
  /** Taken down as false or unlawful (已下架). */
  | 'TAKEN_DOWN'
  /** Withdrawn by the employer (已撤回). */
  | 'WITHDRAWN';

/** What a person wants (登记意愿). */
export type RecordWillingnessInput = {
  /** Any place will do (听从安排). Default false. */
  anyDestination?: boolean | null | undefined;
  /** Ready from this day (可到岗日期), within 366 days before or after today. Error: AVAILABLE_FROM. */
  availableFrom?: string | null | undefined;
  /** Why not at work (未就业原因). */
  barriers?: Array<Barrier> | null | undefined;
  /** The person’s own word, or a contact that reached the person (本人确认): then ACTIVE at once. A relative’s answer is not. Default false. */
  confirmed?: boolean | null | undefined;
  /** Where to (目的地), in the order of preference, at most 10: province, prefecture, county or group; with GO_OUT or CHANGE_JOB. Errors: REGION_OF_ANOTHER_LEVEL, DUPLICATE_DESTINATION, TOO_MANY_DESTINATIONS, DESTINATION_WITHOUT_LEAVING. */
  destinations?: Array<string> | null | undefined;
  /** Back to this former employer (回原就业单位), with GO_OUT or CHANGE_JOB; its city becomes the first destination unless one is named already. Errors: NOT_AN_EMPLOYER, DESTINATION_WITHOUT_LEAVING. */
  formerEmployer?: string | number | null | undefined;
  /** Idempotency key (幂等键), 8 to 128 characters of your choice: sent again with the same input nothing is done again, and the answer is the noun as it is now; with other input CONFLICT/IDEMPOTENCY_KEY_REUSED. A key counts for one account and one mutation, for a week. */
  idempotencyKey?: string | null | undefined;
  /** What work is wanted (意向); with WORK and only then. Error: INTENT_MISSING. */
  intent?: WorkIntent | null | undefined;
  /** To work or to learn (类别). */
  kind: WillingnessKind;
  /** How the person was reached (登记方式). */
  method: ContactMethod;
  /** Trades wanted (意向工种), at most 20. */
  occupations?: Array<string> | null | undefined;
  /** With confirmed: an active one of the same kind gives way (取代原意愿). Default false: WILLINGNESS_ALREADY_ACTIVE. */
  supersede?: boolean | null | undefined;
  /** What to learn (培训内容), at most 20. */
  trainingTopics?: Array<string> | null | undefined;
  /** First day on which it no longer holds (有效期至): after today, within 180 days (WORK) or 365 (TRAINING), which is the default. Error: VALIDITY. */
  validTo?: string | null | undefined;
  /** Least monthly wage in fen (最低月工资). */
  wageMin?: number | null | undefined;
  /** Wants training (愿意培训); with TRAINING and only then; default true. */
  wantsTraining?: boolean | null | undefined;
  /** Whose (劳动力). Errors: WORKER_DEAD, WORKER_MOVED_OUT, WORKER_MERGED. */
  worker: string | number;
};

/** State of a referral (推荐状态). */
export type ReferralState =
  /** The worker took the offer; a place is held (已接受录用). */
  | 'ACCEPTED'
  /** Cancelled (已取消). */
  | 'CANCELLED'
  /** Written down, the worker not yet told (已创建). */
  | 'CREATED'
  /** The worker is not interested (无意向). */
  | 'DECLINED'
  /** The worker is interested (有意向). */
  | 'INTERESTED'
  /** Asked to an interview (面试). */
  | 'INTERVIEW'
  /** No answer within 7 days (未回应). */
  | 'NO_RESPONSE'
  /** The employer offers the post (拟录用). */
  | 'OFFERED'
  /** The worker did not take the offer (放弃录用). */
  | 'OFFER_DECLINED'
  /** The offer or the hold on the place has lapsed (录用逾期). */
  | 'OFFER_EXPIRED'
  /** The arrival was verified (已就业). */
  | 'PLACED'
  /** Refused by the employer, with a reason (未录用). */
  | 'REJECTED'
  /** The worker has been told (已推送). */
  | 'SENT'
  /** Handed to the employer, who sees the worker from now on (已送企业). */
  | 'SUBMITTED'
  /** The worker has seen it (已查看). */
  | 'VIEWED';

/** A person to register (登记劳动力). */
export type RegisterWorkerInput = {
  /** What keeps out of the labour base; default NONE. */
  activity?: Activity | null | undefined;
  /** What work must respect (就业限制). */
  constraints?: Array<WorkConstraint> | null | undefined;
  /** Schooling (文化程度). */
  education: Education;
  /** Present work (就业情况); left out: none. */
  employment?: EmploymentInput | null | undefined;
  /** Ethnic group (民族), such as 侗族. */
  ethnicity?: string | null | undefined;
  /** Household registration (户籍地): county or finer, anywhere. */
  hukouRegion: string;
  /** ID number (公民身份号码); sex and birth date come from it. Errors: BAD_CHECK_DIGIT, IMPOSSIBLE_BIRTH_DATE, DEMO_IDENTITY, REAL_IDENTITY (in a demo), WORKER_ALREADY_REGISTERED. */
  idNumber: string;
  /** Idempotency key (幂等键), 8 to 128 characters of your choice: sent again with the same input nothing is done again, and the answer is the noun as it is now; with other input CONFLICT/IDEMPOTENCY_KEY_REUSED. A key counts for one account and one mutation, for a week. */
  idempotencyKey?: string | null | undefined;
  /** Name (姓名), 2 to 50 letters. Error: NAME. */
  name: string;
  /** Mobile number (手机号). Error: REAL_PHONE (in a demo). */
  phone?: string | null | undefined;
  /** Region that answers for the person (服务地): county, town, village or resettlement site of your own. Errors: REGION_OF_ANOTHER_LEVEL, NOT_YOUR_SIDE. */
  serviceRegion: string;
  /** Skills (技能), at most 20 of 50 characters. */
  skills?: Array<string> | null | undefined;
  /** How the identity was checked today (实名核验方式); left out: not yet. */
  verifyMethod?: VerifyMethod | null | undefined;
  /** Ability to work (劳动能力). */
  workAbility: WorkAbility;
};

/** What an account may do (角色). */
export type Role =
  /** Platform administrator (平台管理员): accounts and organizations, no person. */
  | 'ADMIN'
  /** Origin county bureau (输出地人社局): its own people, in full. */
  | 'COUNTY_BUREAU'
  /** Employer (用人单位): its own posts and who was put forward for them. */
  | 'EMPLOYER'
  /** Observer (观察员): aggregates only, small cells withheld. */
  | 'OBSERVER'
  /** Destination station liaison (服务站联络员): its city, masked before arrival. */
  | 'STATION_LIAISON';

/** How the identity was checked (实名核验方式). */
export type VerifyMethod =
  /** The card was seen (查验身份证). */
  | 'ID_CARD_SEEN'
  /** On a list of the police (公安名单比对). */
  | 'POLICE_LIST'
  /** Social security card (社保卡). */
  | 'SOCIAL_CARD'
  /** The village confirmed it (村委会确认). */
  | 'VILLAGE_CONFIRMED';

/** What a wage is paid for (计薪方式). */
export type WagePeriod =
  /** A day (日薪). */
  | 'DAY'
  /** An hour (时薪). */
  | 'HOUR'
  /** A month (月薪). */
  | 'MONTH'
  /** A piece (计件). */
  | 'PIECE';

/** Kind of a willingness (意愿类别); one of each may be active. */
export type WillingnessKind =
  /** To learn (培训意愿); holds 365 days. */
  | 'TRAINING'
  /** To work (求职意愿); holds 180 days. */
  | 'WORK';

/** State of a willingness (意愿状态); only ACTIVE is counted. */
export type WillingnessState =
  /** Confirmed (生效). */
  | 'ACTIVE'
  /** Run out (已过期). */
  | 'EXPIRED'
  /** Written down, not yet confirmed by the person (已登记). */
  | 'RECORDED'
  /** Come true: on a post, or trained (已实现). */
  | 'SATISFIED'
  /** A newer one took its place (已被取代). */
  | 'SUPERSEDED'
  /** Taken back by the person (已撤销). */
  | 'WITHDRAWN';

/** Ability to work (劳动能力). */
export type WorkAbility =
  /** Full (普通劳动力). */
  | 'FULL'
  /** Half (半劳动力). */
  | 'HALF'
  /** None (丧失劳动力): outside the labour base. */
  | 'NONE'
  /** Full, with a trade (技能劳动力). */
  | 'SKILLED'
  /** Weak (弱劳动力). */
  | 'WEAK';

/** What work must respect (就业限制); the reason is never asked. */
export type WorkConstraint =
  /** Cares for family at home (需照顾家人). */
  | 'CARES_FOR_FAMILY'
  /** Moves with difficulty (行动不便). */
  | 'LIMITED_MOBILITY'
  /** No heavy work (不能从事重体力劳动). */
  | 'NO_HEAVY_WORK'
  /** No work at heights (不能高空作业). */
  | 'NO_HEIGHTS'
  /** No night shift (不能上夜班). */
  | 'NO_NIGHT_SHIFT'
  /** Must stay near home (只能就近就业). */
  | 'STAYS_NEAR_HOME';

/** What work is wanted (求职意向). */
export type WorkIntent =
  /** Another job (转岗). */
  | 'CHANGE_JOB'
  /** To go out (外出务工). */
  | 'GO_OUT'
  /** Near home (就近就业). */
  | 'LOCAL'
  /** None (无就业意愿). */
  | 'NONE'
  /** An own business (创业). */
  | 'STARTUP';

/** Which verified arrivals to be told of (到岗订阅筛选); all given conditions must hold. */
export type WorkerArrivedFilter = {
  /** To this destination or within it (输入地). */
  destination?: string | null | undefined;
  /** To this employer (用人单位). */
  employer?: string | number | null | undefined;
  /** From this origin or within it (输出地). */
  origin?: string | null | undefined;
};

/** Which workers (劳动力筛选); all given conditions must hold. A role cannot filter by what it does not see: FILTER_NOT_YOURS. */
export type WorkerFilter = {
  /** At least this old today (年龄下限); county only. */
  ageFrom?: number | null | undefined;
  /** At most this old today (年龄上限); county only. */
  ageTo?: number | null | undefined;
  /** With this schooling (文化程度). */
  education?: Education | null | undefined;
  /** Has work (已就业), or has none; county only. */
  employed?: boolean | null | undefined;
  /** Registered in this region or within it (户籍地). A county that names a region of its own gets those served elsewhere too. */
  hukouRegion?: string | null | undefined;
  /** With exactly this ID number (身份证号); county only. */
  idNumber?: string | null | undefined;
  /** true: of the labour base (劳动力底数) of `population`; false: outside any labour base; county only. */
  laborBase?: boolean | null | undefined;
  /** Alive, dead or moved away (人员状态); county only. Left out: all of them; a number of people (人口数) is of the ALIVE. */
  lifeStatus?: LifeStatus | null | undefined;
  /** Past the age limit and still at work (超龄仍就业): in no count, told apart; county only. */
  overAgeWorking?: boolean | null | undefined;
  /** Labour base of this population (口径); default TARGET when laborBase is true; county only. */
  population?: Population | null | undefined;
  /** true: has kept the work and wants back to that employer (返回原就业单位): in no demand list, needs the journey alone; false: everybody else; county only. */
  returningToFormer?: boolean | null | undefined;
  /** true: whose season ended as planned, who has no work since and has not been asked for a wish since that day (季节性务工结束待回访); false: everybody else; county only. */
  seasonEnded?: boolean | null | undefined;
  /** Served by this region or within it (服务地). */
  serviceRegion?: string | null | undefined;
  /** Carries this tag today (标签); county only. */
  tag?: WorkerTag | null | undefined;
  /** Of the target population today (帮扶对象), or not of it, whatever the age; county and station. */
  target?: boolean | null | undefined;
  /** Of the labour base, willing to learn and not in a class (愿意培训), or not; county and station. */
  trainingWilling?: boolean | null | undefined;
};

/** A population that a person belongs to (人员类别); they overlap. */
export type WorkerTag =
  /** Disabled (残疾人). */
  | 'DISABLED'
  /** Recent graduate (高校毕业生). */
  | 'GRADUATE'
  /** Hard to employ, as the province defines it (就业困难人员). */
  | 'HARD_TO_EMPLOY'
  /** Rural low-income group (农村低收入人口). */
  | 'LOW_INCOME'
  /** Monitored against falling back into poverty (防止返贫监测对象). */
  | 'MONITORED'
  /** Member of a registered household lifted out of poverty (脱贫劳动力). */
  | 'POVERTY_ALLEVIATED'
  /** Target of regular assistance from 2026 on (防止返贫致贫对象). */
  | 'PREVENTION_TARGET'
  /** Relocated for poverty alleviation (易地搬迁). */
  | 'RELOCATED'
  /** Veteran (退役军人). */
  | 'VETERAN';

export type WhoAmIQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoAmIQuery = { viewer: { handle: string, name: string, role: Role, organization: { name: string } | null } };

export type PictureOfAPairQueryVariables = Exact<{
  origin: string;
  destination: string;
}>;


export type PictureOfAPairQuery = { picture: { position: string, fourCounts: { laborBase: number | null, intentToDestination: number | null, trainingWilling: number | null, suitablePosts: number }, jobDemandList: { totalCount: number | null, nodes: Array<{ tier: IntentTier, stage: DemandStage, occupations: Array<string>, worker: { id: string, name: string | null, ageBand: string | null } }> }, postSupplyList: { totalCount: number | null, nodes: Array<{ remaining: number, posting: { id: string, title: string, employer: { name: string } } }> } } };

export type WatchThePictureSubscriptionVariables = Exact<{
  origin: string;
  destination: string;
}>;


export type WatchThePictureSubscription = { pictureChanged: { position: string, fourCounts: { laborBase: number | null, intentToDestination: number | null, trainingWilling: number | null, suitablePosts: number } } };

export type WatchPostingsSubscriptionVariables = Exact<{
  filter?: PostingFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type WatchPostingsSubscription = { postingPublished: { position: string, posting: { id: string, title: string, headcount: number, employer: { name: string }, workRegion: { name: string } } } };

export type WatchArrivalsSubscriptionVariables = Exact<{
  filter?: WorkerArrivedFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type WatchArrivalsSubscription = { workerArrived: { position: string, arrival: { id: string, onPostOn: string | null, worker: { name: string | null } | null, employer: { name: string } | null } } };

export type ListPostingsQueryVariables = Exact<{
  filter?: PostingFilter | null | undefined;
  orderBy?: PostingOrder | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ListPostingsQuery = { jobPostings: { position: string, totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, title: string, state: PostingState, headcount: number, remaining: number, wageMin: number | null, wageMax: number | null, employer: { name: string } }> } };

export type SearchWorkersQueryVariables = Exact<{
  filter?: WorkerFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type SearchWorkersQuery = { workers: { position: string, totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string | null, ageBand: string | null, education: Education, skills: Array<string> }> } };

export type FindPeopleQueryVariables = Exact<{
  text: string;
  first: number;
}>;


export type FindPeopleQuery = { findWorkers: { totalCount: number | null, nodes: Array<{ foundBy: FoundBy, worker: { id: string, name: string | null } }> } };

export type RegisterAWorkerMutationVariables = Exact<{
  input: RegisterWorkerInput;
}>;


export type RegisterAWorkerMutation = { registerWorker: { position: string, worker: { id: string, name: string | null } } };

export type TagTheWorkerMutationVariables = Exact<{
  worker: string | number;
}>;


export type TagTheWorkerMutation = { tagWorker: { position: string, worker: { id: string, tags: Array<WorkerTag> | null, target: boolean | null } } };

export type RecordAWillingnessMutationVariables = Exact<{
  input: RecordWillingnessInput;
}>;


export type RecordAWillingnessMutation = { recordWillingness: { position: string, willingness: { id: string, state: WillingnessState, validTo: string, destinations: Array<{ name: string }> } } };

export type DraftAPostingMutationVariables = Exact<{
  content: PostingContent;
  idempotencyKey?: string | null | undefined;
}>;


export type DraftAPostingMutation = { draftPosting: { position: string, posting: { id: string, state: PostingState } } };

export type SubmitThePostingMutationVariables = Exact<{
  posting: string | number;
}>;


export type SubmitThePostingMutation = { submitPosting: { position: string, posting: { id: string, state: PostingState } } };

export type OpenThePostingMutationVariables = Exact<{
  posting: string | number;
}>;


export type OpenThePostingMutation = { openPosting: { position: string, posting: { id: string, state: PostingState, remaining: number } } };

export type CreateAReferralMutationVariables = Exact<{
  worker: string | number;
  posting: string | number;
}>;


export type CreateAReferralMutation = { createReferral: { position: string, referral: { id: string, state: ReferralState } } };

export type TellTheWorkerMutationVariables = Exact<{
  referral: string | number;
}>;


export type TellTheWorkerMutation = { sendReferral: { position: string, referral: { id: string, state: ReferralState } } };

export type NoteTheAnswerMutationVariables = Exact<{
  referral: string | number;
}>;


export type NoteTheAnswerMutation = { answerReferral: { position: string, referral: { id: string, state: ReferralState } } };

export type HandToTheEmployerMutationVariables = Exact<{
  referral: string | number;
}>;


export type HandToTheEmployerMutation = { submitReferral: { position: string, referral: { id: string, state: ReferralState } } };

export type OfferThePostMutationVariables = Exact<{
  referral: string | number;
}>;


export type OfferThePostMutation = { offerReferral: { position: string, referral: { id: string, state: ReferralState } } };

export type AcceptTheOfferMutationVariables = Exact<{
  referral: string | number;
}>;


export type AcceptTheOfferMutation = { acceptReferral: { position: string, referral: { id: string, state: ReferralState, holdUntil: string | null } } };

export type PlanADispatchMutationVariables = Exact<{
  referral: string | number;
  day: string;
}>;


export type PlanADispatchMutation = { planDispatch: { position: string, dispatch: { id: string, dispatchNo: string, state: DispatchState } } };

export type ClearTheDispatchMutationVariables = Exact<{
  dispatch: string | number;
  day: string;
}>;


export type ClearTheDispatchMutation = { clearDispatch: { position: string, dispatch: { id: string, state: DispatchState, arrival: { id: string, state: ArrivalState } | null } } };

export type BookTheDispatchMutationVariables = Exact<{
  dispatch: string | number;
}>;


export type BookTheDispatchMutation = { bookDispatch: { position: string, dispatch: { id: string, state: DispatchState } } };

export type DepartTheDispatchMutationVariables = Exact<{
  dispatch: string | number;
}>;


export type DepartTheDispatchMutation = { departDispatch: { position: string, dispatch: { id: string, state: DispatchState, departedAt: string | null } } };

export type CheckInTheWorkerMutationVariables = Exact<{
  arrival: string | number;
}>;


export type CheckInTheWorkerMutation = { checkInArrival: { position: string, arrival: { id: string, state: ArrivalState, worker: { name: string | null } | null } } };

export type ReturnTheReceiptMutationVariables = Exact<{
  arrival: string | number;
  day: string;
}>;


export type ReturnTheReceiptMutation = { receiptArrival: { position: string, arrival: { id: string, state: ArrivalState } } };

export type VerifyTheArrivalMutationVariables = Exact<{
  arrival: string | number;
}>;


export type VerifyTheArrivalMutation = { verifyArrival: { position: string, arrival: { id: string, state: ArrivalState, verifiedAt: string | null } } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const WhoAmIDocument = new TypedDocumentString(`
    query WhoAmI {
  viewer {
    handle
    name
    role
    organization {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<WhoAmIQuery, WhoAmIQueryVariables>;
export const PictureOfAPairDocument = new TypedDocumentString(`
    query PictureOfAPair($origin: RegionCode!, $destination: RegionCode!) {
  picture(origin: $origin, destination: $destination) {
    position
    fourCounts {
      laborBase
      intentToDestination
      trainingWilling
      suitablePosts
    }
    jobDemandList(first: 10, tiers: [EXPLICIT, BROAD]) {
      totalCount
      nodes {
        tier
        stage
        occupations
        worker {
          id
          name
          ageBand
        }
      }
    }
    postSupplyList(first: 10) {
      totalCount
      nodes {
        remaining
        posting {
          id
          title
          employer {
            name
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PictureOfAPairQuery, PictureOfAPairQueryVariables>;
export const WatchThePictureDocument = new TypedDocumentString(`
    subscription WatchThePicture($origin: RegionCode!, $destination: RegionCode!) {
  pictureChanged(origin: $origin, destination: $destination) {
    position
    fourCounts {
      laborBase
      intentToDestination
      trainingWilling
      suitablePosts
    }
  }
}
    `) as unknown as TypedDocumentString<WatchThePictureSubscription, WatchThePictureSubscriptionVariables>;
export const WatchPostingsDocument = new TypedDocumentString(`
    subscription WatchPostings($filter: PostingFilter, $after: Position) {
  postingPublished(filter: $filter, after: $after) {
    position
    posting {
      id
      title
      headcount
      employer {
        name
      }
      workRegion {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WatchPostingsSubscription, WatchPostingsSubscriptionVariables>;
export const WatchArrivalsDocument = new TypedDocumentString(`
    subscription WatchArrivals($filter: WorkerArrivedFilter, $after: Position) {
  workerArrived(filter: $filter, after: $after) {
    position
    arrival {
      id
      onPostOn
      worker {
        name
      }
      employer {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WatchArrivalsSubscription, WatchArrivalsSubscriptionVariables>;
export const ListPostingsDocument = new TypedDocumentString(`
    query ListPostings($filter: PostingFilter, $orderBy: PostingOrder, $first: Int!, $after: String) {
  jobPostings(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    position
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      title
      state
      headcount
      remaining
      wageMin
      wageMax
      employer {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ListPostingsQuery, ListPostingsQueryVariables>;
export const SearchWorkersDocument = new TypedDocumentString(`
    query SearchWorkers($filter: WorkerFilter, $first: Int!, $after: String) {
  workers(filter: $filter, first: $first, after: $after) {
    position
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      name
      ageBand
      education
      skills
    }
  }
}
    `) as unknown as TypedDocumentString<SearchWorkersQuery, SearchWorkersQueryVariables>;
export const FindPeopleDocument = new TypedDocumentString(`
    query FindPeople($text: String!, $first: Int!) {
  findWorkers(text: $text, first: $first) {
    totalCount
    nodes {
      foundBy
      worker {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FindPeopleQuery, FindPeopleQueryVariables>;
export const RegisterAWorkerDocument = new TypedDocumentString(`
    mutation RegisterAWorker($input: RegisterWorkerInput!) {
  registerWorker(input: $input) {
    position
    worker {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<RegisterAWorkerMutation, RegisterAWorkerMutationVariables>;
export const TagTheWorkerDocument = new TypedDocumentString(`
    mutation TagTheWorker($worker: ID!) {
  tagWorker(
    input: {id: $worker, tag: POVERTY_ALLEVIATED, source: "示例", validFrom: "2021-01-01"}
  ) {
    position
    worker {
      id
      tags
      target
    }
  }
}
    `) as unknown as TypedDocumentString<TagTheWorkerMutation, TagTheWorkerMutationVariables>;
export const RecordAWillingnessDocument = new TypedDocumentString(`
    mutation RecordAWillingness($input: RecordWillingnessInput!) {
  recordWillingness(input: $input) {
    position
    willingness {
      id
      state
      validTo
      destinations {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RecordAWillingnessMutation, RecordAWillingnessMutationVariables>;
export const DraftAPostingDocument = new TypedDocumentString(`
    mutation DraftAPosting($content: PostingContent!, $idempotencyKey: String) {
  draftPosting(input: {content: $content, idempotencyKey: $idempotencyKey}) {
    position
    posting {
      id
      state
    }
  }
}
    `) as unknown as TypedDocumentString<DraftAPostingMutation, DraftAPostingMutationVariables>;
export const SubmitThePostingDocument = new TypedDocumentString(`
    mutation SubmitThePosting($posting: ID!) {
  submitPosting(input: {id: $posting}) {
    position
    posting {
      id
      state
    }
  }
}
    `) as unknown as TypedDocumentString<SubmitThePostingMutation, SubmitThePostingMutationVariables>;
export const OpenThePostingDocument = new TypedDocumentString(`
    mutation OpenThePosting($posting: ID!) {
  openPosting(input: {id: $posting, suitable: true}) {
    position
    posting {
      id
      state
      remaining
    }
  }
}
    `) as unknown as TypedDocumentString<OpenThePostingMutation, OpenThePostingMutationVariables>;
export const CreateAReferralDocument = new TypedDocumentString(`
    mutation CreateAReferral($worker: ID!, $posting: ID!) {
  createReferral(input: {worker: $worker, posting: $posting}) {
    position
    referral {
      id
      state
    }
  }
}
    `) as unknown as TypedDocumentString<CreateAReferralMutation, CreateAReferralMutationVariables>;
export const TellTheWorkerDocument = new TypedDocumentString(`
    mutation TellTheWorker($referral: ID!) {
  sendReferral(input: {id: $referral, channel: PHONE}) {
    position
    referral {
      id
      state
    }
  }
}
    `) as unknown as TypedDocumentString<TellTheWorkerMutation, TellTheWorkerMutationVariables>;
export const NoteTheAnswerDocument = new TypedDocumentString(`
    mutation NoteTheAnswer($referral: ID!) {
  answerReferral(input: {id: $referral, answer: INTERESTED}) {
    position
    referral {
      id
      state
    }
  }
}
    `) as unknown as TypedDocumentString<NoteTheAnswerMutation, NoteTheAnswerMutationVariables>;
export const HandToTheEmployerDocument = new TypedDocumentString(`
    mutation HandToTheEmployer($referral: ID!) {
  submitReferral(input: {id: $referral}) {
    position
    referral {
      id
      state
    }
  }
}
    `) as unknown as TypedDocumentString<HandToTheEmployerMutation, HandToTheEmployerMutationVariables>;
export const OfferThePostDocument = new TypedDocumentString(`
    mutation OfferThePost($referral: ID!) {
  offerReferral(input: {id: $referral}) {
    position
    referral {
      id
      state
    }
  }
}
    `) as unknown as TypedDocumentString<OfferThePostMutation, OfferThePostMutationVariables>;
export const AcceptTheOfferDocument = new TypedDocumentString(`
    mutation AcceptTheOffer($referral: ID!) {
  acceptReferral(input: {id: $referral}) {
    position
    referral {
      id
      state
      holdUntil
    }
  }
}
    `) as unknown as TypedDocumentString<AcceptTheOfferMutation, AcceptTheOfferMutationVariables>;
export const PlanADispatchDocument = new TypedDocumentString(`
    mutation PlanADispatch($referral: ID!, $day: Date!) {
  planDispatch(
    input: {referral: $referral, kind: LONG_TERM, transport: SELF, plannedOn: $day}
  ) {
    position
    dispatch {
      id
      dispatchNo
      state
    }
  }
}
    `) as unknown as TypedDocumentString<PlanADispatchMutation, PlanADispatchMutationVariables>;
export const ClearTheDispatchDocument = new TypedDocumentString(`
    mutation ClearTheDispatch($dispatch: ID!, $day: Date!) {
  clearDispatch(
    input: {id: $dispatch, agreementRef: "示例-1", healthCheckedOn: $day, employerConfirmedOn: $day}
  ) {
    position
    dispatch {
      id
      state
      arrival {
        id
        state
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ClearTheDispatchMutation, ClearTheDispatchMutationVariables>;
export const BookTheDispatchDocument = new TypedDocumentString(`
    mutation BookTheDispatch($dispatch: ID!) {
  bookDispatch(input: {id: $dispatch}) {
    position
    dispatch {
      id
      state
    }
  }
}
    `) as unknown as TypedDocumentString<BookTheDispatchMutation, BookTheDispatchMutationVariables>;
export const DepartTheDispatchDocument = new TypedDocumentString(`
    mutation DepartTheDispatch($dispatch: ID!) {
  departDispatch(input: {id: $dispatch}) {
    position
    dispatch {
      id
      state
      departedAt
    }
  }
}
    `) as unknown as TypedDocumentString<DepartTheDispatchMutation, DepartTheDispatchMutationVariables>;
export const CheckInTheWorkerDocument = new TypedDocumentString(`
    mutation CheckInTheWorker($arrival: ID!) {
  checkInArrival(input: {id: $arrival}) {
    position
    arrival {
      id
      state
      worker {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CheckInTheWorkerMutation, CheckInTheWorkerMutationVariables>;
export const ReturnTheReceiptDocument = new TypedDocumentString(`
    mutation ReturnTheReceipt($arrival: ID!, $day: Date!) {
  receiptArrival(input: {id: $arrival, receiptNo: "示例-1", onPostOn: $day}) {
    position
    arrival {
      id
      state
    }
  }
}
    `) as unknown as TypedDocumentString<ReturnTheReceiptMutation, ReturnTheReceiptMutationVariables>;
export const VerifyTheArrivalDocument = new TypedDocumentString(`
    mutation VerifyTheArrival($arrival: ID!) {
  verifyArrival(input: {id: $arrival}) {
    position
    arrival {
      id
      state
      verifiedAt
    }
  }
}
    `) as unknown as TypedDocumentString<VerifyTheArrivalMutation, VerifyTheArrivalMutationVariables>;