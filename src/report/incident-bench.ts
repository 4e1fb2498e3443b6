import { grouped, mean } from '../bank/group.ts';
import type { Judged } from '../incident/bench.ts';
import { accuracyOf, type DrawLevel } from '../incident/gauge/accuracy.ts';
import { type MethodName, methods } from '../incident/gauge/methods.ts';

/** The levels that the methods are counted at; of other incidents, no cause can be ranked. */
const ranked = ['easy', 'medium', 'hard'] as const;

export type BenchLevel = 'all' | (typeof ranked)[number];

export interface MethodRow {
  readonly name: MethodName;
  readonly level: BenchLevel;
  readonly ac1: number;
  readonly ac3: number;
  readonly avg5: number;
}

/** `incident bench --json`. */
export interface BenchDocument {
  readonly incidents: number;
  readonly levels: Readonly<Record<DrawLevel, number>>;
  readonly healthy: number;
  readonly methods: readonly MethodRow[];
  readonly players: readonly { readonly name: string; readonly level: string; readonly score: number }[];
  /** The same by fault, over incidents whose cause can be ranked. */
  readonly faults: readonly {
    readonly fault: string;
    readonly incidents: number;
    readonly methods: readonly Omit<MethodRow, 'level'>[];
  }[];
}

/** The gauge's tables as data; figures are rounded to four places. Rows without an incident are left out. */
export function benchDocument(judged: readonly Judged[]): BenchDocument {
  const rankable = judged.filter(({ level }) => level !== 'other');
  const count = (level: DrawLevel) => judged.filter((one) => one.level === level).length;
  return {
    incidents: judged.length,
    levels: { easy: count('easy'), medium: count('medium'), hard: count('hard'), other: count('other') },
    healthy: judged.filter(({ healthy }) => healthy).length,
    methods: [
      ...methodRows(rankable).map((row) => ({ ...row, level: 'all' as const })),
      ...ranked.flatMap((level) =>
        methodRows(rankable.filter((one) => one.level === level)).map((row) => ({ ...row, level })),
      ),
    ],
    players: [
      ...playerRows(judged, 'all'),
      ...[...ranked, 'other'].flatMap((level) => playerRows(judged, level)),
    ],
    faults: [...grouped(rankable, ({ fault }) => fault)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([fault, of]) => ({ fault, incidents: of.length, methods: methodRows(of) })),
  };
}

function methodRows(judged: readonly Judged[]): Omit<MethodRow, 'level'>[] {
  return methods.flatMap(({ name }) => {
    const accuracy = accuracyOf(
      judged.flatMap(({ hits }) => [hits.get(name) ?? []].filter((of) => of.length > 0)),
    );
    if (!accuracy) return [];
    const { ac1, ac3, avg5 } = accuracy;
    return [{ name, ac1: rounded(ac1), ac3: rounded(ac3), avg5: rounded(avg5) }];
  });
}

function playerRows(judged: readonly Judged[], level: string): BenchDocument['players'] {
  const scores = judged
    .filter((one) => level === 'all' || one.level === level)
    .flatMap(({ players }) => players);
  return [...grouped(scores, ({ name }) => name)].map(([name, of]) => ({
    name,
    level,
    score: rounded(mean(of.map(({ score }) => score)) ?? 0),
  }));
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
