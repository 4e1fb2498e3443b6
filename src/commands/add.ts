import type { KeyPoint, OpenItem } from '../bank/item.ts';
import { UserError } from '../bank/user-error.ts';
import { escapeText } from '../content/escape.ts';
import { loadBank } from '../storage/bank.ts';
import { addQuestion } from '../storage/own-questions.ts';
import type { FormTerminal } from '../terminal/form.ts';
import type { ExitCode, World } from './world.ts';

export interface AddOptions {
  readonly category?: string;
  readonly title?: string;
  readonly point?: readonly string[];
  readonly answer?: string;
}

/** What a question needs at least. */
interface Draft {
  readonly prompt: string;
  readonly category: string;
  readonly points: readonly string[];
}

/** `hotseat add [QUESTION]`: a question one was asked, into one's own pack. At a terminal it asks for what is missing. */
export async function add(world: World, words: readonly string[], options: AddOptions): Promise<ExitCode> {
  const prompt = words.join(' ').trim();
  const draft =
    prompt === ''
      ? await asked(world, options)
      : { prompt, category: options.category ?? 'Asked', points: options.point ?? [] };
  if (!draft) throw new UserError('there is no question to add', 'Type it, in your own words.');
  return addDraft(world, draft, options);
}

/** Asks for one question after an interview. @returns false when there is none any more. */
export async function addAsked(world: World): Promise<boolean> {
  const draft = await asked(world, { category: 'Asked' });
  if (!draft) return false;
  await addDraft(world, draft, {});
  return true;
}

async function addDraft(world: World, draft: Draft, options: AddOptions): Promise<ExitCode> {
  const item = toItem(draft, options, await takenIds(world));
  const file = addQuestion(world.home, item);
  world.out(`Added own/${item.id} to ${file}. Write on there; \`hotseat try ${file}\` sits it.\n`);
  return 0;
}

/** Asks for a question and its points at the terminal; undefined when nothing was typed. */
async function asked(world: World, options: AddOptions): Promise<Draft | undefined> {
  if (!world.screen)
    throw new UserError(
      'asking for a question needs a terminal, and there is none',
      'Give it: hotseat add "Why …?" --category SRE --point "What a good answer says."',
    );
  const { askLine } = await import('../terminal/form.ts');
  const terminal: FormTerminal = { input: world.stdin, output: world.screen, signal: world.signal };
  const prompt = await askLine('The question, as you were asked it:', terminal);
  if (prompt === '') return undefined;
  const category = options.category ?? (await askLine('Category:', terminal, 'Asked'));
  const points: string[] = [];
  for (;;) {
    const point = await askLine(
      points.length === 0 ? 'What should a good answer say? One point a line, Enter ends:' : 'And:',
      terminal,
    );
    if (point === '') return { prompt, category: category || 'Asked', points };
    points.push(point);
  }
}

function toItem(
  { prompt, category, points }: Draft,
  { title, answer }: AddOptions,
  taken: ReadonlySet<string>,
): OpenItem {
  const shown = escapeText(title ?? shortened(prompt));
  return {
    kind: 'open',
    id: freeId(shown, taken),
    pack: 'own',
    category: escapeText(category),
    level: 'intermediate',
    title: shown,
    tags: [],
    skills: [],
    careers: [],
    prompt: escapeText(prompt),
    hints: [],
    keyPoints: points.map((text): KeyPoint => ({ text: escapeText(text), accept: [], weight: 1 })),
    answer: escapeText(answer ?? (points.length > 0 ? points.join(' ') : 'Not written yet.')),
    rubric: '',
    anatomy: '',
    weakAnswers: [],
    followUps: [],
    references: [],
    limits: { spoken: 180, typed: 360 },
    source: { file: '', line: 1 },
  };
}

function shortened(prompt: string): string {
  const words = prompt.replace(/\s+/g, ' ').split(' ');
  return words.length <= 9 ? words.join(' ') : `${words.slice(0, 8).join(' ')} …`;
}

function freeId(title: string, taken: ReadonlySet<string>): string {
  const slug =
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'question';
  let id = slug;
  for (let n = 2; taken.has(id); n++) id = `${slug}-${n}`;
  return id;
}

const takenIds = async (world: World): Promise<Set<string>> =>
  new Set(
    (await loadBank(world.root, world.packs, world.cache)).items
      .filter(({ pack }) => pack === 'own')
      .map(({ id }) => id),
  );
