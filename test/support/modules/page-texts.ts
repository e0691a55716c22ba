/** What stands in for the values of a sentence: a mark for each place, and a number that shows as itself. */
const MARKS = ['[first]', '[second]', '[third]'];

/**
 * Every text of a catalogue by its place; a sentence is shown with marks where values come in. What a function makes is
 * looked into as well.
 */
export function textsOf(catalogue: object): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (place: string, value: unknown): void => {
    if (typeof value === 'string') found.set(place, value);
    else if (typeof value === 'function') visit(place, called(value as Sentence));
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) visit(`${place}.${key}`, inner);
  };
  visit('', catalogue);
  return found;
}

type Sentence = (...values: unknown[]) => unknown;

/** With an array where a sentence lists things: only those join what they are given. */
function called(sentence: Sentence): unknown {
  try {
    return sentence(...MARKS);
  } catch (error) {
    if (error instanceof TypeError) return sentence(['[First]', '[Second]']);
    throw error;
  }
}

/** The marks in a text, each once, in the order of the alphabet: word order is a matter of the language. */
export function marksIn(text: string | undefined): string[] {
  return [...new Set(text?.match(/\[\w+\]/g) ?? [])].map((mark) => mark.toLowerCase()).sort();
}
