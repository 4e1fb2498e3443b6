// C0 (but tab and newline), DEL, C1; what shows nothing (soft hyphen, grapheme joiner, Hangul fillers, Khmer and
// Mongolian invisibles, zero-width and bidi controls, line and paragraph separators, byte order mark, annotation
// marks, controls of hieroglyphs, shorthand and music, variation-selector and tag planes). The selectors FE00 to
// FE0F stay: they only choose a picture.
const dangerous =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: characters that combine are looked for one by one.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{13430}-\u{1343f}\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;

/**
 * A text that is safe to print on any terminal: C0 and DEL become pictures (␛), C1, bidi, zero-width and
 * tag characters become `<U+202E>`. Tab and newline stay, and so does the joiner inside an emoji.
 * Applied once, where text enters the program; colour is added afterwards.
 */
export function escapeText(text: string): string {
  return text.replace(dangerous, (char, offset: number) => {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    if (code === 0x7f) return '\u2421';
    if (code === 0x200d && joinsEmoji(text, offset)) return char;
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

function joinsEmoji(text: string, offset: number): boolean {
  const before = text.slice(Math.max(0, offset - 3), offset);
  const after = text.slice(offset + 1, offset + 3);
  return (
    /(\p{Extended_Pictographic}|\p{Emoji_Modifier})\ufe0f?$/u.test(before) &&
    /^\p{Extended_Pictographic}/u.test(after)
  );
}

/** The same for every text inside parsed data: YAML's own escapes can make what the file did not hold. */
export function escapeDeep(value: unknown): unknown {
  if (typeof value === 'string') return escapeText(value);
  if (Array.isArray(value)) return value.map(escapeDeep);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [escapeText(key), escapeDeep(inner)]),
    );
  }
  return value;
}

/** A file's text without a byte order mark, its lines ended by line feeds. */
export function withLineFeeds(text: string): string {
  const whole = text.replace(/^\ufeff/, '');
  return whole.includes('\r') ? whole.replace(/\r\n?/g, '\n') : whole;
}
