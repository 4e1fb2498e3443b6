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
  const lines = text.split('\n');
  const first = lines[0] ?? '';
  if (!first.startsWith('---')) return { front: parseYaml('', file), body: text, bodyStart: 0 };
  if (first !== '---') {
    return broken(
      text,
      file,
      1,
      `expected \`---\` alone on the first line, found \`${first.slice(0, 40)}\``,
      'Write `---` and nothing after it; front matter is YAML.',
    );
  }
  const end = lines.findIndex((line, i) => i > 0 && line.startsWith('---'));
  if (end < 0) {
    return broken(
      text,
      file,
      1,
      'the front matter that opens here never closes',
      'Write `---` alone on the line after the front matter.',
    );
  }
  if (lines[end] !== '---') {
    return broken(
      text,
      file,
      end + 1,
      `expected \`---\` alone to close the front matter, found \`${lines[end]?.slice(0, 40)}\``,
      'Write exactly three dashes and nothing after them.',
    );
  }
  let front = parseYaml('', file);
  matter(
    lines
      .slice(0, end + 1)
      .join('\n')
      .concat('\n'),
    {
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
    },
  );
  return { front, body: lines.slice(end + 1).join('\n'), bodyStart: end + 1 };
}

function broken(text: string, file: string, line: number, message: string, mend: string): SplitText {
  const problem: Problem = { file, line, column: 1, severity: 'error', code: 'front-matter', message, mend };
  const front = { value: undefined, locate: () => ({ line, column: 1 }), problems: [problem] };
  return { front, body: text, bodyStart: 0 };
}
