import { parseDuration } from '../bank/duration.ts';
import type { Item, KeyPoint } from '../bank/item.ts';
import { escapeText } from './escape.ts';
import { splitFrontMatter } from './front-matter.ts';
import { parseMarkdown, type WrittenFile } from './markdown.ts';
import type { Locate, Problem } from './problem.ts';
import {
  questionSchema,
  type Shared,
  sharedSchema,
  type WrittenKeyPoint,
  type WrittenQuestion,
} from './schema.ts';
import { validate } from './validate.ts';
import { parseYaml } from './yaml.ts';

/** What a file gave: the items that are whole, and what is wrong with the rest. */
export interface FileContent {
  readonly items: readonly Item[];
  readonly problems: readonly Problem[];
}

const defaultLimits = { spoken: 180, typed: 360 };

/**
 * Items of one question file. Every fault is collected; a question without a fault loads whatever its
 * neighbours look like.
 *
 * @param file the path inside the pack, forward slashes; `.md` is Markdown, anything else YAML.
 */
export function parseQuestionFile(text: string, file: string, pack: string): FileContent {
  const source = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const written = /\.(md|markdown)$/i.test(file) ? fromMarkdown(source, file) : fromYaml(source, file);
  const problems = [...written.problems];
  const items: Item[] = [];
  if (!written.broken) {
    const shared = readShared(written.shared, file, written.locateShared, problems);
    written.questions.forEach((data, i) => {
      const question = readQuestion(data, i, shared, file, written.locate, problems);
      const { line } = written.locate(['questions', i]);
      if (question && !written.spoilt(line, i)) items.push(toItem(question, shared, { file, line }, pack));
    });
  }
  return { items, problems };
}

interface Written extends WrittenFile {
  readonly shared: unknown;
  readonly locateShared: Locate;
  /** The file's frame is broken: its questions cannot be read. */
  readonly broken: boolean;
  /** Whether the reader itself found a fault inside the question that begins at this line. */
  readonly spoilt: (line: number, index: number) => boolean;
}

function fromMarkdown(text: string, file: string): Written {
  const { front, body, bodyStart } = splitFrontMatter(escapeText(text), file);
  const markdown = parseMarkdown(body, file, bodyStart);
  const starts = markdown.questions.map((_, i) => markdown.locate(['questions', i]).line);
  const problems = [...front.problems, ...markdown.problems];
  const broken = front.problems.length > 0;
  if (!broken && starts.length === 0)
    problems.push(noQuestions(file, 'Begin each question with `## Title {#id}`.'));
  return {
    ...markdown,
    problems,
    broken,
    shared: front.value ?? {},
    locateShared: front.locate,
    spoilt: (line, index) =>
      markdown.problems.some(
        (p) => p.line >= line && p.line < (starts[index + 1] ?? Number.POSITIVE_INFINITY),
      ),
  };
}

function fromYaml(text: string, file: string): Written {
  const { value, locate, problems } = parseYaml(text, file);
  const { questions, ...shared } = (value ?? {}) as { questions?: unknown };
  const list = Array.isArray(questions) ? questions : [];
  const faults = [...problems];
  if (faults.length === 0 && list.length === 0)
    faults.push(noQuestions(file, 'Write `questions:` and a list under it.'));
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

const noQuestions = (file: string, mend: string): Problem => ({
  file,
  line: 1,
  column: 1,
  severity: 'error',
  code: 'no-questions',
  message: 'no question was found in this file',
  mend,
});

// A shared field that does not fit is named once, here, and then counts as absent.
function readShared(data: unknown, file: string, locate: Locate, problems: Problem[]): Shared {
  const whole = validate(sharedSchema, data, file, locate);
  problems.push(...whole.problems);
  if (whole.output) return whole.output;
  const entries = Object.entries(Object(data)).filter(
    ([key, value]) => validate(sharedSchema, { [key]: value }, file, locate).output,
  );
  return Object.fromEntries(entries);
}

function readQuestion(
  data: Record<string, unknown>,
  index: number,
  shared: Shared,
  file: string,
  locate: Locate,
  problems: Problem[],
): WrittenQuestion | undefined {
  const at = ['questions', index];
  const named = withId(data, file, locate(at), problems);
  const { output, problems: faults } = validate(questionSchema, named, file, locate, at);
  problems.push(...faults);
  if (output && (output.category ?? shared.category) === undefined) {
    problems.push({
      file,
      ...locate(at),
      severity: 'error',
      code: 'missing',
      message: `\`${output.id}\` has no category`,
      mend: 'Write `category:` in the front matter, or for this question.',
    });
    return undefined;
  }
  return output;
}

// A question without an id still loads, under its title's words: a new wording then loses its history.
function withId(
  data: Record<string, unknown>,
  file: string,
  place: { line: number; column: number },
  problems: Problem[],
): unknown {
  if (data === null || typeof data !== 'object' || data.id !== undefined || typeof data.title !== 'string')
    return data;
  const id = data.title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 100);
  if (id === '') return data;
  problems.push({
    file,
    ...place,
    severity: 'warning',
    code: 'no-id',
    message: `"${data.title}" has no id`,
    mend: `Write {#${id}} behind the title, so that progress survives a new wording.`,
  });
  return { ...data, id };
}

const toKeyPoint = (point: WrittenKeyPoint): KeyPoint =>
  typeof point === 'string'
    ? { text: point, accept: [], weight: 1 }
    : { text: point.text, accept: point.accept ?? [], weight: point.weight ?? 1 };

function toItem(question: WrittenQuestion, shared: Shared, source: Item['source'], pack: string): Item {
  const seconds = (mode: 'spoken' | 'typed'): number =>
    parseDuration(question.limits?.[mode] ?? shared.limits?.[mode] ?? '') ?? defaultLimits[mode];
  return {
    id: question.id,
    pack,
    kind: question.kind ?? shared.kind ?? 'open',
    category: question.category ?? shared.category ?? '',
    level: question.level ?? shared.level ?? 'intermediate',
    title: question.title,
    tags: question.tags ?? shared.tags ?? [],
    skills: question.skills ?? shared.skills ?? [],
    careers: question.careers ?? shared.careers ?? [],
    prompt: question.prompt,
    hints: question.hints ?? [],
    keyPoints: (question.keyPoints ?? []).map(toKeyPoint),
    answer: question.answer,
    weakAnswers: question.weakAnswers ?? [],
    followUps: (question.followUps ?? []).map(({ prompt, keyPoints, answer }) => ({
      prompt,
      keyPoints: (keyPoints ?? []).map(toKeyPoint),
      answer: answer ?? '',
    })),
    references: question.references ?? [],
    limits: { spoken: seconds('spoken'), typed: seconds('typed') },
    source,
  };
}
