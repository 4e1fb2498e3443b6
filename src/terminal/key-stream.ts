import { Transform } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** Escape and Ctrl-D as keys of their own: readline would wait after the one and close the prompt on the other. */
const escapeAlone = '\u001b[23~';
const submit = '\u001b[24~';
const pasteStart = '\u001b[200~';
const pasteEnd = '\u001b[201~';

/**
 * Splits what a terminal sends into single keys, each a chunk of its own.
 *
 * A prompt that is done pauses its input. Keys that came in the same burst would be thrown away with it; as
 * chunks of their own they stay in this stream for the prompt that comes next. Pasted text is one piece of
 * text, its line ends spaces, where text is wanted, and nothing anywhere else: it presses no keys.
 */
export class KeyStream extends Transform {
  /** Whether letters are text now. */
  wantsText = false;
  readonly #decoder = new StringDecoder('utf8');
  #pasting = false;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    for (const key of splitKeys(this.#decoder.write(chunk))) {
      const sent = this.#translated(key);
      if (sent !== '') this.push(sent);
    }
    done();
  }

  #translated(key: string): string {
    if (key === pasteStart || key === pasteEnd) {
      this.#pasting = key === pasteStart;
      return '';
    }
    if (this.#pasting) return this.wantsText ? pastedText(key) : '';
    if (key === '\u001b') return escapeAlone;
    return key === '\u0004' && this.wantsText ? submit : key;
  }
}

// Line ends and tabs become spaces; other control characters go.
const pastedText = (key: string): string => (/^\s$/.test(key) ? ' ' : /^\p{Cc}/u.test(key) ? '' : key);

// A control sequence (CSI or SS3), an Alt key, or a character.
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape is what keys begin with.
const oneKey = /\u001b\[[0-?]*[ -/]*[@-~]|\u001bO.|\u001b[^[O]|[\s\S]/gu;

/** Single keys of a burst, in order. */
export const splitKeys = (text: string): string[] => text.match(oneKey) ?? [];
