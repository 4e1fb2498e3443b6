import { hashText } from '../bank/random.ts';
import type { FaultKind } from './fault.ts';
import { faultKinds } from './fault-kinds.ts';
import { healthyKinds } from './faults-healthy.ts';
import { type Generated, generate } from './generate.ts';
import { identify } from './identify.ts';
import { drawnLevel, holdsInReplays, type Level, levels } from './level.ts';
import { metricsOf } from './metrics.ts';
import { type Draw, draws } from './noise.ts';

/** An incident with its measured level. */
export interface Dealt extends Generated {
  readonly level: Level;
}

/** Share of raw draws in which nothing is broken. */
const healthyShare = 0.14;

/** Attempts with one kind of fault before another is drawn: kinds that often fail stay as frequent as others. */
const patience = 2;

/** Kinds that a sort by z often finds; without more of these, raw draws would hold too few easy ones. */
const plain = faultKinds.filter(({ name }) =>
  ['stale-index', 'feature-nulls', 'slow-query', 'slow-disk', 'memory-leak', 'chatty-caller'].includes(name),
);
const plainShare = 0.2;

/** Kinds that most draws give at a level: taken when so many attempts gave nothing, for nobody should have to wait. */
const sturdy: Readonly<Record<Level, readonly string[]>> = {
  easy: ['feature-nulls', 'stale-index'],
  medium: ['bad-deploy', 'feature-flag'],
  hard: ['expired-certificate', 'wrong-port', 'rotated-credential'],
  other: ['input-drift', 'training-serving-skew', 'bad-model-release'],
};
const sturdyKinds = (of: readonly Level[]): FaultKind[] =>
  faultKinds.filter(({ name }) => of.some((level) => sturdy[level].includes(name)));
const mostFree = 5;

function pickKind(draw: Draw, healthy: boolean, attempt: number): FaultKind {
  const turn = Math.floor(attempt / patience);
  if (healthy) return draw.pick(`kind ${turn}`, healthyKinds);
  if (attempt >= mostFree) return draw.pick(`kind ${attempt}`, sturdyKinds(levels));
  return draw.pick(`kind ${turn}`, draw.unit(`plain ${turn}`) < plainShare ? plain : faultKinds);
}

/** Whether metrics alone lead to the cause. */
export function isIdentified({ incident, symptom }: Generated): boolean {
  const { rule, breached } = symptom;
  const node = incident.world.nodes[rule.node]?.name ?? '';
  const found = identify([...metricsOf(incident)], { node, indicator: rule.indicator, breach: breached });
  return found?.owner === incident.fault.cause.name;
}

/** Attempts after which a seed that still fails is a fault of the generator. */
const mostAttempts = 200;

function first(seed: number, kindOf: (attempt: number) => FaultKind, wanted?: Level): Dealt {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const generated = generate({ seed, attempt, kind: kindOf(attempt) });
    if (!generated) continue;
    const level = drawnLevel(generated, wanted);
    // What costs most comes last.
    if (level === undefined || !isIdentified(generated) || !holdsInReplays(generated, level)) continue;
    return { ...generated, level };
  }
  throw new Error(`no incident for seed ${seed} in ${mostAttempts} attempts`);
}

const rawDraws = (seed: number): Draw => draws(hashText(`raw ${seed}`));

/** Whether nothing is broken in raw draw N. */
export const isHealthyDraw = (seed: number): boolean => rawDraws(seed).unit('healthy?') < healthyShare;

/**
 * Raw draw N at its natural level. A draw that does not page, has no clear level, or cannot be identified from metrics
 * is passed over, in the same order everywhere.
 */
export function dealRaw(seed: number): Dealt {
  const draw = rawDraws(seed);
  const healthy = isHealthyDraw(seed);
  return first(seed, (attempt) => pickKind(draw, healthy, attempt));
}

/** Kinds that often come out at a level: a level's draws start from these, and the level is measured all the same. */
const templates: Readonly<Record<Level, (kind: FaultKind) => boolean>> = {
  easy: (kind) => plain.includes(kind),
  medium: ({ family }) => family === 'resource' || family === 'change',
  hard: ({ family, name }) =>
    family === 'network' ||
    [
      'chatty-caller',
      'retry-storm',
      'wrong-port',
      'pool-exhausted',
      'rotated-credential',
      'noisy-neighbour',
    ].includes(name),
  other: ({ family }) => family === 'healthy' || family === 'load' || family === 'ai',
};

/** The N-th incident of a level: a stream of draws of its own for each N, so that no other has to be dealt before. */
export function dealLevel(level: Level, seed: number): Dealt {
  const draw = draws(hashText(`${level} ${seed}`));
  const kinds = [...faultKinds, ...healthyKinds].filter(templates[level]);
  const own = hashText(`seed of ${level} ${seed}`);
  const among = (attempt: number): readonly FaultKind[] =>
    attempt < mostFree ? kinds : sturdyKinds([level]);
  const dealt = first(own, (attempt) => draw.pick(`kind ${attempt}`, among(attempt)), level);
  return { ...dealt, incident: { ...dealt.incident, seed } };
}
