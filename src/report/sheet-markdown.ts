import { markdownText } from './markdown-words.ts';
import { byCategory, emptyNote, type Sheet, type SheetEntry, type SheetPoint } from './sheet.ts';

/** A sheet as Markdown: by category, or, laid out to be turned over, all questions and then all that is behind them. */
export function sheetMarkdown(sheet: Sheet): string {
  const { title, layout, entries, weakPoints } = sheet;
  const isTurned = layout !== 'page' && entries.length > 0;
  const parts = [
    `# ${markdownText(title)}`,
    ...[...byCategory(entries)].flatMap(([category, own]) => [
      `## ${markdownText(category)}`,
      ...own.flatMap((entry) => [headingOf(entry), entry.front, isTurned ? '' : entry.back]),
    ]),
    ...(isTurned ? ['---', ...entries.flatMap((entry) => [headingOf(entry), entry.back])] : []),
    pointsOf(weakPoints),
    emptyNote(sheet),
    grading,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** How the grades come home. */
export const grading =
  'Bring the grades home: `hotseat grade CODE=good CODE=again` (again, hard, good, easy).';

const headingOf = ({ code, title, facts, id }: SheetEntry): string =>
  `### ${code} ${markdownText(title)}\n\n*${markdownText(id)}, ${facts}*`;

function pointsOf(points: readonly SheetPoint[]): string {
  if (points.length === 0) return '';
  const lines = points.map(
    ({ id, text, missed, seen }) =>
      `- ${markdownText(text)} (${markdownText(id)}, missed ${missed} of ${seen})`,
  );
  return `## Missed most\n\n${lines.join('\n')}`;
}
