import fc from 'fast-check';

/**
 * Generates arbitrary text of any UTF-16 units, including halves of surrogate pairs, and often with characters that
 * have a special meaning.
 */
export function anyText(maxLength = 12): fc.Arbitrary<string> {
  const sign = fc.constantFrom('\r', '\n', '\0', '<', '>', '@', '.', '/', '"', '\u2028', '\u202e');
  const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
  const ascii = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
  return fc.string({ unit: fc.oneof(unit, ascii, sign), maxLength });
}
