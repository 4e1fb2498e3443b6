import { didYouMean } from '../bank/suggest.ts';
import { type Notes, readChoices, readNumber, readOrder, splitChoices } from './markdown-kinds.ts';
import { readKeyPoints, readLimits, readList, readNames } from './markdown-lists.ts';
import { type Block, type Section, sections } from './markdown-sections.ts';
import type { Locate, Problem, ProblemCode } from './problem.ts';

/** The questions of a Markdown body as plain data, not yet held against the schema. */
export interface WrittenFile {
  readonly questions: readonly Record<string, unknown>[];
  readonly locate: Locate;
  readonly problems: readonly Problem[];
}

interface Draft {
  readonly data: Record<string, unknown>;
  readonly at: (path: readonly (string | number)[], line: number) => void;
  readonly fault: (line: number, code: ProblemCode, message: string, mend: string) => void;
}

const one =
  (key: string, read: (block: Block) => unknown) =>
  (draft: Draft, block: Block): void => {
    if (key in draft.data) {
      draft.fault(block.line, 'duplicate-part', `\`${block.title}\` stands twice`, 'Join the two.');
      return;
    }
    draft.at([key], block.line);
    draft.data[key] = read(block);
  };

const many =
  (key: string, read: (block: Section, draft: Draft, path: (string | number)[]) => unknown) =>
  (draft: Draft, block: Section): void => {
    const list = (draft.data[key] ?? []) as unknown[];
    draft.data[key] = list;
    const path = [key, list.length];
    draft.at(path, block.line);
    list.push(read(block, draft, path));
  };

// A part whose reader tells where each of its values stands, and what has no place in it.
const noted =
  (key: string, read: (block: Block, notes: Notes) => unknown) =>
  (draft: Draft, block: Block): void => {
    const note: Notes['note'] = (path, line) => draft.at([key, ...path], line);
    one(key, (inner) => read(inner, { note, fault: draft.fault }))(draft, block);
  };

const readChoicePart = noted('choices', readChoices);

/** What each level-three heading of a question means. */
const parts: Record<string, (draft: Draft, block: Section) => void> = {
  kind: one('kind', ({ text }) => text.toLowerCase()),
  category: one('category', ({ text }) => text),
  level: one('level', ({ text }) => text.toLowerCase()),
  tags: one('tags', ({ text }) => readNames(text)),
  skills: one('skills', ({ text }) => readNames(text)),
  careers: one('careers', ({ text }) => readNames(text)),
  limits: one('limits', ({ text }) => readLimits(text)),
  hint: many('hints', ({ text }) => text),
  'key points': noted('keyPoints', (block, { note }) => readKeyPoints(block, note)),
  answer: one('answer', ({ text }) => text),
  rubric: one('rubric', ({ text }) => text),
  anatomy: one('anatomy', ({ text }) => text),
  'weak answer': many('weakAnswers', ({ text }) => text),
  'follow-up': many('followUps', readFollowUp),
  choices: readChoicePart,
  order: noted('order', readOrder),
  number: noted('number', readNumber),
  cloze: one('cloze', ({ text }) => text),
  references: one('references', (block) => readList(block).map(({ text }) => text)),
};

/** Reads the questions of a Markdown body: `## Title {#id}`, the prompt, then `### Part` headings. */
export function parseMarkdown(body: string, file: string, linesBefore: number): WrittenFile {
  const problems: Problem[] = [];
  const { blocks, openFence } = sections(body, linesBefore);
  const fault: Draft['fault'] = (line, code, message, mend) =>
    problems.push({ file, line, column: 1, severity: 'error', code, message, mend });
  if (openFence !== undefined) {
    const message = 'the code block that opens here never closes';
    fault(openFence, 'unclosed-fence', message, 'Close it with the same fence on a line of its own.');
  }
  const questions = blocks.map((block) => readQuestion(block, { fault, at: () => {} }));
  return { questions, problems, locate: locator(blocks) };
}

