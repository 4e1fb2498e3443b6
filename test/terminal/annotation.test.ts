import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Problem } from '../../src/content/problem.ts';
import { annotations } from '../../src/terminal/annotation.ts';

const problem = (over: Partial<Problem> = {}): Problem => ({
  file: 'questions/a.md',
  line: 7,
  column: 3,
  severity: 'error',
  code: 'missing',
  message: '`answer` is missing',
  mend: 'Write the model answer.',
  ...over,
});

// As the runner reads a command (actions/runner, ActionCommand.TryParseV2).
function read(line: string) {
  const [, level, properties = '', data = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  const plain = (text: string) =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  const pairs = properties
    .split(',')
    .map((pair) => [pair.slice(0, pair.indexOf('=')), plain(pair.slice(pair.indexOf('=') + 1))]);
  return { level, ...Object.fromEntries(pairs), data: plain(data) };
}

test('a problem is a command that names its place, its code and the mend', () => {
  expect(annotations([problem()])).toBe(
    '::error file=questions/a.md,line=7,col=3,title=missing::`answer` is missing%0AWrite the model answer.\n',
  );
});

test('errors come before warnings, since GitHub shows ten of each', () => {
  const mixed = [problem({ severity: 'warning', code: 'no-hints' }), problem(), problem({ line: 9 })];
  const lines = annotations(mixed).trimEnd().split('\n').map(read);
  expect(lines.map(({ level, line }) => `${level} ${line}`)).toEqual(['error 7', 'error 9', 'warning 7']);
  expect(annotations([])).toBe('');
});

test('whatever stands in a name or a message, it is one command a line and reads back', () => {
  const text = fc
    .array(fc.constantFrom('::', ':', ',', '%', '%0A', '\n', '\r', '::error::', 'a', ' ', '='), {
      maxLength: 8,
    })
    .map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, text, text, (file, message, mend) => {
      const written = annotations([problem({ file, message, mend })]);
      expect(written.indexOf('\n')).toBe(written.length - 1);
      expect(written).not.toContain('\r');
      expect(read(written.slice(0, -1))).toMatchObject({ level: 'error', file, data: `${message}\n${mend}` });
    }),
    { numRuns: 500 },
  );
});
