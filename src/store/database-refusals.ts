// Long because it is one table: what each constraint of the database means to the person who hit it.
import { badInput, conflict, HouseError } from '#kernel/error.js';
import { CHANGED_UNDER_PLAN } from './name-statements.js';

interface DatabaseFault {
  readonly code?: string;
  readonly constraint?: string;
}

/** What a constraint means to the person who hit it. The database's own sentence names values and stays inside. */
const CONSTRAINTS: Record<string, () => HouseError> = {
  worker_identity_id_number_hmac_key: () =>
    conflict(
      'WORKER_ALREADY_REGISTERED',
      {
        zh: '该公民身份号码已登记过，不能重复登记。可用 workers(filter: {idNumber}) 查本县人员；查不到，则由其他县登记：如应由本县服务，请用 requestTransfer 申请转移。',
        en: 'This ID number is already registered. Look among your own people by workers(filter: {idNumber}); who is not there was registered by another county: where your county is to answer for the person, ask for it by requestTransfer.',
      },
      { field: 'input.idNumber' },
    ),
  willingness_one_active: () =>
    conflict('WILLINGNESS_ALREADY_ACTIVE', {
      zh: '该劳动力已有一条生效的同类意愿，请先撤销或由新意愿取代。',
      en: 'The worker already has an active willingness of this kind; withdraw it or supersede it.',
    }),
  return_record_one_open: () =>
    conflict(
      'ALREADY_HOME',
      {
        zh: '该人员已有未结束的返乡登记，请先登记再次外出。',
        en: 'That the person is at home is written down already. Record that the person left again first.',
      },
      { field: 'input.worker' },
    ),
  consent_once: () =>
    conflict(
      'ALREADY_AGREED',
      {
        zh: '该人员对该用人单位的同一用途已有有效的同意。',
        en: 'The person agreed to this with this employer already, and has not taken it back.',
      },
      { field: 'input.worker' },
    ),
  festival_once: () =>
    conflict(
      'FESTIVAL_OVERLAPS',
      {
        zh: '该时段与本地另一个节日返乡期重叠。',
        en: 'The period overlaps another festival of the county.',
      },
      { field: 'input.fromOn' },
    ),
  assistance_plan_one_open: () =>
    conflict(
      'ASSISTANCE_PLAN_ALREADY_OPEN',
      {
        zh: '该劳动力已有一份进行中的帮扶计划，请在原计划中增加措施，或先结束原计划。',
        en: 'The worker already has an open assistance plan: add measures to it, or close it first.',
      },
      { field: 'input.worker' },
    ),
  organization_once: () =>
    conflict(
      'ORGANIZATION_EXISTS',
      {
        zh: '该地区已有同类同名的在用机构。',
        en: 'A body of this type and name stands in the region already.',
      },
      { field: 'input.name' },
    ),
  organization_tree: () =>
    badInput('input.parent', 'PARENT_ORGANIZATION', {
      zh: '机构不能是自己的上级。',
      en: 'No organization is above itself.',
    }),
  export_agreement_no: () =>
    conflict(
      'EXPORT_AGREEMENT_EXISTS',
      {
        zh: '本县已有同编号的劳务输出协议。',
        en: 'The county has an export agreement of this number already.',
      },
      { field: 'input.agreementNo' },
    ),
  training_entrustment_no: () =>
    conflict(
      'ENTRUSTMENT_EXISTS',
      { zh: '本县已有同编号的培训委托书。', en: 'The county has an entrustment of this number already.' },
      { field: 'input.entrustmentNo' },
    ),
  outreach_group_name: () =>
    conflict(
      'OUTREACH_GROUP_EXISTS',
      {
        zh: '该地区已有同名的群，请用 countOutreachGroup 更新人数。',
        en: 'The place has a group of this name already. Count it by countOutreachGroup.',
      },
      { field: 'input.name' },
    ),
  cooperation_agreement_once: () =>
    conflict(
      'AGREEMENT_EXISTS',
      {
        zh: '该结对关系本年度本层级的劳务协作协议已登记，请用 correctCooperationAgreement 更正。',
        en: 'The agreement of this pairing, year and level is here already. Correct it by correctCooperationAgreement.',
      },
      { field: 'input.pairing' },
    ),
  hr_licence_one_at_a_time: () =>
    conflict(
      'LICENCE_OVERLAPS',
      {
        zh: '该公司在此期间已有许可证；登记有误的，请先用 revokeLicence 注销。',
        en: 'The company has a licence in that time. If it was written down wrongly, withdraw it by revokeLicence first.',
      },
      { field: 'input.validFrom' },
    ),
  hr_licence_no_of_one: () =>
    conflict(
      'LICENCE_NO_TAKEN',
      {
        zh: '该许可证编号已属于另一家公司，请核对。',
        en: 'This number is of another company’s licence. Check it.',
      },
      { field: 'input.licenceNo' },
    ),
  service_station_once: () =>
    conflict(
      'STATION_ALREADY_REGISTERED',
      {
        zh: '该机构的服务站已登记，请用 correctStation 更正。',
        en: 'The station of this organization is registered already. Correct it by correctStation.',
      },
      { field: 'input.organization' },
    ),
  service_station_center: () =>
    conflict(
      'STATION_HAS_BRANCHES',
      {
        zh: '该中心站仍有分站，请先将分站改到其他中心站。',
        en: 'The centre still has branches. Give them another centre first.',
      },
      { field: 'input.level' },
    ),
  worker_tag_worker_id_tag_daterange_excl: () =>
    conflict('TAG_OVERLAPS', {
      zh: '该人员在此期间已有同一标签，有效期不能重叠。',
      en: 'The worker already carries this tag in that period; periods may not overlap.',
    }),
  building_no_taken: () =>
    conflict(
      'BUILDING_NO_TAKEN',
      { zh: '该村或安置点已有此楼栋号。', en: 'This village or site has a building of this number.' },
      { field: 'input.no' },
    ),
  household_no_taken: () =>
    conflict(
      'HOUSEHOLD_NO_TAKEN',
      { zh: '本县已有此户编号。', en: 'The county has a household of this number.' },
      { field: 'input.no' },
    ),
  household_member_present: () => overlapping(),
  household_member_one_at_a_time: () => overlapping(),
  officer_account_taken: () =>
    conflict(
      'OFFICER_ACCOUNT_TAKEN',
      { zh: '该账号已属于另一名责任人。', en: 'This account is another officer’s.' },
      { field: 'input.account' },
    ),
  assignment_one_primary: () =>
    conflict('ALREADY_ASSIGNED', {
      zh: '刚刚已指定了责任人，请重新查看。',
      en: 'Somebody has just been made responsible. Look again.',
    }),
  transfer_request_one_open: () =>
    conflict(
      'TRANSFER_ALREADY_REQUESTED',
      {
        zh: '本县对该人员已有一份待答复的转移申请。',
        en: 'Your county has asked for this person already. Wait for the answer.',
      },
      { field: 'input.idNumber' },
    ),
  life_event_one_planned: () =>
    conflict('LIFE_EVENT_PLANNED', {
      zh: '该人员已登记同样的变动，日期未到；如需改期，请先撤回。',
      en: 'The same is written down for a day ahead already. To change the day, take it back first.',
    }),
  job_posting_places: () =>
    conflict('POSTING_FULL', { zh: '该岗位名额已满。', en: 'The posting has no place left.' }),
  job_posting_external_source_external_id_key: () =>
    conflict('POSTING_ALREADY_IMPORTED', {
      zh: '同一来源的该岗位已导入。',
      en: 'The posting with this external source and id is already here.',
    }),
  referral_one_active: () =>
    conflict(
      'REFERRAL_ALREADY_ACTIVE',
      {
        zh: '该劳动力对此岗位已有未结束的推荐。',
        en: 'The worker already has an open referral to this posting.',
      },
      { field: 'input.worker' },
    ),
  dispatch_order_one_open: () =>
    conflict(
      'DISPATCH_ALREADY_OPEN',
      {
        zh: '该劳动力已有未结束的派遣单，一人同时只能有一张。',
        en: 'The worker already has an open dispatch order; one at a time.',
      },
      { field: 'input.referral' },
    ),
  trip_seats: () => conflict('TRIP_FULL', { zh: '该车次座位已满。', en: 'The trip has no seat left.' }),
  trip_passenger_one_active: () =>
    conflict('ALREADY_BOOKED', {
      zh: '该派遣单已在车次名单上。',
      en: 'The dispatch order is already on a trip.',
    }),
  arrival_dispatch_id_key: () =>
    conflict('ARRIVAL_EXISTS', {
      zh: '该派遣单已有到岗记录。',
      en: 'The dispatch order already has an arrival.',
    }),
  pairing_origin_code_destination_code_daterange_excl: () =>
    conflict('PAIRING_OVERLAPS', {
      zh: '该结对关系在此期间已存在。',
      en: 'This pairing already exists in that period.',
    }),
  organization_uscc_key: () =>
    conflict(
      'ORGANIZATION_ALREADY_REGISTERED',
      {
        zh: '该统一社会信用代码已登记。',
        en: 'An organization with this unified social credit code is already registered.',
      },
      { field: 'input.uscc' },
    ),
  organization_name_plain: () =>
    badInput('name', 'ORGANIZATION_NAME', {
      zh: '机构名称应为看得见的一行文字，且不含电话或证件号码。',
      en: 'An organization’s name is one line that can be seen, without a telephone or identity number.',
    }),
  account_handle_key: () =>
    conflict('HANDLE_TAKEN', { zh: '该账号名已被使用。', en: 'This account handle is taken.' }),
};

