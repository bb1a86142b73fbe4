import { en } from './words-en.js';
import { zh } from './words-zh.js';

export type Language = 'zh' | 'en';

export type Words = typeof zh;

/** Everything that the page says. */
export const WORDS: Readonly<Record<Language, Words>> = { zh, en };
