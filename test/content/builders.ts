// Texts of question files for the tests of this room, and the shape in which their faults are compared.
import { stringify } from 'yaml';
import type { Item } from '../../src/bank/item.ts';
import type { Problem } from '../../src/content/problem.ts';
import { type FileContent, parseQuestionFile } from '../../src/content/question-file.ts';

/** What a question file gives; the form follows the name's ending. */
export const parse = (text: string, file = 'questions/a.md'): FileContent =>
  parseQuestionFile(text, file, 'pack');

export const parseYamlFile = (text: string): FileContent => parse(text, 'questions/a.yaml');

/** A fault as `line:column code`. */
export const placed = ({ line, column, code }: Problem): string => `${line}:${column} ${code}`;

export const faults = ({ problems }: FileContent): string[] => problems.map(placed);

export const ids = ({ items }: FileContent): string[] => items.map(({ id }) => id);

/** The one item of a text that must have no fault. */
export function onlyItem(content: FileContent): Item {
  if (content.problems.length > 0 || content.items.length !== 1)
    throw new Error(`expected one whole item, found ${JSON.stringify(content)}`);
  return content.items[0] as Item;
}

export const frontMatter = '---\ncategory: Basics\n---\n\n';

/** The least that a whole Markdown question needs, and what is put behind it. */
export const question = (id: string, more = ''): string =>
  `## About ${id} {#${id}}\n\nWhat is ${id}?\n\n### Answer\n\nIt is ${id}.\n\n${more}`;

/** The least that a whole YAML question needs, as an entry of `questions:`, and more lines of it. */
export const entry = (id: string, ...more: string[]): string =>
  [`- id: ${id}`, `title: About ${id}`, `prompt: What is ${id}?`, `answer: It is ${id}.`, ...more]
    .map((line, i) => (i === 0 ? line : `  ${line}`))
    .join('\n')
    .concat('\n');

export const yamlFile = (...entries: string[]): string => `category: Basics\nquestions:\n${entries.join('')}`;

/** What a person writes, before it takes either form. */
export interface Written {
  readonly id: string;
  readonly title: string;
  readonly prompt: string;
  readonly answer: string;
  readonly category?: string;
  readonly level?: string;
  readonly tags?: readonly string[];
  readonly skills?: readonly string[];
  readonly careers?: readonly string[];
  readonly limits?: { readonly spoken?: string; readonly typed?: string };
  readonly hints?: readonly string[];
  readonly keyPoints?: readonly WrittenPoint[];
  readonly weakAnswers?: readonly string[];
  readonly followUps?: readonly {
    readonly prompt: string;
    readonly keyPoints?: readonly WrittenPoint[];
    readonly answer?: string;
  }[];
  readonly references?: readonly string[];
}

export interface WrittenPoint {
  readonly text: string;
  readonly accept?: readonly (readonly string[])[];
  readonly weight?: number;
}

export const asYaml = (shared: object, questions: readonly Written[]): string =>
  stringify({ ...shared, questions }, { aliasDuplicateObjects: false });

export const asMarkdown = (shared: object, questions: readonly Written[]): string =>
  `---\n${stringify(shared)}---\n\n${questions.map(markdownQuestion).join('\n')}`;

function markdownQuestion(written: Written): string {
  const names = (list: readonly string[] | undefined) => list?.join(', ');
  const limits = Object.entries(written.limits ?? {}).map(([mode, time]) => `${mode} ${time}`);
  return [
    `## ${written.title} {#${written.id}}\n\n${written.prompt}\n`,
    part('Category', written.category),
    part('Level', written.level),
    part('Tags', names(written.tags)),
    part('Skills', names(written.skills)),
    part('Careers', names(written.careers)),
    part('Limits', written.limits && limits.join(', ')),
    ...(written.hints ?? []).map((hint) => part('Hint', hint)),
    part('Key points', written.keyPoints && markdownPoints(written.keyPoints)),
    part('Answer', written.answer),
    ...(written.weakAnswers ?? []).map((answer) => part('Weak answer', answer)),
    ...(written.followUps ?? []).map((next) =>
      part(
        'Follow-up',
        `${next.prompt}\n\n${next.keyPoints ? `#### Key points\n\n${markdownPoints(next.keyPoints)}\n\n` : ''}${
          next.answer === undefined ? '' : `#### Answer\n\n${next.answer}`
        }`,
      ),
    ),
    part('References', written.references?.map((name) => `- ${name}`).join('\n')),
  ].join('\n');
}

const part = (name: string, text: string | undefined): string =>
  text === undefined ? '' : `### ${name}\n\n${text}\n`;

const markdownPoints = (points: readonly WrittenPoint[]): string =>
  points
    .flatMap(({ text, accept = [], weight }) => [
      `- ${text}`,
      ...accept.map((group) => `  - accept: ${group.join(' | ')}`),
      ...(weight === undefined ? [] : [`  - weight: ${weight}`]),
    ])
    .join('\n');
