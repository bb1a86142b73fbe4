import { ageOn } from './local-date.js';

/** Surnames of two characters (复姓) that are in use; others are taken to have one. */
const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 司空 夏侯 轩辕 淳于 单于 太史 ' +
    '申屠 公羊 赫连 澹台 公冶 宗政 濮阳 钟离 闻人 独孤 南宫 西门 端木 百里 呼延 东郭 南门 拓跋 万俟 第五'
  ).split(' '),
);

/** 姓+**: the surname and two stars whatever the length, so that the length says nothing. Empty stays empty. */
export function maskName(name: string): string {
  const letters = Array.from(name.trim());
  if (letters.length === 0) return '';
  if (letters.length === 1) return '**';
  const pair = letters.slice(0, 2).join('');
  const surname = letters.length > 2 && COMPOUND_SURNAMES.has(pair) ? pair : letters[0];
  return `${surname}**`;
}

/** 138****1234. Anything that is not 11 digits is hidden whole. */
export function maskPhone(phone: string): string {
  return /^\d{11}$/.test(phone) ? `${phone.slice(0, 3)}****${phone.slice(7)}` : '*'.repeat(11);
}

/** First four, ten stars, last four of an 18-character ID number. Anything else is hidden whole. */
export function maskIdNumber(idNumber: string): string {
  return /^\d{17}[\dX]$/.test(idNumber)
    ? `${idNumber.slice(0, 4)}${'*'.repeat(10)}${idNumber.slice(14)}`
    : '*'.repeat(18);
}

/**
 * The five-year band of an age on `day`, such as 25-29; below 16 and from 65 on the bands are open
 * (0-15, 65+), because few people are in them and each would stand out.
 */
export function ageBand(birthDate: string, day: string): string {
  const age = ageOn(birthDate, day);
  if (age < 16) return '0-15';
  if (age >= 65) return '65+';
  if (age < 20) return '16-19';
  const from = age - (age % 5);
  return `${from}-${from + 4}`;
}
