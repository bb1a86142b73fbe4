import { plainText } from './plain-text.js';

/** 民族 as it is kept, with 族 behind it; empty where the cell is, undefined where it is no name of a people. */
export function readEthnicity(cell: string): string | undefined {
  const said = plainText(cell, 40) ?? '?';
  if (said === '') return '';
  if (!/^\p{L}{1,19}$/u.test(said)) return undefined;
  return said.endsWith('族') || said === '其他' ? said : `${said}族`;
}
