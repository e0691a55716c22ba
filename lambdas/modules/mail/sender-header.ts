/** Printable ASCII without the two characters that a quoted string cannot hold as they are (RFC 5322 §3.2.4). */
const QUOTABLE = /^[ !#-[\]-~]+$/;
/** Base64 of this many bytes keeps an encoded word under its limit of 75 characters (RFC 2047 §2). */
const ENCODED_WORD_BYTES = 45;

/** A sender for the `From` header: the name quoted, or where that cannot be, in encoded words, as SES asks for. */
export function formatSender(name: string, address: string): string {
  return QUOTABLE.test(name) ? `"${name}" <${address}>` : `${encodeWords(name)} <${address}>`;
}

/** The address of a `From` header: what stands between angle brackets, or all of it. */
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
