import { createContext, useContext } from 'react';
import { type Language, WORDS, type Words } from './words.js';

export const LanguageContext = createContext<Language>('zh');

/** The language of the page, and its words. */
export function useWords(): Words & { readonly spoken: Language } {
  const spoken = useContext(LanguageContext);
  return { ...WORDS[spoken], spoken };
}

/** Text as the API has it, which is Chinese whatever the language of the page: a screen reader must know. */
export function Zh({ children }: { readonly children: string }) {
  const { spoken } = useWords();
  return spoken === 'zh' ? children : <span lang="zh-CN">{children}</span>;
}
