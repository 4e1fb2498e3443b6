import type { Item } from '../bank/item.ts';
import { escapeText, withLineFeeds } from './escape.ts';
import { splitFrontMatter } from './front-matter.ts';
import { parseMarkdown, type WrittenFile } from './markdown.ts';
import type { Locate, Problem } from './problem.ts';
import { isMap, readQuestion, readShared } from './question.ts';
import { parseYaml } from './yaml.ts';

/** What a file gave: the items that are whole, and what is wrong with the rest. */
export interface FileContent {
  readonly items: readonly Item[];
  readonly problems: readonly Problem[];
}

/**
 * Items of one question file. Every fault is collected; a question without a fault loads whatever its
 * neighbours look like.
 *
 * @param file the path inside the pack, forward slashes; `.md` is Markdown, anything else YAML.
 */
export function parseQuestionFile(text: string, file: string, pack: string): FileContent {
  const source = withLineFeeds(text);
  const written = /\.(md|markdown)$/i.test(file) ? fromMarkdown(source, file) : fromYaml(source, file);
  const problems = [...written.problems];
  const items: Item[] = [];
  if (!written.broken) {
    const shared = readShared(written.shared, file, written.locateShared, problems);
    const context = { file, pack, shared, locate: written.locate, problems };
    written.questions.forEach((data, i) => {
      const item = readQuestion(data, i, context);
      if (item && !written.spoilt(i)) items.push(item);
    });
  }
  return { items, problems };
}

interface Written extends WrittenFile {
  readonly shared: unknown;
  readonly locateShared: Locate;
  /** The file's frame is broken: its questions cannot be read. */
  readonly broken: boolean;
  /** Whether the reader itself found a fault inside a question. */
  readonly spoilt: (index: number) => boolean;
}

function fromMarkdown(text: string, file: string): Written {
  const { front, body, bodyStart } = splitFrontMatter(escapeText(text), file);
  const markdown = parseMarkdown(body, file, bodyStart);
  const starts = markdown.questions.map((_, i) => markdown.locate(['questions', i]).line);
  const problems = [...front.problems, ...markdown.problems];
  const broken = front.problems.length > 0;
  if (!broken && starts.length === 0)
    problems.push(noQuestions(file, 'Begin each question with `## Title {#id}`.'));
  const spoilt = new Set(markdown.problems.map(({ line }) => questionAt(starts, line)));
  return {
    ...markdown,
    problems,
    broken,
    shared: front.value ?? {},
    locateShared: front.locate,
    spoilt: (index) => spoilt.has(index),
  };
}

/** The index of the question that a line belongs to, by the lines on which they begin; -1 before the first. */
function questionAt(starts: readonly number[], line: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function fromYaml(text: string, file: string): Written {
  const { value, locate, problems } = parseYaml(text, file);
  const { questions, ...shared } = isMap(value) ? value : {};
  const list = Array.isArray(questions) ? questions : [];
  const faults = [...problems];
  if (faults.length === 0 && list.length === 0) {
    const place = questions === undefined ? undefined : locate(['questions']);
    faults.push(noQuestions(file, 'Write `questions:` and a list under it.', place));
  }
  return {
    questions: list as Record<string, unknown>[],
    locate,
    problems: faults,
    shared,
    locateShared: locate,
    broken: faults.length > 0,
    spoilt: () => false,
  };
}

const noQuestions = (file: string, mend: string, place = { line: 1, column: 1 }): Problem => ({
  file,
  ...place,
  severity: 'error',
  code: 'no-questions',
  message: 'no question was found in this file',
  mend,
});