function overlapping(): HouseError {
  return conflict('MEMBERSHIP_OVERLAPS', {
    zh: '该人员在此期间已是另一户的成员，同一时间只能属于一户。',
    en: 'The person is of a household on such a day already; one at a time.',
  });
}

export function changedMeanwhile(cause?: unknown): HouseError {
  return new HouseError(
    'CONFLICT',
    'CHANGED_MEANWHILE',
    {
      zh: '该记录在您编辑期间已被他人修改，请重新读取后再试。',
      en: 'Somebody changed this record meanwhile. Read it again, then try again.',
    },
    {},
    cause,
  );
}

function unavailable(cause: unknown): HouseError {
  return new HouseError(
    'SERVICE_UNAVAILABLE',
    'DATABASE_UNAVAILABLE',
    {
      zh: '数据库暂时不可用，请稍后重试。',
      en: 'The database is not available right now. Try again shortly.',
    },
    { retryAfterSeconds: 2 },
    cause,
  );
}

/** Serialization failures and deadlocks may simply be tried again, and so may what was prepared before a table changed. */
export function mayRetry(fault: unknown): boolean {
  return lostRace(fault) || root(fault)?.code === CHANGED_UNDER_PLAN;
}

function lostRace(fault: unknown): boolean {
  const code = root(fault)?.code;
  return code === '40001' || code === '40P01';
}

