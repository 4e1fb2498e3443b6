import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitKeys } from '../../src/terminal/key-stream.ts';

test('a burst is split into keys: letters, arrows, Alt keys and single escapes', () => {
  expect(splitKeys('h\r\u001b[A\u001b[1;5C\u001bOPé😀\u001bb\u001b')).toEqual([
    'h',
    '\r',
    '\u001b[A',
    '\u001b[1;5C',
    '\u001bOP',
    'é',
    '😀',
    '\u001bb',
    '\u001b',
  ]);
});

test('nothing is lost and nothing added', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(splitKeys(text).join('')).toBe(text);
    }),
  );
});
