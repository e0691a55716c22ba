/** Loads the texts of one of several languages. */
import type { Language } from '../../lambdas/modules/platform/locale.ts';

/** Loaders for the languages other than English. */
export type LaterCatalogs<Texts> = Readonly<Record<Exclude<Language, 'en'>, () => Promise<Texts>>>;

/** The texts in `language`, or in English if they cannot be loaded: better than a page without texts. */
export async function catalogOf<Texts>(
  language: Language,
  en: Texts,
  later: LaterCatalogs<Texts>,
): Promise<Texts> {
  if (language === 'en') return en;
  try {
    return await later[language]();
  } catch {
    return en;
  }
}
