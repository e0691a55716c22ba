/** Printable ASCII without the two characters that must be escaped in a quoted string (RFC 5322 §3.2.4). */
const QUOTABLE = /^[ !#-[\]-~]+$/;
/** The Base64 encoding of this many bytes keeps an encoded word within its limit of 75 characters (RFC 2047 §2). */
const ENCODED_WORD_BYTES = 45;

/** Formats a sender for the `From` header: a quoted name or, if it cannot be quoted, encoded words, as SES requires. */
export function formatSender(name: string, address: string): string {
  return QUOTABLE.test(name) ? `"${name}" <${address}>` : `${encodeWords(name)} <${address}>`;
}

/** Returns the address of a `From` header: the text in angle brackets, or the whole value. */
export function addressOf(sender: string): string {
  return /<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender;
}

function encodeWords(text: string): string {
  const words = [''];
  for (const character of text) {
    const longer = (words.at(-1) ?? '') + character;
    if (Buffer.byteLength(longer) > ENCODED_WORD_BYTES) words.push(character);
    else words[words.length - 1] = longer;
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}