/** Turns what the driver throws into one of our own refusals, or returns it untouched (then it is INTERNAL). */
export function asRefusal(fault: unknown): unknown {
  if (fault instanceof HouseError) return fault;
  if (fault instanceof Error && fault.name === 'OptimisticLockError') return changedMeanwhile(fault);
  const found = root(fault);
  const code = found?.code ?? '';
  if (['23503', '23505', '23P01', '23514'].includes(code)) {
    const known = found?.constraint ? CONSTRAINTS[found.constraint] : undefined;
    if (known) return known();
    if (code === '23514') {
      return badInput(
        'input',
        'OUT_OF_BOUNDS',
        {
          zh: '输入的值超出允许范围。',
          en: 'A value lies outside its bounds.',
        },
        { constraint: found?.constraint },
      );
    }
  }
  if (lostRace(fault)) return changedMeanwhile(fault);
  if (code === '55P03' || code === '57014') return unavailable(fault);
  if (code.startsWith('08') || code.startsWith('57P') || code === '53300' || code.startsWith('ECONN'))
    return unavailable(fault);
  if (hungUp(fault)) return unavailable(fault);
  return fault;
}

/** A conflict, or a matter of another side, names the field that it is about: the input's noun, where the verb named no other. */
export function namingField(fault: unknown, input: object): unknown {
  if (!(fault instanceof HouseError) || fault.details.field) return fault;
  const { code, reason, text, details, cause } = fault;
  if (code !== 'CONFLICT' && !(reason === 'NOT_YOUR_SIDE' && 'id' in input)) return fault;
  return new HouseError(
    code,
    reason,
    text,
    { field: 'id' in input ? 'input.id' : 'input', ...details },
    cause,
  );
}

/** The driver's own words for a connection that ended or could not be had; they carry no code. */
const HUNG_UP =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/;

function hungUp(fault: unknown): boolean {
  let at: unknown = fault;
  for (let depth = 0; depth < 5 && at instanceof Error; depth += 1) {
    if (HUNG_UP.test(at.message)) return true;
    at = at.cause;
  }
  return false;
}

/** MikroORM wraps the driver's error; the fields that matter are the driver's. */
function root(fault: unknown): DatabaseFault | undefined {
  let at: unknown = fault;
  for (let depth = 0; depth < 5 && at instanceof Error; depth += 1) {
    const code = (at as DatabaseFault).code;
    if (typeof code === 'string' && /^([0-9A-Z]{5}|ECONN[A-Z]+)$/.test(code)) return at as DatabaseFault;
    at = at.cause;
  }
  return undefined;
}
