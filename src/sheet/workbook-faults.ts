import { badInput, HouseError } from '#kernel/error.js';

const MB = 1024 * 1024;

/** BAD_USER_INPUT/OLD_WORKBOOK: .xls or .et, as Excel 97 wrote it. */
export function oldWorkbook(): HouseError {
  return badInput('file', 'OLD_WORKBOOK', {
    zh: '这是旧版表格（.xls或.et），请用Excel或WPS打开，另存为“Excel 工作簿（*.xlsx）”后重试。',
    en: 'This is an old workbook (.xls or .et). Open it in Excel or WPS, save it as "Excel Workbook (*.xlsx)" and try again.',
  });
}

/** BAD_USER_INPUT/WORKBOOK_ENCRYPTED: it asks for a password. */
export function workbookEncrypted(): HouseError {
  return badInput('file', 'WORKBOOK_ENCRYPTED', {
    zh: '表格设有打开密码，无法读取。请取消密码并另存后重试。',
    en: 'The workbook asks for a password. Take the password away, save it and try again.',
  });
}

/** BAD_USER_INPUT/WEB_PAGE_AS_SHEET: a web page or a text in XML that is called .xls. */
export function webPageAsSheet(): HouseError {
  return badInput('file', 'WEB_PAGE_AS_SHEET', {
    zh: '文件内容是网页，不是表格（有些系统导出的.xls如此）。请用Excel或WPS打开，另存为“Excel 工作簿（*.xlsx）”后重试。',
    en: 'The file is a web page and no sheet, as some systems export .xls. Open it in Excel or WPS, save it as "Excel Workbook (*.xlsx)" and try again.',
  });
}

/** BAD_USER_INPUT/NOT_A_WORKBOOK: a packed file of another kind (.xlsb, .ods, .docx, .zip). */
export function notAWorkbook(): HouseError {
  return badInput('file', 'NOT_A_WORKBOOK', {
    zh: '文件不是.xlsx表格（可能是.xlsb、.ods、文档或压缩包）。请另存为“Excel 工作簿（*.xlsx）”后重试。',
    en: 'The file is no .xlsx workbook (.xlsb, .ods, a document or an archive perhaps). Save it as "Excel Workbook (*.xlsx)" and try again.',
  });
}

/** BAD_USER_INPUT/WORKBOOK_BROKEN: cut off, damaged, or made by a faulty program. The cause goes to the log. */
export function workbookBroken(cause?: unknown): HouseError {
  return new HouseError(
    'BAD_USER_INPUT',
    'WORKBOOK_BROKEN',
    {
      zh: '表格已损坏或不完整（可能没有传完）。请用Excel或WPS打开，重新保存后再试。',
      en: 'The workbook is damaged or cut off. Open it in Excel or WPS, save it anew and try again.',
    },
    { field: 'file' },
    cause,
  );
}

/** BAD_USER_INPUT/WORKBOOK_DTD: a part declares a document type, which no spreadsheet program writes and attacks need. */
export function workbookDtd(): HouseError {
  return badInput('file', 'WORKBOOK_DTD', {
    zh: '表格内部含有文档类型声明，这不是办公软件生成的，已拒绝。请用Excel或WPS重新保存。',
    en: 'A part of the workbook declares a document type. No spreadsheet program writes that, so it is refused. Save the workbook anew in Excel or WPS.',
  });
}

/** BAD_USER_INPUT/TOO_MANY_PARTS in the package. */
export function tooManyParts(limit: number): HouseError {
  return badInput(
    'file',
    'TOO_MANY_PARTS',
    {
      zh: `表格内部超过${limit}个部分（工作表、图片等过多）。请只保留要导入的工作表，另存后重试。`,
      en: `The workbook has more than ${limit} parts (sheets, pictures). Keep only the sheets to import, save it and try again.`,
    },
    { limit },
  );
}

/** BAD_USER_INPUT/UNPACKED_TOO_LARGE: what is read of the package is larger than `limit` bytes. */
export function unpackedTooLarge(limit: number): HouseError {
  const megabytes = Math.floor(limit / MB);
  return badInput(
    'file',
    'UNPACKED_TOO_LARGE',
    {
      zh: `表格解压后超过上限（${megabytes}MB）。请删除空行、空列和多余的工作表，或拆分后分次导入。`,
      en: `The workbook is above the limit when unpacked (${megabytes} MB). Delete blank rows, columns and sheets, or split it.`,
    },
    { limit },
  );
}

/** BAD_USER_INPUT/PACKED_TOO_TIGHTLY: a part unpacks to more than so many times its size, as no list does. */
export function packedTooTightly(limit: number): HouseError {
  return badInput(
    'file',
    'PACKED_TOO_TIGHTLY',
    {
      zh: `表格的压缩率异常（超过${limit}倍），不像正常的名单，已拒绝。请删除大片空行后另存。`,
      en: `The workbook is packed more than ${limit} times, as no list is, and is refused. Delete blank rows and save it anew.`,
    },
    { limit },
  );
}

/** BAD_USER_INPUT/TOO_MANY_ROWS: beyond the last row that a worksheet can have. */
export function tooManyRows(limit: number): HouseError {
  return badInput(
    'file',
    'TOO_MANY_ROWS',
    { zh: `工作表超过${limit}行，请拆分。`, en: `A sheet has more than ${limit} rows; split it.` },
    { limit },
  );
}

/** BAD_USER_INPUT/TOO_MANY_TEXTS: more different texts than are kept while a workbook is read. */
export function tooManyTexts(limit: number): HouseError {
  return badInput(
    'file',
    'TOO_MANY_TEXTS',
    {
      zh: `表格中不同的文字超过${limit}条，请拆分后分次导入。`,
      en: `The workbook holds more than ${limit} different texts; split it and import the parts.`,
    },
    { limit },
  );
}
