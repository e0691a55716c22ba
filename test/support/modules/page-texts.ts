/** Placeholders for the values in a sentence: a mark for each text, and a number that is displayed as it is. */
const MARKS = ['[first]', '[second]', '[third]'];

/**
 * Returns every text of a catalog, by its path. Sentences are shown with marks in place of values. Objects that a
 * function returns are searched as well.
 */
export function textsOf(catalog: object): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (place: string, value: unknown): void => {
    if (typeof value === 'string') found.set(place, value);
    else if (typeof value === 'function') visit(place, called(value as Sentence));
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) visit(`${place}.${key}`, inner);
  };
  visit('', catalog);
  return found;
}

type Sentence = (...values: unknown[]) => unknown;

/** Calls a sentence. One that lists things gets an array, which only it would join. */
function called(sentence: Sentence): unknown {
  try {
    return sentence(...MARKS);
  } catch (error) {
    if (error instanceof TypeError) return sentence(['[First]', '[Second]']);
    throw error;
  }
}

/** Returns the marks in a text, each once, in alphabetical order, because word order differs between languages. */
export function marksIn(text: string | undefined): string[] {
  return [...new Set(text?.match(/\[\w+\]/g) ?? [])].map((mark) => mark.toLowerCase()).sort();
}
