import { coerceInputValue, type GraphQLError, type GraphQLSchema, isInputType } from 'graphql';
import { badInput, HouseError } from '#kernel/error.js';
import type { ExportRequest } from '#export/begin-export.js';
import type { ExportList } from '#export/export-list.js';
import type { CsvEncoding } from '#export/write-csv.js';
import type { ExportFormat } from '#export/export-record.entity.js';
import { noSuchPath } from './no-such-path.js';

const ARGUMENTS = ['purpose', 'filter', 'full', 'encoding'];
const ENCODINGS: Readonly<Record<string, CsvEncoding>> = { 'utf-8': 'UTF-8', gbk: 'GBK' };
const FORMATS: Readonly<Record<string, ExportFormat>> = { xlsx: 'XLSX', csv: 'CSV' };
const LONGEST_FILTER = 2_000;

/**
 * What `/export/workers.csv?purpose=…&filter={…}&full=true` asks for. The filter is that of the list's query, as JSON. NOT_FOUND
 * for another name; BAD_USER_INPUT naming the argument: UNKNOWN_ARGUMENT, ARGUMENT_TWICE, NOT_TRUE_OR_FALSE,
 * ENCODING_NOT_WRITTEN, FILTER_NOT_JSON, FILTER_NOT_TAKEN, FILTER_INVALID, and what its values are refused for in a query.
 */
export function readExportRequest(
  schema: GraphQLSchema,
  lists: readonly ExportList[],
  file: string,
  query: Readonly<Record<string, unknown>>,
): ExportRequest {
  const [name, ending = ''] = file.split('.');
  const list = lists.find((one) => one.name === name);
  const format = Object.hasOwn(FORMATS, ending) ? FORMATS[ending] : undefined;
  if (!list || !format || file.split('.').length !== 2) throw noSuchPath();
  for (const [argument, value] of Object.entries(query)) {
    if (!ARGUMENTS.includes(argument)) throw unknownArgument();
    if (typeof value !== 'string') throw twice(argument);
  }
  const { purpose, full, filter, encoding } = query as Readonly<Record<string, string | undefined>>;
  return {
    list,
    format,
    purpose,
    inFull: yesOrNo('full', full),
    filter: filterOf(schema, list, filter),
    encoding: encodingOf(format, encoding),
  };
}

/** A workbook says its own encoding, so only CSV is asked for one. */
function encodingOf(format: ExportFormat, text: string | undefined): CsvEncoding {
  if (text === undefined) return 'UTF-8';
  const encoding = format === 'CSV' && Object.hasOwn(ENCODINGS, text) ? ENCODINGS[text] : undefined;
  if (encoding) return encoding;
  throw badInput(
    'encoding',
    'ENCODING_NOT_WRITTEN',
    { zh: 'encoding 只用于 CSV，为 utf-8 或 gbk。', en: 'encoding is for CSV alone: utf-8 or gbk.' },
    { allowed: Object.keys(ENCODINGS) },
  );
}

function yesOrNo(argument: string, text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw badInput(
    argument,
    'NOT_TRUE_OR_FALSE',
    { zh: `${argument} 应为 true 或 false。`, en: `${argument} is true or false.` },
    { allowed: ['true', 'false'] },
  );
}

function filterOf(
  schema: GraphQLSchema,
  { filterType }: ExportList,
  text: string | undefined,
): ExportRequest['filter'] {
  const type = filterType === undefined ? undefined : schema.getType(filterType);
  if (text === undefined && filterType === undefined) return {};
  if (!isInputType(type)) throw notTaken();
  const faults: HouseError[] = [];
  const filter = coerceInputValue(parsed(text ?? '{}'), type, (path, _value, error) =>
    faults.push(faultOf(['filter', ...path].join('.'), error)),
  ) as ExportRequest['filter'];
  if (faults[0]) throw faults[0];
  // Without a prototype as it comes, which nothing here need care for.
  return { ...filter };
}

function parsed(text: string): unknown {
  try {
    if (text.length <= LONGEST_FILTER) return JSON.parse(text);
  } catch {
    // Told below: the parser's own words quote the text.
  }
  throw badInput(
    'filter',
    'FILTER_NOT_JSON',
    {
      zh: `filter 应为 JSON 对象（最多 ${LONGEST_FILTER} 字），与查询的 filter 相同，如 {"employed":false}。`,
      en: `filter is a JSON object of ${LONGEST_FILTER} characters at most, as that of the query: {"employed":false}.`,
    },
    { limit: LONGEST_FILTER },
  );
}

/** What a scalar refuses says why; the words of graphql-js quote the value. */
function faultOf(field: string, { originalError }: GraphQLError): HouseError {
  if (originalError instanceof HouseError)
    return badInput(field, originalError.reason, originalError.text, { ...originalError.details, field });
  return badInput(field, 'FILTER_INVALID', {
    zh: `筛选条件不符合接口定义：${field}。`,
    en: `This is no condition that the filter takes: ${field}.`,
  });
}

function unknownArgument(): HouseError {
  return badInput(
    'query',
    'UNKNOWN_ARGUMENT',
    { zh: '地址中有未定义的参数。', en: 'The address has an argument that is not known here.' },
    { allowed: ARGUMENTS },
  );
}

function twice(argument: string): HouseError {
  return badInput(argument, 'ARGUMENT_TWICE', {
    zh: `参数 ${argument} 只能给一次。`,
    en: `Give the argument ${argument} once.`,
  });
}

function notTaken(): HouseError {
  return badInput('filter', 'FILTER_NOT_TAKEN', {
    zh: '该清单没有筛选条件。',
    en: 'This list takes no filter.',
  });
}
