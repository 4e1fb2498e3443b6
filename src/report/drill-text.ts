import { wrapAnsi } from 'fast-wrap-ansi';
import { type DrillDocument, type DrillDocumentItem, drillDocument } from './drill-json.ts';
import type { DrillReport } from './drill-report.ts';
import { gradeText, namesOf, neededIn, scoreText, timeText, verdictText } from './drill-words.ts';
import { fitted, left, oneLine, right, widest } from './fitted.ts';

const width = 80;
const barWidth = 20;
const mostMissed = 5;

/** `drill --format text`: the score card, 80 columns, without colour: what it means is said in words. */
export function drillText(report: DrillReport): string {
  const document = drillDocument(report);
  const names = namesOf(document.items);
  return `${[
    [fitted(`Drill ${oneLine(document.plan)}, seed ${document.seed}`, width)],
    questions(document.items, names),
    categories(document),
    missed(document.items, names),
    verdict(document),
  ]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}

function questions(items: readonly DrillDocumentItem[], names: readonly string[]): string[] {
  if (items.length === 0) return [];
  const idWidth = widest(names, 2, 24);
  const row = (id: string, title: string, score: string, grade: string, time: string) =>
    `${left(id, idWidth)}  ${left(title, width - idWidth - 30)}  ${right(score, 5)}  ${left(grade, 7)}  ${right(time, 10)}`;
  return [
    row('Id', 'Question', 'Score', 'Grade', 'Time'),
    ...items.map((item, i) =>
      row(names[i] ?? item.id, oneLine(item.title), scoreText(item.score), gradeText(item), timeText(item)),
    ),
  ];
}

function categories({ byCategory, failUnderByCategory }: DrillDocument): string[] {
  const list = Object.entries(byCategory).map(([name, own]) => ({ name, ...own }));
  if (list.length === 0) return [];
  const nameWidth = widest(
    list.map(({ name }) => oneLine(name)),
    8,
    28,
  );
  const rows = list.map(({ name, score, items }) => {
    const needed = neededIn(name, failUnderByCategory);
    const need = needed === undefined ? '' : `  needs ${needed}`;
    return `${left(oneLine(name), nameWidth)}  ${bar(score)}  ${right(scoreText(score), 5)}  ${right(String(items), 9)}${need}`;
  });
  return [`${left('Category', nameWidth)}  ${' '.repeat(barWidth)}  Score  Questions`, ...rows];
}

// Rounded down: only a whole score fills the bar.
function bar(score: number): string {
  const full = Math.max(0, Math.min(barWidth, Math.floor((score * barWidth) / 100)));
  return '#'.repeat(full) + '.'.repeat(barWidth - full);
}

/** The points that were missed most often; among equals, those of the questions that went worst. */
function missed(items: readonly DrillDocumentItem[], names: readonly string[]): string[] {
  const points = new Map<string, { times: number; score: number; name: string }>();
  items.forEach((item, i) => {
    for (const text of item.skipped ? [] : item.missed.map(oneLine)) {
      const seen = points.get(text);
      const worse =
        seen && seen.score <= item.score ? seen : { name: names[i] ?? item.id, score: item.score };
      points.set(text, { ...worse, times: (seen?.times ?? 0) + 1 });
    }
  });
  const ranked = [...points].sort(([, a], [, b]) => b.times - a.times || a.score - b.score);
  if (ranked.length === 0) return [];
  return ['Missed most', ...ranked.slice(0, mostMissed).map(([text, point]) => missedLine(text, point))];
}

function missedLine(text: string, { times, name }: { times: number; name: string }): string {
  const where = ` (${fitted(name, 24)}${times > 1 ? `, ${times} times` : ''})`;
  return `- ${fitted(text, width - 2 - widest([where], 0, width))}${where}`;
}

function verdict(document: DrillDocument): string[] {
  const { score, failUnder, reasons } = document;
  const needed = failUnder === null ? '' : `, ${failUnder} needed`;
  return [
    ...reasons.flatMap((reason) => bulleted(oneLine(reason))),
    `Drill ${verdictText(document)}: ${scoreText(score)} of 100${needed}.`,
  ];
}

const bulleted = (text: string): string[] =>
  wrapAnsi(text, width - 2, { hard: true })
    .split('\n')
    .map((line, i) => `${i === 0 ? '-' : ' '} ${line}`);
