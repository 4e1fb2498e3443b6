import { didYouMean } from '../bank/suggest.ts';
import { type Notes, readChoices, readNumber, readOrder, splitChoices } from './markdown-kinds.ts';
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

// A part whose reader tells where each of its values stands, and what has no place in it.
const noted =
  (key: string, read: (block: Block, notes: Notes) => unknown) =>
  (draft: Draft, block: Block): void => {
    const note: Notes['note'] = (path, line) => draft.at([key, ...path], line);
    one(key, (inner) => read(inner, { note, fault: draft.fault }))(draft, block);
  };

/** What each level-three heading of a question means. */
const parts: Record<string, (draft: Draft, block: Block) => void> = {
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
  choices: noted('choices', readChoices),
  order: noted('order', readOrder),
  number: noted('number', readNumber),
  cloze: one('cloze', ({ text }) => text),
  references: one('references', (block) => readList(block).map(({ text }) => text)),
};

/** Reads the questions of a Markdown body: `## Title {#id}`, the prompt, then `### Part` headings. */
export function parseMarkdown(body: string, file: string, linesBefore: number): WrittenFile {
  const problems: Problem[] = [];
  const noted: Noted[] = [];
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
  const questions = blocks.map((block, question) =>
    readQuestion(block, file, problems, (path, place) => void noted.push({ question, path, place })),
  );
  return { questions, problems, locate: locator(blocks, noted) };
}

interface Noted {
  readonly question: number;
  readonly path: readonly (string | number)[];
  readonly place: Place;
}

// Most questions have no fault, and only where they begin is asked: the places inside are put in order when one is.
function locator(blocks: readonly Block[], noted: readonly Noted[]): Locate {
  let places: Map<string, Place> | undefined;
  return (path) => {
    const block = path.length === 2 ? blocks[Number(path[1])] : undefined;
    if (block) return { line: block.line, column: 1 };
    places ??= new Map(
      noted.map((note) => [['questions', note.question, ...note.path].join('\n'), note.place]),
    );
    return nearest(places, path);
  };
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
  readPrompt(draft, before, block);
  for (const part of blocks) {
    const name = part.title.toLowerCase();
    const read = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (read) read(draft, part);
    else unknownPart(draft, part);
  }
  return draft.data;
}

// The prompt may end in a task list: its choices.
function readPrompt(draft: Draft, before: string, { raw, line }: Block): void {
  const skipped = raw.slice(0, raw.indexOf(before)).split('\n').length - 1;
  const { prompt, choices } = splitChoices({
    title: '',
    line: line + 1 + skipped,
    raw: before,
    text: before,
  });
  if (prompt !== '') draft.data.prompt = prompt;
  if (!choices) return;
  // A block's line is that of its heading; a task list has none, and begins on the next.
  parts.choices?.(draft, { ...choices, line: choices.line - 1 });
  draft.at(['choices'], choices.line);
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

function readFollowUp(block: Block, draft: Draft, path: (string | number)[]): Record<string, unknown> {
  const { before, blocks } = sections(block.raw, 4, block.line);
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
