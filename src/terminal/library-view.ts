import type { Career, Guide } from '../bank/guide.ts';
import type { Standing } from '../report/standing.ts';
import { renderMarkdown, wrapText } from './markdown.ts';
import type { Theme } from './theme.ts';

/** A guide, and how its questions stand. */
export interface ListedGuide extends Guide {
  readonly standing: Standing;
}

/** A career with the titles of its skills, and how its questions stand. */
export interface ListedCareer extends Career {
  readonly standing: Standing;
  readonly guides: readonly ListedGuide[];
}

const indented = (text: string, theme: Theme, width: number): string =>
  renderMarkdown(text, theme, width - 4)
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

const standingText = ({ total, seen, due }: Standing): string =>
  `${total} ${total === 1 ? 'question' : 'questions'}, ${seen} seen, ${due} due`;

/** The guides that there are: id, title, what it is about, how it stands. */
export const guideList = (guides: readonly ListedGuide[], theme: Theme, width: number): string =>
  guides
    .map(({ id, title, summary, standing }) =>
      [
        `${theme.accent(id)}  ${theme.strong(title)}`,
        indented(summary, theme, width),
        `    ${theme.faint(standingText(standing))}`,
      ].join('\n'),
    )
    .join('\n\n');

/** One guide as a page. */
export const guidePage = (
  { title, summary, text, standing }: ListedGuide,
  theme: Theme,
  width: number,
): string =>
  [
    theme.title(title),
    renderMarkdown(summary, theme, width),
    theme.faint(standingText(standing)),
    renderMarkdown(text, theme, width),
  ].join('\n\n');

/** The careers that there are: id, name, skills, how it stands. */
export const careerList = (careers: readonly ListedCareer[], theme: Theme, width: number): string =>
  careers
    .map(({ id, name, skills, standing }) =>
      [
        `${theme.accent(id)}  ${theme.strong(name)}`,
        ...wrapText(`Skills: ${skills.join(', ')}`, width - 4)
          .split('\n')
          .map((line) => `    ${line}`),
        `    ${theme.faint(standingText(standing))}`,
      ].join('\n'),
    )
    .join('\n\n');

/** One career: what it is, and its skills. */
export const careerPage = (career: ListedCareer, theme: Theme, width: number): string =>
  [
    theme.title(career.name),
    renderMarkdown(career.summary, theme, width),
    theme.faint(standingText(career.standing)),
    guideList(career.guides, theme, width),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
