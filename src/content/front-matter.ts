import matter from 'gray-matter';
import type { Problem } from './problem.ts';
import { parseYaml, type YamlText } from './yaml.ts';

/** A Markdown text split into what all its questions share and the questions themselves. */
export interface SplitText {
  readonly front: YamlText;
  readonly body: string;
  /** Lines of the file that stand before the body. */
  readonly bodyStart: number;
}

const refuse = (language: string) => () => {
  throw new Error(`${language} front matter is refused`);
};

/**
 * Splits YAML front matter off a text whose line ends are `\n`.
 *
 * gray-matter would run `---js` as code, take any line that begins with `---` for the closing one, and
 * cache broken results, so both fences are checked here first and it is handed the bounded block alone,
 * with our YAML parser as its only engine.
 */
export function splitFrontMatter(text: string, file: string): SplitText {
  if (!text.startsWith('---')) return { front: parseYaml('', file), body: text, bodyStart: 0 };
  const first = lineAt(text, 0);
  if (first !== '---') {
    return broken(
      text,
      file,
      1,
      `expected \`---\` alone on the first line, found \`${first.slice(0, 40)}\``,
      'Write `---` and nothing after it; front matter is YAML.',
    );
  }
  const end = text.indexOf('\n---') + 1;
  if (end === 0) {
    return broken(
      text,
      file,
      1,
      'the front matter that opens here never closes',
      'Write `---` alone on the line after the front matter.',
    );
  }
  const bodyStart = text.slice(0, end).split('\n').length;
  const last = lineAt(text, end);
  if (last !== '---') {
    return broken(
      text,
      file,
      bodyStart,
      `expected \`---\` alone to close the front matter, found \`${last.slice(0, 40)}\``,
      'Write exactly three dashes and nothing after them.',
    );
  }
  let front: SplitText['front'] | undefined;
  matter(`${text.slice(0, end)}---\n`, {
    language: 'yaml',
    engines: {
      yaml: (source) => {
        front = parseYaml(source.replace(/^\n/, ''), file, 1);
        return {};
      },
      js: refuse('js'),
      javascript: refuse('javascript'),
      json: refuse('json'),
    },
  });
  return { front: front ?? parseYaml('', file), body: text.slice(end + '---\n'.length), bodyStart };
}

function lineAt(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return text.slice(at, end < 0 ? undefined : end);
}

function broken(text: string, file: string, line: number, message: string, mend: string): SplitText {
  const problem: Problem = { file, line, column: 1, severity: 'error', code: 'front-matter', message, mend };
  const front = { value: undefined, locate: () => ({ line, column: 1 }), problems: [problem] };
  return { front, body: text, bodyStart: 0 };
}
