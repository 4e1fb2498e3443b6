import { grouped, sum } from '../bank/group.ts';
import { type ChoiceItem, fullId, type Item, levels } from '../bank/item.ts';
import { type Random, shuffled } from '../bank/random.ts';

type Level = Item['level'];

/** What a placement question showed. */
export interface PlacementAnswer {
  readonly item: ChoiceItem;
  readonly right: boolean;
}

/** The questions of a placement take so many seconds in all. */
export const placementSeconds = 180;

/** Fewer answers than this place nobody. */
const leastAnswers = 3;
const mostAnswers = 12;
/** Surer than this, no further question is worth its time (in the unit of ability). */
const sureEnough = 0.5;

// Where each level lies on the scale of ability, whose middle is 0 and whose usual spread is 1.5.
const difficulty: Readonly<Record<Level, number>> = { beginner: -1.5, intermediate: 0, advanced: 1.5 };
const grid = Array.from({ length: 81 }, (_, i) => (i - 40) / 10);
const prior = grid.map((ability) => Math.exp(-((ability / 1.5) ** 2) / 2));

/**
 * The chance of a right answer: the three-parameter logistic model of item response theory (Birnbaum 1968, in Lord and
 * Novick), with a discrimination of 1 and guessing where there is something to guess.
 *
 * @param guess 0 to 1.
 */
const chanceOf = (ability: number, level: Level, guess: number): number =>
  guess + (1 - guess) / (1 + Math.exp(-1.7 * (ability - difficulty[level])));

const guessOf = ({ choices }: ChoiceItem): number => {
  const right = choices.filter(({ correct }) => correct).length;
  return right === 1 ? 1 / choices.length : 1 / 2 ** choices.length;
};

/** What answers say of the ability behind them: mean and standard deviation of its posterior (expected a posteriori; Bock and Mislevy 1982). */
export function abilityOf(answers: readonly PlacementAnswer[]): {
  readonly mean: number;
  readonly sd: number;
} {
  const weights = grid.map((ability, i) =>
    answers.reduce((weight, { item, right }) => {
      const chance = chanceOf(ability, item.level, guessOf(item));
      return weight * (right ? chance : 1 - chance);
    }, prior[i] ?? 0),
  );
  const total = sum(weights);
  const expected = (of: (ability: number) => number) =>
    sum(grid.map((ability, i) => of(ability) * (weights[i] ?? 0))) / total;
  const mean = expected((ability) => ability);
  return { mean, sd: Math.sqrt(expected((ability) => (ability - mean) ** 2)) };
}

/** The questions that may place a learner: choices, which are answered in seconds. */
export const placementPool = (items: readonly Item[]): ChoiceItem[] =>
  items.filter((item): item is ChoiceItem => item.kind === 'choice');

/**
 * The next question: of the level that lies nearest to what is known so far, and of the category that was asked least.
 *
 * @returns undefined when there is none, or none is needed any more.
 */
export function nextPlacement(
  pool: readonly ChoiceItem[],
  answers: readonly PlacementAnswer[],
  random: Random,
): ChoiceItem | undefined {
  const { mean, sd } = abilityOf(answers);
  if (answers.length >= mostAnswers || sd < sureEnough) return undefined;
  const asked = new Set(answers.map(({ item }) => fullId(item)));
  const byCategory = grouped(answers, ({ item }) => item.category);
  const left = shuffled(
    pool.filter((item) => !asked.has(fullId(item))),
    random,
  );
  const distance = (item: ChoiceItem) => Math.abs(difficulty[item.level] - mean);
  const times = (item: ChoiceItem) => byCategory.get(item.category)?.length ?? 0;
  return left.sort((a, b) => distance(a) - distance(b) || times(a) - times(b))[0];
}

/**
 * Where new questions begin: the easiest level of which the learner would know less than three in four.
 *
 * @returns undefined after too few answers.
 */
export function startLevelOf(answers: readonly PlacementAnswer[]): Level | undefined {
  if (answers.length < leastAnswers) return undefined;
  const { mean } = abilityOf(answers);
  return levels.find((level) => chanceOf(mean, level, 0) < 0.75) ?? 'advanced';
}
