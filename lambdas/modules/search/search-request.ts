import * as z from 'zod';
import { termsOf } from './words.ts';

const SEARCH_MAX = 200;
const TERMS_MAX = 10;

/** The query parameter `search` of a list. `finds` names the texts that are searched. */
export function searchParameter(finds: string) {
  return z
    .string()
    .max(SEARCH_MAX, `search must be at most ${SEARCH_MAX} characters.`)
    .superRefine((text, context) => {
      const terms = termsOf(text);
      if (terms === undefined)
        context.addIssue({ code: 'custom', message: 'search must contain a letter or a digit.' });
      else if (terms.others.length >= TERMS_MAX)
        context.addIssue({
          code: 'custom',
          message: `search must have at most ${TERMS_MAX} words.`,
        });
    })
    .optional()
    .meta({
      description: `Search terms, in any order. Each must be the beginning of a word in ${finds}. Case and accents are ignored. Results are sorted by the matching word, then newest first.`,
      example: 'ada love',
    });
}
