import { parseDuration } from '../bank/duration.ts';
import type { Item, KeyPoint, Kind } from '../bank/item.ts';
import { type KindPart, kindOf, readKind } from './item-kind.ts';
import type { Locate, Place, Problem, ProblemCode } from './problem.ts';
import {
  questionSchema,
  type Shared,
  sharedSchema,
  type WrittenKeyPoint,
  type WrittenQuestion,
} from './schema.ts';
import { validate } from './validate.ts';

/** The file that a question stands in, and where its faults are collected. */
export interface QuestionContext {
  readonly file: string;
  readonly pack: string;
  readonly shared: Shared;
  readonly locate: Locate;
  readonly problems: Problem[];
}

const openLimits = { spoken: 180, typed: 360 };
const quickLimits = { spoken: 60, typed: 60 };

/** The limits, in seconds, of a question that nobody wrote any for. */
export const usualLimits = (kind: Kind): Item['limits'] => (kind === 'open' ? openLimits : quickLimits);

/** What the questions of a file share. A field that does not fit is named once, here, and then counts as absent. */
export function readShared(data: unknown, file: string, locate: Locate, problems: Problem[]): Shared {
  const whole = validate(sharedSchema, data, file, locate);
  for (const problem of whole.problems) problems.push(problem);
  if (whole.output || !isMap(data)) return whole.output ?? {};
  const entries = Object.keys(sharedSchema.entries)
    .filter((key) => validate(sharedSchema, { [key]: data[key] }, file, locate).output)
    .map((key) => [key, data[key]]);
  return Object.fromEntries(entries);
}

/** Whether parsed data is a map: neither a list nor a plain value. */
export const isMap = (data: unknown): data is Record<string, unknown> =>
  data !== null && typeof data === 'object' && !Array.isArray(data);

/** The item that a written question makes; undefined, with the faults collected, when it is not whole. */
export function readQuestion(data: unknown, index: number, context: QuestionContext): Item | undefined {
  const { file, locate, problems, shared } = context;
  const at = ['questions', index];
  const fault = (path: readonly (string | number)[], code: ProblemCode, message: string, mend: string) => {
    problems.push({ file, ...locate([...at, ...path]), severity: 'error', code, message, mend });
    return undefined;
  };
  const named = withId(data, locate(at), context);
  const { output: question, problems: faults } = validate(questionSchema, named, file, locate, at);
  // Not `push(...faults)`: a list of bad entries may be longer than a call can have arguments.
  for (const one of faults) problems.push(one);
  if (!question) return undefined;
  const category = question.category ?? shared.category;
  if (category === undefined) {
    return fault(
      [],
      'missing',
      `\`${question.id}\` has no category`,
      'Write `category:` in the front matter, or for this question.',
    );
  }
  const read = readKind(question, kindOf(question, shared.kind));
  if ('part' in read) return toItem(question, category, read.part, context, locate(at).line);
  for (const { path, code, message, mend } of read.faults) fault(path, code, message, mend);
  return undefined;
}

// A question without an id still loads, under its title's words: a new wording then loses its history.
function withId(data: unknown, place: Place, { file, problems }: QuestionContext): unknown {
  if (!isMap(data) || data.id !== undefined || typeof data.title !== 'string') return data;
  const { title } = data;
  const slug = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 100)
    .replace(/-+$/, '');
  if (slug === '') return data;
  problems.push({
    file,
    ...place,
    severity: 'warning',
    code: 'no-id',
    message: `"${title.slice(0, 40)}" has no id`,
    mend: `Write {#${slug}} behind the title, or \`id: ${slug}\`, so that progress survives a new wording.`,
  });
  return { ...data, id: slug };
}

const toKeyPoint = (point: WrittenKeyPoint): KeyPoint =>
  typeof point === 'string'
    ? { text: point, accept: [], weight: 1 }
    : { text: point.text, accept: point.accept ?? [], weight: point.weight ?? 1 };

function toItem(
  question: WrittenQuestion,
  category: string,
  part: KindPart,
  { file, pack, shared }: QuestionContext,
  line: number,
): Item {
  const usual = usualLimits(part.kind);
  const seconds = (mode: 'spoken' | 'typed'): number => {
    const written = question.limits?.[mode] ?? shared.limits?.[mode];
    return written === undefined ? usual[mode] : (parseDuration(written) ?? usual[mode]);
  };
  return {
    id: question.id,
    pack,
    category,
    level: question.level ?? shared.level ?? 'intermediate',
    title: question.title,
    tags: question.tags ?? shared.tags ?? [],
    skills: question.skills ?? shared.skills ?? [],
    careers: question.careers ?? shared.careers ?? [],
    prompt: question.prompt,
    hints: question.hints ?? [],
    keyPoints: (question.keyPoints ?? []).map(toKeyPoint),
    answer: question.answer ?? '',
    rubric: question.rubric ?? '',
    anatomy: question.anatomy ?? '',
    weakAnswers: question.weakAnswers ?? [],
    followUps: (question.followUps ?? []).map(({ prompt, keyPoints, answer }) => ({
      prompt,
      keyPoints: (keyPoints ?? []).map(toKeyPoint),
      answer: answer ?? '',
    })),
    references: question.references ?? [],
    limits: { spoken: seconds('spoken'), typed: seconds('typed') },
    source: { file, line },
    ...part,
  };
}
