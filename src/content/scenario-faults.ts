import { didYouMean } from '../bank/suggest.ts';
import type { Problem, ProblemCode } from './problem.ts';
import type { WrittenScenario } from './scenario-schema.ts';

/** A fault of a scenario as a whole, before it is known where in the file its path stands. */
interface ScenarioFault {
  readonly path: readonly (string | number)[];
  readonly severity: Problem['severity'];
  readonly code: ProblemCode;
  readonly message: string;
  readonly mend: string;
}

// As a `next`: there is no stage of that name.
const end = 'end';
// What counts as a good decision.
const good = 80;

/** What no schema sees: names that lead nowhere, stages that nobody reaches or leaves, evidence that nobody is shown. */
export const scenarioFaults = (scenario: WrittenScenario, files: ReadonlySet<string>): ScenarioFault[] => [
  ...twins(scenario),
  ...badNames(scenario),
  ...missingFiles(scenario, files),
  ...ways(scenario),
  ...unusedEvidence(scenario),
  ...weakStages(scenario),
];

const error = (
  path: ScenarioFault['path'],
  code: ProblemCode,
  message: string,
  mend: string,
): ScenarioFault => ({
  ...{ path, severity: 'error', code, message, mend },
});
const warning = (
  path: ScenarioFault['path'],
  code: ProblemCode,
  message: string,
  mend: string,
): ScenarioFault => ({ ...{ path, severity: 'warning', code, message, mend } });

function twins({ evidence = [], stages }: WrittenScenario): ScenarioFault[] {
  const inList = (list: readonly { id: string }[], path: (i: number) => (string | number)[]) =>
    list.flatMap(({ id }, i) =>
      list.findIndex((other) => other.id === id) < i
        ? [error(path(i), 'duplicate-id', `the id \`${id}\` stands twice`, 'Give one of them another id.')]
        : [],
    );
  return [
    ...inList(evidence, (i) => ['evidence', i]),
    ...inList(stages, (i) => ['stages', i]),
    ...stages.flatMap(({ options }, i) => inList(options, (j) => ['stages', i, 'options', j])),
  ];
}

function badNames({ evidence = [], stages }: WrittenScenario): ScenarioFault[] {
  const known = evidence.map(({ id }) => id);
  const targets = [...stages.map(({ id }) => id), end];
  const fault = (path: (string | number)[], what: string, name: string, names: readonly string[]) => {
    const meant = didYouMean(name, names);
    return error(
      path,
      'unknown-name',
      `there is no ${what} \`${name}\``,
      meant ? `Did you mean \`${meant}\`?` : `There is: ${names.join(', ') || 'none'}.`,
    );
  };
  return stages.flatMap(({ id: own, evidence: shown = [], options }, i) => [
    ...(own === end
      ? [
          error(
            ['stages', i],
            'bad-id',
            `\`${end}\` is the end of the scenario, and no stage`,
            'Give it another id.',
          ),
        ]
      : []),
    ...shown
      .filter((id) => !known.includes(id))
      .map((id) => fault(['stages', i, 'evidence'], 'evidence', id, known)),
    ...options.flatMap(({ next }, j) =>
      next !== undefined && !targets.includes(next)
        ? [fault(['stages', i, 'options', j, 'next'], 'stage', next, targets)]
        : [],
    ),
  ]);
}

function missingFiles({ evidence = [] }: WrittenScenario, files: ReadonlySet<string>): ScenarioFault[] {
  return evidence.flatMap(({ file, text, chart, id }, i) => {
    const at = ['evidence', i];
    if (file === undefined && text === undefined)
      return [error(at, 'missing', `\`${id}\` shows nothing`, 'Write a text, or name a file.')];
    if (file === undefined && chart)
      return [error([...at, 'chart'], 'missing', 'a chart needs a file', 'Write `- file: data.csv`.')];
    if (file !== undefined && !files.has(file))
      return [
        error(
          [...at, 'file'],
          'broken-link',
          `there is no file \`${file}\` beside the scenario`,
          'Put it there.',
        ),
      ];
    return [];
  });
}

const nextOf = (next: string | undefined): string => next ?? end;

/** Stages that no decision leads to, and stages from which no decision leads to the end. */
function ways({ stages }: WrittenScenario): ScenarioFault[] {
  const exits = new Map(stages.map(({ id, options }) => [id, options.map(({ next }) => nextOf(next))]));
  const first = stages[0]?.id ?? end;
  const reached = spread([first], (id) => exits.get(id) ?? []);
  const leading = spread([end], (target) =>
    [...exits].filter(([, targets]) => targets.includes(target)).map(([id]) => id),
  );
  return stages.flatMap(({ id }, i) => [
    ...(reached.has(id)
      ? []
      : [
          error(['stages', i], 'unreachable-stage', `no decision leads to \`${id}\``, 'Name it as a `next`.'),
        ]),
    ...(leading.has(id)
      ? []
      : [
          error(
            ['stages', i],
            'no-exit',
            `no decision leads from \`${id}\` to the end`,
            'Give one of them no `next`.',
          ),
        ]),
  ]);
}

function spread(from: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const reached = new Set(from);
  for (const id of reached) for (const other of next(id)) reached.add(other);
  return reached;
}

function unusedEvidence({ evidence = [], stages }: WrittenScenario): ScenarioFault[] {
  const used = new Set(stages.flatMap(({ evidence: shown = [] }) => shown));
  return evidence.flatMap(({ id }, i) =>
    used.has(id)
      ? []
      : [
          warning(
            ['evidence', i],
            'unused-evidence',
            `no stage shows \`${id}\``,
            'Name it under a stage’s Evidence.',
          ),
        ],
  );
}

function weakStages({ stages }: WrittenScenario): ScenarioFault[] {
  return stages.flatMap(({ id, hints = [], options }, i) => [
    ...(hints.length === 0
      ? [warning(['stages', i], 'no-hints', `the stage \`${id}\` has no hint`, 'Write `### Hint`.')]
      : []),
    ...(options.some(({ score }) => score >= good)
      ? []
      : [
          error(
            ['stages', i, 'options'],
            'bad-value',
            `no decision at \`${id}\` is worth ${good} or more`,
            'Give the best one its score.',
          ),
        ]),
  ]);
}
