import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

import { en } from './languages/en.ts';
import type { Texts } from './texts.ts';

/** Provides the page's texts to its components. */
export const TextsContext = createContext<Texts>(en);

export function useTexts(): Texts {
  return useContext(TextsContext);
}
