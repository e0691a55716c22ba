/** Words in several languages, of which a page carries one. */
import type { Language } from '../../lambdas/modules/platform/locale.ts';

/** The other languages than English, each loaded when it is wanted. */
export type LaterCatalogues<Texts> = Readonly<
  Record<Exclude<Language, 'en'>, () => Promise<Texts>>
>;

/** The catalogue of `language`. English when it cannot be loaded: better than a page without words. */
export async function catalogueOf<Texts>(
  language: Language,
  en: Texts,
  later: LaterCatalogues<Texts>,
): Promise<Texts> {
  if (language === 'en') return en;
  try {
    return await later[language]();
  } catch {
    return en;
  }
}
