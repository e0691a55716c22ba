/** Texts of the page in each language: its own, and those it shares with the sign-up page. */
import type { Language } from '../../lambdas/modules/platform/locale.ts';
import { catalogOf } from '../shared/catalogs.ts';
import { loadTexts } from '../sign-up/catalog.ts';
import type { Texts } from '../sign-up/texts.ts';
import { en } from './languages/en.ts';
import type { SetupTexts } from './texts.ts';

export interface Words {
  readonly own: SetupTexts;
  /** Texts for the parts of the sign-up page that this page reuses. */
  readonly shared: Texts;
}

/** Loads the texts of a language, or English if the shared texts cannot be loaded. */
export async function loadWords(language: Language): Promise<Words> {
  const texts = await loadTexts(language);
  const own = await catalogOf(texts.language, en, {
    de: async () => (await import('./languages/de.ts')).de,
    fr: async () => (await import('./languages/fr.ts')).fr,
    es: async () => (await import('./languages/es.ts')).es,
    ja: async () => (await import('./languages/ja.ts')).ja,
  });
  return { own, shared: joined(texts, own) };
}

/** Adapts the shared texts: an administrator has one field for the full name. */
function joined(texts: Texts, own: SetupTexts): Texts {
  return {
    ...texts,
    loading: own.loading,
    form: {
      ...texts.form,
      fields: { ...texts.form.fields, firstName: own.name },
      submit: own.submit,
      submitting: own.submitting,
    },
    errors: {
      ...texts.errors,
      required: { ...texts.errors.required, firstName: own.nameRequired },
    },
  };
}
