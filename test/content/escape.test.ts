import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { escapeDeep, escapeText } from '../../src/content/escape.ts';
import { entry, frontMatter, onlyItem, parse, parseYamlFile, question, yamlFile } from './builders.ts';

// Machines that are busy with other tests are slow.
vi.setConfig({ testTimeout: 60_000 });

// The set a second time, by what Unicode says of a character instead of by its number.
const dangerous = new RegExp(
  [
    '[^\\P{Cc}\\t\\n]', // controls: C0 but tab and newline, DEL, C1
    '\\p{Bidi_Control}',
    '[\\p{Zl}\\p{Zp}]', // line and paragraph separators
    // What shows nothing; the selectors of text and emoji style are left, they only choose a picture.
    '(?![\\ufe00-\\ufe0f])\\p{Default_Ignorable_Code_Point}',
    // Format characters that show nothing. The number signs of Arabic, Syriac and Kaithi are Cf and visible.
    '(?![\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}])\\p{Cf}',
  ].join('|'),
  'u',
);
const joinerInEmoji =
  /(?<=\p{Extended_Pictographic}\p{Emoji_Modifier}?\ufe0f?)\u200d(?=\p{Extended_Pictographic})/gu;

const isSafe = (text: string): boolean => !dangerous.test(text.replace(joinerInEmoji, ''));

describe('a text that enters the program', () => {
  test('loses every dangerous character that Unicode has', () => {
    const unsafe: string[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      const char = String.fromCodePoint(code);
      if (!isSafe(escapeText(char))) unsafe.push(code.toString(16));
    }
    expect(unsafe).toEqual([]);
  });

  test('keeps every character that is not dangerous', () => {
    const changed: string[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      const char = String.fromCodePoint(code);
      if (isSafe(char) && escapeText(char) !== char) changed.push(code.toString(16));
    }
    expect(changed).toEqual([]);
  });

  test('is safe and stays as it is when it is escaped again', () => {
    const piece = fc.oneof(
      fc.constantFrom('👩', '🚀', '🏽', '\ufe0f', '\u200d', '❤', '©', 'a', '1', '<U+202E>', '␛', '[31m'),
      fc.constantFrom('\u001b', '\u009b', '\u007f', '\r', '\u202e', '\u2066', '\u200b', '\ufeff'),
      fc.constantFrom('\u2028', '\u{e0041}', '\u00ad', '\u034f', '\u3164', '\t', '\n', '\ud83d', '\udc69'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = escapeText(pieces.join(''));
        expect(isSafe(once), JSON.stringify(once)).toBe(true);
        expect(escapeText(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['\u0000', '␀'],
    ['\u001b[31m', '␛[31m'],
    ['\u0007', '␇'],
    ['\r', '␍'],
    ['\u007f', '␡'],
    ['\u009b31m', '<U+009B>31m'],
    ['\u0085', '<U+0085>'],
    ['\u202e', '<U+202E>'],
    ['\u2066', '<U+2066>'],
    ['\u200b', '<U+200B>'],
    ['\ufeff', '<U+FEFF>'],
    ['\u{e0041}', '<U+E0041>'],
  ])('shows %j as %s', (text, shown) => {
    expect(escapeText(text)).toBe(shown);
  });

  test.each([
    ['tab and newline', 'a\tb\nc'],
    ['a family with joiners', '👨‍👩‍👧‍👦'],
    ['a joiner behind a skin tone', '🧑🏽‍🚀'],
    ['a joiner behind a selector of style', '❤️‍🔥 👁️‍🗨️ 🏳️‍🌈'],
    ['letters of any script', 'Grüße, Привет, 監視, مرحبا'],
  ])('keeps %s', (_, text) => {
    expect(escapeText(text)).toBe(text);
  });

  test.each([
    ['between letters', 'a\u200db'],
    ['behind an emoji', '🚀\u200d'],
    ['before an emoji', '\u200d🚀'],
    ['doubled', '👨\u200d\u200d👩'],
  ])('shows a joiner %s, where it only hides', (_, text) => {
    expect(escapeText(text)).toContain('<U+200D>');
    expect(escapeText(text)).not.toContain('\u200d');
  });
});

test('data is escaped at every depth, keys included', () => {
  const data = { 'k\u001b': ['\u202e', { deep: '\u0007' }], n: 7, yes: true, none: null };
  expect(escapeDeep(data)).toEqual({ 'k␛': ['<U+202E>', { deep: '␇' }], n: 7, yes: true, none: null });
});

test('what the escapes of YAML make of plain text is escaped too', () => {
  const made = '"\\e[31m\\u202e\\x9b\\r\\L\\N\\U000E0041 \\x7f"';
  const shown = '␛[31m<U+202E><U+009B>␍<U+2028><U+0085><U+E0041> ␡';
  const text = `category: ${made}\nquestions:\n- id: a\n  title: ${made}\n  prompt: ${made}\n  answer: ${made}
  hints: [${made}]
  tags: [${made}]
  keyPoints: [{text: ${made}, accept: [[${made}]]}]
  followUps: [{prompt: ${made}, answer: ${made}}]
  weakAnswers: [${made}]
  references: [${made}]\n`;
  const item = onlyItem(parseYamlFile(text));
  expect([item.category, item.title, item.prompt, item.answer]).toEqual([shown, shown, shown, shown]);
  expect([item.hints, item.tags, item.weakAnswers, item.references]).toEqual(Array(4).fill([shown]));
  expect(item.keyPoints).toEqual([{ text: shown, accept: [[shown]], weight: 1 }]);
  expect(item.followUps).toEqual([{ prompt: shown, keyPoints: [], answer: shown }]);
});

test('no text that a pack can write makes an item or a message that is dangerous', () => {
  const piece = fc.constantFrom(
    '\u001b',
    '\u202e',
    '\u009b',
    '\\e',
    '\\u202e',
    '\\x9b',
    '"',
    "'",
    ': ',
    '\n  ',
    'x',
  );
  const anyText = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(anyText, anyText, (key, value) => {
      const forms = [
        parse(`${frontMatter}${question('a', `### ${key}\n\n${value}\n\n### Hint\n\n${value}\n`)}`),
        parse(`---\n${key}: ${value}\n---\n\n${question('a')}`),
        parseYamlFile(yamlFile(entry('a', `${key}: ${value}`, `hints: ["${value}"]`))),
      ];
      const texts: unknown[] = [];
      JSON.stringify(forms, (name, inner) => {
        texts.push(name, inner);
        return inner;
      });
      const unsafe = texts.filter((text) => typeof text === 'string' && !isSafe(text));
      expect(unsafe).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
