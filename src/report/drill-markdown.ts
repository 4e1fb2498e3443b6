import { type DrillDocument, type DrillDocumentItem, drillDocument } from './drill-json.ts';
import type { DrillReport } from './drill-report.ts';
import { gradeText, namesOf, neededIn, scoreText, timeText, verdictText } from './drill-words.ts';
import { markdownTable, markdownText } from './markdown-words.ts';

/** `drill --format markdown`: for a pull request, or for `$GITHUB_STEP_SUMMARY` (GitHub Flavored Markdown). */
export function drillMarkdown(report: DrillReport): string {
  const document = drillDocument(report);
  const names = namesOf(document.items);
  return `${[
    `## Drill ${markdownText(document.plan)}: ${verdictText(document)}, ${scoreText(document.score)} of 100`,
    document.reasons.map((reason) => `- ${markdownText(reason)}`).join('\n'),
    categories(document),
    questions(document.items, names),
    missed(document.items, names),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function categories({ byCategory, failUnderByCategory }: DrillDocument): string {
  const rows = Object.entries(byCategory).map(([name, { score, items }]) => [
    markdownText(name),
    scoreText(score),
    String(neededIn(name, failUnderByCategory) ?? ''),
    String(items),
  ]);
  return rows.length === 0 ? '' : markdownTable(['Category', 'Score', 'Needed', 'Questions'], rows, 1);
}

function questions(items: readonly DrillDocumentItem[], names: readonly string[]): string {
  const rows = items.map((item, i) => [
    markdownText(names[i] ?? item.id),
    markdownText(item.title),
    gradeText(item),
    scoreText(item.score),
    timeText(item),
  ]);
  return rows.length === 0 ? '' : markdownTable(['Id', 'Question', 'Grade', 'Score', 'Time'], rows, 3);
}

function missed(items: readonly DrillDocumentItem[], names: readonly string[]): string {
  const lines = items.flatMap((item, i) =>
    item.skipped || item.missed.length === 0
      ? []
      : [
          `- **${markdownText(names[i] ?? item.id)}**`,
          ...item.missed.map((point) => `  - ${markdownText(point)}`),
        ],
  );
  return lines.length === 0 ? '' : `### Missed\n\n${lines.join('\n')}`;
}
