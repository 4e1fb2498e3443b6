// Compares the grader of typed answers with the marks of an examiner: `npm run calibrate -- [--worst 10] [--choose]`.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import {
  confusion,
  type Level,
  levelOf,
  levels,
  type Pair,
  thresholds,
  weightedKappa,
} from '../calibration/agreement.ts';
import type { Item } from '../src/bank/item.ts';
import { deal } from '../src/practice/deal.ts';
import { mark } from '../src/practice/mark.ts';
import { loadPack } from '../src/storage/pack-files.ts';

interface Labelled {
  readonly id: string;
  readonly kind: string;
  readonly mark: Level;
  readonly reason: string;
  readonly answer: string;
}

interface Graded extends Labelled {
  readonly score: number;
  readonly missed: readonly string[];
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values: options } = parseArgs({
  options: { worst: { type: 'string', default: '5' }, choose: { type: 'boolean', default: false } },
});
const items = new Map(loadPack(root).items.map((item) => [item.id, item]));

function graded(answer: Labelled): Graded {
  const item: Item | undefined = items.get(answer.id);
  if (!item) throw new Error(`no question ${answer.id}`);
  const { score, missed } = mark(deal(item, 'calibrate'), { type: 'text', text: answer.answer });
  return { ...answer, score, missed };
}

const pairsOf = (set: readonly Graded[], at = thresholds): Pair[] =>
  set.map(({ mark: human, score }) => [human, levelOf(score, at)]);

function table(set: readonly Graded[]): string {
  const row = (name: string, cells: readonly (number | string)[]) =>
    name.padEnd(14) + cells.map((cell) => String(cell).padStart(5)).join('');
  return [
    row(
      'examiner',
      levels.map((level) => `→ ${level}`),
    ),
    ...confusion(pairsOf(set)).map((counts, human) => row(`  ${human}`, counts)),
  ].join('\n');
}

function meansByKind(set: readonly Graded[]): string {
  const kinds = [...new Set(set.map(({ kind }) => kind))];
  const lines = kinds.map((kind) => {
    const scores = set.filter((answer) => answer.kind === kind).map(({ score }) => score);
    const mean = scores.reduce((a, b) => a + b, 0) / scores.length;
    const figures = [mean, Math.min(...scores), Math.max(...scores)].map((n) => n.toFixed(1).padStart(7));
    return `${kind.padEnd(14)}${figures.join('')}`;
  });
  return [`${'kind'.padEnd(14)}   mean  least   most`, ...lines].join('\n');
}

const gap = ({ mark: human, score }: Graded): number => Math.abs(human - levelOf(score));

function worst(set: readonly Graded[], count: number): string {
  const apart = set.filter((answer) => gap(answer) > 0).sort((a, b) => gap(b) - gap(a));
  return apart
    .slice(0, count)
    .map(
      (a) => `${a.id} ${a.kind}: examiner ${a.mark}, grader ${levelOf(a.score)} (${a.score})\n  ${a.reason}`,
    )
    .join('\n');
}

/** The thresholds, in steps of five, that agree best with the examiner on a set. */
function choose(set: readonly Graded[]): { at: readonly number[]; kappa: number } {
  const steps = Array.from({ length: 19 }, (_, n) => 5 + 5 * n);
  const choices = steps.flatMap((a) =>
    steps.flatMap((b) =>
      steps.flatMap((c) => steps.filter((d) => a < b && b < c && c < d).map((d) => [a, b, c, d])),
    ),
  );
  const rated = choices.map((at) => ({ at, kappa: weightedKappa(pairsOf(set, at)) }));
  return rated.reduce((best, next) => (next.kappa > best.kappa ? next : best));
}

for (const name of ['labelled', 'held-out']) {
  const file = join(root, 'calibration', `${name}.yaml`);
  if (!existsSync(file)) continue;
  const set = (parse(readFileSync(file, 'utf8')) as Labelled[]).map(graded);
  console.log(
    `${name}: ${set.length} answers, quadratic-weighted kappa ${weightedKappa(pairsOf(set)).toFixed(3)}`,
  );
  console.log(`\n${table(set)}\n\n${meansByKind(set)}\n\n${worst(set, Number(options.worst))}\n`);
  if (options.choose && name === 'labelled') console.log('best thresholds:', choose(set));
}
