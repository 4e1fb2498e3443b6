import { Transform } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/**
 * Splits what a terminal sends into single keys, each a chunk of its own.
 *
 * A prompt that is done pauses its input. Keys that came in the same burst would be thrown away with it;
 * as chunks of their own they stay in this stream for the prompt that comes next.
 */
export class KeyStream extends Transform {
  readonly #decoder = new StringDecoder('utf8');

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    for (const key of splitKeys(this.#decoder.write(chunk))) this.push(key);
    done();
  }
}

// A control sequence (CSI or SS3), an Alt key, or a character.
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape is what keys begin with.
const oneKey = /\u001b\[[0-?]*[ -/]*[@-~]|\u001bO.|\u001b[^[O]|[\s\S]/gu;

/** Single keys of a burst, in order. */
export const splitKeys = (text: string): string[] => text.match(oneKey) ?? [];
