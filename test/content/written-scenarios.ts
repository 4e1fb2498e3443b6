// Scenarios as people may write them, in either form.
import fc from 'fast-check';
import { stringify } from 'yaml';
import { line, text } from './written.ts';

interface WrittenEvidence {
  readonly id: string;
  readonly title: string;
  readonly minutes?: number;
  readonly text?: string;
  readonly file?: string;
  readonly chart?: { readonly x: string; readonly y: readonly string[] };
}

interface WrittenOption {
  readonly id: string;
  readonly text: string;
  readonly score: number;
  readonly minutes?: number;
  readonly next?: string;
  readonly outcome: string;
  readonly why: string;
}

interface WrittenStage {
  readonly id: string;
  readonly title: string;
  readonly situation: string;
  readonly question: string;
  readonly evidence?: readonly string[];
  readonly limit?: string;
  readonly hints?: readonly string[];
  readonly options: readonly WrittenOption[];
}

/** A scenario before it takes either form. */
export interface WrittenScenario {
  /** What Markdown has in its front matter. */
  readonly about: Readonly<Record<string, unknown>>;
  readonly briefing: string;
  readonly evidence?: readonly WrittenEvidence[];
  readonly stages: readonly WrittenStage[];
  readonly debrief: string;
  readonly references?: readonly string[];
}

export const asYaml = ({ about, ...parts }: WrittenScenario): string =>
  stringify({ ...about, ...parts }, { aliasDuplicateObjects: false });

export const asMarkdown = ({
  about,
  briefing,
  evidence = [],
  stages,
  debrief,
  references,
}: WrittenScenario): string =>
  [
    `---\n${stringify(about)}---`,
    `## Briefing\n\n${briefing}`,
    ...evidence.map(evidencePart),
    ...stages.map(stagePart),
    `## Debrief\n\n${debrief}`,
    ...(references ? [`## References\n\n${references.map((name) => `- ${name}`).join('\n')}`] : []),
    '',
  ].join('\n\n');

const fields = (values: Readonly<Record<string, unknown>>): string[] => {
  const lines = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`- ${name}: ${value}`],
  );
  return lines.length > 0 ? [lines.join('\n')] : [];
};

const evidencePart = ({ id, title, minutes, text: said, file, chart }: WrittenEvidence): string =>
  [
    `## Evidence: ${title} {#${id}}`,
    ...fields({ minutes, file, chart: chart && `${chart.y.join(', ')} over ${chart.x}` }),
    ...(said === undefined ? [] : [said]),
  ].join('\n\n');

const stagePart = ({ id, title, situation, question, evidence, limit, hints = [], options }: WrittenStage) =>
  [
    `## Stage: ${title} {#${id}}`,
    situation,
    `### Question\n\n${question}`,
    ...(evidence ? [`### Evidence\n\n${evidence.join(', ')}`] : []),
    ...(limit === undefined ? [] : [`### Limit\n\n${limit}`]),
    ...hints.map((hint) => `### Hint\n\n${hint}`),
    ...options.map(optionPart),
  ].join('\n\n');

const optionPart = ({ id, text: said, score, minutes, next, outcome, why }: WrittenOption): string =>
  [`### Option: ${said} {#${id}}`, ...fields({ score, minutes, next }), outcome, `#### Why\n\n${why}`].join(
    '\n\n',
  );

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const minutes = fc.constantFrom(0, 1, 2.5, 90);
const level = fc.constantFrom('beginner', 'intermediate', 'advanced');
const columns = fc.constantFrom('time', 'p99 ms', 'errors', 'Überlast');
const named = fc.array(fc.constantFrom('rca', 'slo', 'on call'), { minLength: 1, maxLength: 2 });

const anyEvidence = fc.record({
  title: line,
  minutes: optional(minutes),
  text,
  file: optional(fc.constantFrom('a.csv', 'sub/b.txt')),
  chart: fc.record({ x: columns, y: fc.array(columns, { minLength: 1, maxLength: 3 }) }),
});

const anyOption = fc.record({
  text: line,
  score: fc.constantFrom(0, 40, 79.5, 80, 100),
  minutes: optional(minutes),
  leap: fc.nat(99),
  outcome: text,
  why: text,
});

const anyStage = fc.record({
  title: line,
  situation: text,
  question: line,
  limit: optional(fc.constantFrom('90s', '2m', '1m30s')),
  hints: optional(fc.array(text, { minLength: 1, maxLength: 3 })),
  shown: fc.array(fc.nat(99), { maxLength: 3 }),
  options: fc.array(anyOption, { minLength: 1, maxLength: 3 }),
});

/** Any scenario that has no error; warnings it may have. */
export const anyScenario: fc.Arbitrary<WrittenScenario> = fc
  .record({
    about: fc.record(
      { title: line, summary: line, minutes, level, skills: named, careers: named, tags: named },
      { requiredKeys: ['title', 'summary', 'minutes'], noNullPrototype: true },
    ),
    briefing: text,
    evidence: fc.array(anyEvidence, { maxLength: 3 }),
    stages: fc.array(anyStage, { minLength: 1, maxLength: 4 }),
    debrief: text,
    references: optional(fc.array(line, { minLength: 1, maxLength: 3 })),
  })
  .map(({ evidence, stages, references, ...rest }) => ({
    ...rest,
    ...(references ? { references } : {}),
    ...(evidence.length > 0
      ? {
          evidence: evidence.map(({ file, chart, ...one }, i) =>
            said({ id: `e${i}`, ...one, file, chart: file && chart }),
          ),
        }
      : {}),
    stages: stages.map(({ options, shown, ...stage }, i) => ({
      ...said({ id: `s${i}`, ...stage }),
      ...(shown.length > 0 && evidence.length > 0
        ? { evidence: shown.map((n) => `e${n % evidence.length}`) }
        : {}),
      options: [
        // One good way on, so that all stages are reached and left; the others lead anywhere.
        {
          id: 'on',
          text: 'Go on',
          score: 85,
          ...(i + 1 < stages.length ? { next: `s${i + 1}` } : {}),
          outcome: 'On.',
          why: 'So.',
        },
        ...options.map(({ leap, ...option }, j) => {
          const target = leap % (stages.length + 2);
          const next = target < stages.length ? `s${target}` : target === stages.length ? 'end' : undefined;
          return said({ id: `o${j}`, ...option, next });
        }),
      ],
    })),
  }));

type Said<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** A map without what is undefined. */
const said = <T extends object>(map: T): Said<T> =>
  Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined)) as Said<T>;
