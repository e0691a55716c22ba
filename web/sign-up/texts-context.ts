import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { en } from './languages/en.ts';
import type { Texts } from './texts.ts';

/** The words of the page, for whatever is shown on it. */
export const TextsContext = createContext<Texts>(en);

export function useTexts(): Texts {
  return useContext(TextsContext);
}
