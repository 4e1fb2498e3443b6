import { didYouMean } from '../bank/suggest.ts';
import { readKeyPoints, readLimits, readList, readNames } from './markdown-lists.ts';
import { type Block, sections } from './markdown-sections.ts';
import type { Locate, Place, Problem, ProblemCode } from './problem.ts';

/** The questions of a Markdown body as plain data, not yet held against the schema. */
export interface WrittenFile {
  readonly questions: readonly Record<string, unknown>[];
  readonly locate: Locate;
  readonly problems: readonly Problem[];
}

type Note = (path: readonly (string | number)[], place: Place) => void;

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
  (key: string, read: (block: Block, draft: Draft, path: (string | number)[]) => unknown) =>
  (draft: Draft, block: Block): void => {
    const list = (draft.data[key] ?? []) as unknown[];
    draft.data[key] = list;
    const path = [key, list.length];
    draft.at(path, block.line);
    list.push(read(block, draft, path));
  };

const points = (block: Block, draft: Draft, path: (string | number)[]): unknown =>
  readKeyPoints(block, (inner, line) => draft.at([...path, ...inner], line));

/** What each level-three heading of a question means. */
const parts: Record<string, (draft: Draft, block: Block) => void> = {
  kind: one('kind', ({ text }) => text),
  category: one('category', ({ text }) => text),
  level: one('level', ({ text }) => text.toLowerCase()),
  tags: one('tags', ({ text }) => readNames(text)),
  skills: one('skills', ({ text }) => readNames(text)),
  careers: one('careers', ({ text }) => readNames(text)),
  limits: one('limits', ({ text }) => readLimits(text)),
  hint: many('hints', ({ text }) => text),
  'key points': (draft, block) =>
    one('keyPoints', (inner) => points(inner, draft, ['keyPoints']))(draft, block),
  answer: one('answer', ({ text }) => text),
  'weak answer': many('weakAnswers', ({ text }) => text),
  'follow-up': many('followUps', readFollowUp),
  references: one('references', (block) => readList(block).map(({ text }) => text)),
};

/** Reads the questions of a Markdown body: `## Title {#id}`, the prompt, then `### Part` headings. */
export function parseMarkdown(body: string, file: string, linesBefore: number): WrittenFile {
  const problems: Problem[] = [];
  const places = new Map<string, Place>();
  const { blocks, openFence } = sections(body, 2, linesBefore);
  if (openFence !== undefined) {
    problems.push({
      file,
      line: openFence,
      column: 1,
      severity: 'error',
      code: 'unclosed-fence',
      message: 'the code block that opens here never closes',
      mend: 'Close it with the same fence on a line of its own.',
    });
  }
  const questions = blocks.map((block, i) =>
    readQuestion(block, file, problems, (path, place) =>
      places.set(['questions', i, ...path].join('\n'), place),
    ),
  );
  return { questions, problems, locate: (path) => nearest(places, path) };
}

function nearest(places: ReadonlyMap<string, Place>, path: readonly (string | number)[]): Place {
  for (let length = path.length; length > 0; length--) {
    const place = places.get(path.slice(0, length).join('\n'));
    if (place) return place;
  }
  return { line: 1, column: 1 };
}

function readQuestion(block: Block, file: string, problems: Problem[], note: Note): Record<string, unknown> {
  const { title, id } = splitHeading(block.title);
  const draft: Draft = {
    data: { title, ...(id === undefined ? {} : { id }) },
    at: (path, line) => note(path, { line, column: 1 }),
    fault: (line, code, message, mend) =>
      problems.push({ file, line, column: 1, severity: 'error', code, message, mend }),
  };
  draft.at([], block.line);
  const { before, blocks } = sections(block.raw, 3, block.line);
  if (before !== '') draft.data.prompt = before;
  for (const part of blocks) {
    const name = part.title.toLowerCase();
    const read = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (read) read(draft, part);
    else unknownPart(draft, part);
  }
  return draft.data;
}

function unknownPart(draft: Draft, part: Block): void {
  const known = Object.keys(parts).map((name) => name.charAt(0).toUpperCase() + name.slice(1));
  const meant = didYouMean(part.title, known);
  draft.fault(
    part.line,
    'unknown-part',
    `unknown part \`### ${part.title}\``,
    meant
      ? `Did you mean \`### ${meant}\`?`
      : `The parts are ${known.join(', ')}; inside a text use \`####\`.`,
  );
}

function splitHeading(heading: string): { title: string; id?: string } {
  const match = /^(.*?)\s*\{#([^}]*)\}\s*$/.exec(heading);
  return match ? { title: match[1] ?? '', id: match[2] ?? '' } : { title: heading };
}

function readFollowUp(block: Block, draft: Draft, path: (string | number)[]): Record<string, unknown> {
  const { before, blocks } = sections(block.raw, 4, block.line);
  const data: Record<string, unknown> = { prompt: before };
  for (const part of blocks) {
    const name = part.title.toLowerCase();
    if (name === 'key points') data.keyPoints = points(part, draft, [...path, 'keyPoints']);
    else if (name === 'answer') data.answer = part.text;
    else {
      draft.fault(
        part.line,
        'unknown-part',
        `unknown part \`#### ${part.title}\` in a follow-up`,
        'The parts here are Key points and Answer.',
      );
    }
  }
  return data;
}
