import { type DrillDocumentItem, drillDocument } from './drill-json.ts';
import type { DrillReport } from './drill-report.ts';
import { namesOf, scoreText, verdictText } from './drill-words.ts';
import { oneLine } from './fitted.ts';
import { workflowCommand } from './workflow-command.ts';

/**
 * Workflow commands for a job on GitHub: a warning for each question graded again, and the verdict.
 * GitHub shows ten warnings a step, so the
 * worst come first.
 */
export function drillAnnotations(report: DrillReport): string {
  const document = drillDocument(report);
  const names = namesOf(document.items);
  const warnings = document.items
    .map((item, i) => ({ item, name: names[i] ?? item.id }))
    .filter(({ item }) => !item.skipped && item.grade === 'again')
    .sort((a, b) => a.item.score - b.item.score)
    .map(({ item, name }) => command('warning', `${name} ${oneLine(item.title)}`, questionLines(item)));
  const title = `Drill ${oneLine(document.plan)} ${verdictText(document)}`;
  const sum = `Score ${scoreText(document.score)} of 100.`;
  const verdict = command(document.passed ? 'notice' : 'error', title, [
    sum,
    ...document.reasons.map(oneLine),
  ]);
  return `${[...warnings, verdict].join('\n')}\n`;
}

const questionLines = ({ score, missed, remark }: DrillDocumentItem): string[] => [
  `Score ${scoreText(score)} of 100, again.`,
  ...missed.map((point) => `Missed: ${oneLine(point)}`),
  ...(remark === null ? [] : [oneLine(remark)]),
];

const command = (level: 'notice' | 'warning' | 'error', title: string, lines: readonly string[]): string =>
  workflowCommand(level, { title }, lines.join('\n'));
