import type { Item, Param } from '../bank/item.ts';
import { UserError } from '../bank/user-error.ts';
import { assertReadsBack } from './read-back.ts';
import { yamlText } from './write-yaml.ts';
import { type WrittenItems, writtenItems } from './written-items.ts';

type Question = WrittenItems['questions'][number];
type Points = NonNullable<Question['keyPoints']>;

/**
 * Items as the text of a Markdown pack file, which reads back as the same items.
 *
 * @throws UserError for no items at all, and for a text that this form cannot hold: a line that begins with
 * `## `, say, or a key point of two lines.
 */
export function writeMarkdown(items: readonly Item[]): string {
  if (items.length === 0) throw new UserError('there is no question to write', 'Choose one or more.');
  const { shared, questions } = writtenItems(items);
  const text = `${frontMatter(shared)}${questions.map(questionText).join('\n')}`;
  assertReadsBack(text, 'written.md', items, 'Markdown', 'Write it as YAML, which can hold any text.');
  return text;
}

const frontMatter = (shared: WrittenItems['shared']): string =>
  Object.keys(shared).length === 0 ? '' : `---\n${yamlText(shared)}---\n\n`;

function questionText(question: Question): string {
  return [
    `## ${question.title} {#${question.id}}\n\n${question.prompt}\n`,
    ...(question.choices ? [`${choices(question.choices)}\n`] : []),
    ...part('Category', question.category),
    ...part('Level', question.level),
    ...part('Tags', question.tags?.join(', ')),
    ...part('Skills', question.skills?.join(', ')),
    ...part('Careers', question.careers?.join(', ')),
    ...part('Limits', question.limits && limits(question.limits)),
    ...part('Order', question.order?.map((text, i) => `${i + 1}. ${text}`).join('\n')),
    ...part('Number', question.number && number(question.number)),
    ...part('Cloze', question.cloze),
    ...(question.hints ?? []).flatMap((hint) => part('Hint', hint)),
    ...part('Key points', question.keyPoints && keyPoints(question.keyPoints)),
    ...part('Answer', question.answer),
    ...part('Rubric', question.rubric),
    ...part('Anatomy', question.anatomy),
    ...(question.weakAnswers ?? []).flatMap((answer) => part('Weak answer', answer)),
    ...(question.followUps ?? []).flatMap((next) => part('Follow-up', followUp(next))),
    ...part('References', question.references?.map((name) => `- ${name}`).join('\n')),
  ].join('\n');
}

const part = (name: string, text: string | undefined): string[] =>
  text === undefined ? [] : [`### ${name}\n\n${text}\n`];

const choices = (list: NonNullable<Question['choices']>): string =>
  list
    .flatMap(({ text, correct, why }) => [
      `- [${correct ? 'x' : ' '}] ${text}`,
      ...(why === undefined ? [] : [`  - why: ${why}`]),
    ])
    .join('\n');

const limits = (written: NonNullable<Question['limits']>): string =>
  Object.entries(written)
    .map(([mode, time]) => `${mode} ${time}`)
    .join(', ');

function number({ params = {}, steps = {}, ...rest }: NonNullable<Question['number']>): string {
  return [
    ...Object.entries(rest).map(([name, value]) => `- ${name}: ${value}`),
    ...Object.entries(params).map(([name, param]) => `- param ${name}: ${values(param)}`),
    ...Object.entries(steps).map(([name, step]) => `- step ${name}: ${step}`),
  ].join('\n');
}

const values = (param: Param): string =>
  'from' in param ? `${param.from} to ${param.to} step ${param.step}` : param.join(', ');

const keyPoints = (points: Points): string =>
  points
    .flatMap((point) => {
      const { text, accept = [], weight = 1 } = typeof point === 'string' ? { text: point } : point;
      return [
        `- ${text}`,
        ...accept.map((wordings) => `  - accept: ${wordings.join(' | ')}`),
        ...(weight === 1 ? [] : [`  - weight: ${weight}`]),
      ];
    })
    .join('\n');

const followUp = (next: NonNullable<Question['followUps']>[number]): string =>
  [
    next.prompt,
    ...(next.keyPoints ? [`#### Key points\n\n${keyPoints(next.keyPoints)}`] : []),
    ...(next.answer === undefined ? [] : [`#### Answer\n\n${next.answer}`]),
  ].join('\n\n');
