import { fitted, left, oneLine, right, widest } from './fitted.ts';
import type { BenchDocument, BenchLevel, MethodRow } from './incident-bench.ts';

const width = 80;
const nameWidth = 12;
const columnLevels: readonly BenchLevel[] = ['all', 'easy', 'medium', 'hard'];

/** `incident bench`: how many of each level, then a table a question, within 80 columns. */
export function benchText(document: BenchDocument): string {
  const parts = [[summary(document)], methodTable(document), faultTable(document), playerTable(document)];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => fitted(line, width).trimEnd()).join('\n'))
    .join('\n\n')}\n`;
}

function summary({ incidents, levels, healthy }: BenchDocument): string {
  const { easy, medium, hard, other } = levels;
  const counts = `${easy} easy, ${medium} medium, ${hard} hard, ${other} other`;
  return `${incidents} ${incidents === 1 ? 'incident' : 'incidents'}: ${counts}; ${healthy} healthy`;
}

/** A row a method, three columns a level. */
function methodTable({ methods, levels }: BenchDocument): string[] {
  const there = columnLevels.filter((level) => methods.some((row) => row.level === level));
  const names = [...new Set(methods.map(({ name }) => name))];
  const rankable = levels.easy + levels.medium + levels.hard;
  const size = (level: BenchLevel) => (level === 'all' ? rankable : levels[level]);
  const cell = (row: MethodRow | undefined) =>
    [row?.ac1, row?.ac3, row?.avg5].map((value) => right(share(value), 5)).join('');
  return [
    left('', nameWidth) + there.map((level) => `  ${left(`${level} (${size(level)})`, 15)}`).join(''),
    left('Method', nameWidth) + there.map(() => '   AC@1 AC@3 Avg5').join(''),
    ...names.map(
      (name) =>
        left(name, nameWidth) +
        there
          .map((level) => `  ${cell(methods.find((row) => row.name === name && row.level === level))}`)
          .join(''),
    ),
  ];
}

/** A row a fault, AC@1 a method; a guess is the same everywhere and left out. */
function faultTable({ faults }: BenchDocument): string[] {
  const all = faults.flatMap(({ methods }) => methods.map(({ name }) => name));
  const names = [...new Set(all)].filter((name) => name !== 'random');
  const [column, count] = [11, 4];
  const heads = ['AC@1 by fault', ...faults.map(({ fault }) => oneLine(fault))];
  const first = widest(heads, 13, width - count - names.length * column);
  return [
    left('AC@1 by fault', first) + right('n', count) + names.map((name) => right(name, column)).join(''),
    ...faults.map(
      ({ fault, incidents, methods }) =>
        left(oneLine(fault), first) +
        right(`${incidents}`, count) +
        names.map((name) => right(share(methods.find((row) => row.name === name)?.ac1), column)).join(''),
    ),
  ];
}

/** A row a player, its mean score a level. */
function playerTable({ players }: BenchDocument): string[] {
  const names = [...new Set(players.map(({ name }) => name))];
  const there = [...new Set(players.map(({ level }) => level))];
  if (names.length === 0) return [];
  const first = widest(['Score of a player', ...names], 17, 40);
  return [
    left('Score of a player', first) + there.map((level) => right(level, 8)).join(''),
    ...names.map(
      (name) =>
        left(name, first) +
        there
          .map((level) => players.find((row) => row.name === name && row.level === level)?.score)
          .map((score) => right(score === undefined ? '-' : score.toFixed(1), 8))
          .join(''),
    ),
  ];
}

/** A share as `.46`, a whole one as `1`, none as `-`. */
const share = (value: number | undefined): string =>
  value === undefined
    ? '-'
    : value
        .toFixed(2)
        .replace(/^0/, '')
        .replace(/^1\.00$/, '1');
