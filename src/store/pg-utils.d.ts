/** The driver's own conversion of a parameter to text; @types/pg does not know the file, the driver exports it. */
declare module 'pg/lib/utils.js' {
  const utils: { prepareValue(value: unknown): unknown };
  export = utils;
}
