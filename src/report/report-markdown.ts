import { markdownTable, markdownText } from './markdown-words.ts';
import type { ReportFigures } from './progress-figures.ts';
import { calibrationSentence, forecastSentences, headline, reportTables } from './report-words.ts';

/** `hotseat report --format markdown`: the tables of the report (GitHub Flavored Markdown). */
export function reportMarkdown(figures: ReportFigures): string {
  const { weakPoints, leeches, generatedAt } = figures;
  const missed = weakPoints.map(({ id, text, missed, seen }) => [
    markdownText(id),
    `${missed} of ${seen}`,
    markdownText(text),
  ]);
  const forgotten = leeches.map(({ id, title, lapses, file, line }) => [
    markdownText(id),
    `${lapses} times`,
    markdownText(title),
    markdownText(`${file}:${line}`),
  ]);
  const parts = [
    `# Progress, ${generatedAt.slice(0, 10)}`,
    headline(figures).join('  \n'),
    ...reportTables(figures).map(({ title, columns, rows }) => {
      const cells = rows.map((row) => row.map(markdownText));
      return `## ${title}\n\n${markdownTable(columns, cells, 1)}`;
    }),
    calibrationSentence(figures),
    forecastText(figures),
    missed.length > 0 ? `## Missed most\n\n${markdownTable(['Question', 'Missed', 'Point'], missed, 3)}` : '',
    forgotten.length > 0
      ? `## Leeches\n\n${markdownTable(['Question', 'Forgotten', 'Title', 'File'], forgotten, 4)}`
      : '',
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function forecastText(figures: ReportFigures): string {
  const sentences = forecastSentences(figures);
  return sentences.length === 0 ? '' : `## What comes due\n\n${sentences.join('  \n')}`;
}