// Most questions have no fault, and only where they begin is asked: where the parts of one stand is noted by reading
// it again.
function locator(blocks: readonly Section[]): Locate {
  const known = new Map<number, ReadonlyMap<string, number>>();
  return ([, question, ...path]) => {
    const block = blocks[Number(question)];
    if (!block) return { line: 1, column: 1 };
    if (path.length === 0) return { line: block.line, column: 1 };
    const lines = known.get(Number(question)) ?? linesOfParts(block);
    known.set(Number(question), lines);
    return { line: nearest(lines, path) ?? block.line, column: 1 };
  };
}

function linesOfParts(block: Section): Map<string, number> {
  const lines = new Map<string, number>();
  readQuestion(block, { at: (path, line) => lines.set(path.join('\n'), line), fault: () => {} });
  return lines;
}

function nearest(lines: ReadonlyMap<string, number>, path: readonly (string | number)[]): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const line = lines.get(path.slice(0, length).join('\n'));
    if (line !== undefined) return line;
  }
  return undefined;
}

function readQuestion(block: Section, notes: Pick<Draft, 'at' | 'fault'>): Record<string, unknown> {
  const { title, id } = splitHeading(block.title);
  const draft: Draft = { data: { title, ...(id === undefined ? {} : { id }) }, ...notes };
  readPrompt(draft, block);
  for (const part of block.blocks) {
    const name = part.title.toLowerCase();
    const read = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (read) read(draft, part);
    else unknownPart(draft, part);
  }
  return draft.data;
}

// The prompt may end in a task list: its choices.
function readPrompt(draft: Draft, { raw, before, line }: Section): void {
  const { prompt, list, start } = splitChoices(before);
  if (prompt !== '') draft.data.prompt = prompt;
  if (list === undefined) return;
  const skipped = raw.slice(0, raw.indexOf(before)).split('\n').length - 1;
  const at = line + 1 + skipped + start;
  // A block's line is that of its heading; a task list has none, and begins on the next.
  readChoicePart(draft, { title: 'Choices', line: at - 1, raw: list, text: list.trim() });
  draft.at(['choices'], at);
}

function unknownPart(draft: Draft, part: Block): void {
  const known = Object.keys(parts).map((name) => name.charAt(0).toUpperCase() + name.slice(1));
  const title = part.title.slice(0, 40);
  const meant = didYouMean(title, known);
  draft.fault(
    part.line,
    'unknown-part',
    `unknown part \`### ${title}\``,
    meant
      ? `Did you mean \`### ${meant}\`?`
      : `The parts are ${known.join(', ')}; inside a text use \`####\`.`,
  );
}

function splitHeading(heading: string): { title: string; id?: string } {
  // By hand: a pattern would try every place of a long heading against every other.
  const open = heading.lastIndexOf('{#');
  const close = open < 0 ? -1 : heading.indexOf('}', open);
  if (close < 0 || close !== heading.length - 1) return { title: heading };
  return { title: heading.slice(0, open).trimEnd(), id: heading.slice(open + 2, close) };
}

function readFollowUp(
  { before, blocks }: Section,
  draft: Draft,
  path: (string | number)[],
): Record<string, unknown> {
  const data: Record<string, unknown> = { prompt: before };
  for (const part of blocks) {
    const name = part.title.toLowerCase();
    const key = name === 'key points' ? 'keyPoints' : name;
    if (key !== 'keyPoints' && key !== 'answer') {
      draft.fault(
        part.line,
        'unknown-part',
        `unknown part \`#### ${part.title.slice(0, 40)}\` in a follow-up`,
        'The parts here are Key points and Answer.',
      );
    } else if (key in data) {
      draft.fault(part.line, 'duplicate-part', `\`${part.title}\` stands twice`, 'Join the two.');
    } else {
      const at = [...path, key];
      draft.at(at, part.line);
      data[key] =
        key === 'answer'
          ? part.text
          : readKeyPoints(part, (inner, line) => draft.at([...at, ...inner], line));
    }
  }
  return data;
}
