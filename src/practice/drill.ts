import { newStagesFor, selectItems } from '../bank/filter.ts';
import type { Item } from '../bank/item.ts';
import { fullId, siblingGroup } from '../bank/item.ts';
import type { Block, Plan } from '../bank/plan.ts';
import type { Random } from '../bank/random.ts';
import type { Day } from '../memory/day.ts';
import { atMost, type Grade } from '../memory/grade.ts';
import { buildQueue } from '../memory/queue.ts';
import type { Schedule } from '../memory/schedule.ts';
import type { Settings } from '../memory/settings.ts';
import type { Answer, Mark } from './answer.ts';
import { type Dealt, deal } from './deal.ts';
import { capFor, gradeOfScore } from './grade.ts';
import { mark } from './mark.ts';

/** One question of a drill, dealt. */
export interface DrillTask {
  readonly dealt: Dealt;
  readonly block: number;
  readonly limitSeconds: number;
  readonly hintsAvailable: number;
  readonly typed: boolean;
}

/** How a question of a drill went. */
export interface DrillOutcome {
  readonly task: DrillTask;
  readonly skipped: boolean;
  readonly answer?: Answer;
  readonly mark: Mark;
  readonly score: number;
  readonly grade: Grade;
  readonly hintsUsed: number;
  readonly seconds: number;
  readonly timedOut: boolean;
}

/** What a drill is dealt from. */
export interface DrillSource {
  readonly items: readonly Item[];
  readonly schedule: Schedule;
  readonly today: Day;
  readonly newPerDay: number;
  readonly seed: number;
  readonly random: Random;
  /** How open questions are answered where the plan leaves it open. */
  readonly typed: boolean;
  /** Where new questions begin, and for which career. */
  readonly settings?: Settings;
}

/** The questions that a plan, a seed and a day select, block after block; none is asked twice. */
export function dealDrill(plan: Plan, source: DrillSource): DrillTask[] {
  const tasks: DrillTask[] = [];
  let seconds = plan.timeSeconds ?? Number.POSITIVE_INFINITY;
  plan.blocks.forEach((block, number) => {
    const taken = tasks.map(({ dealt }) => fullId(dealt.item));
    for (const item of candidates(block, source).filter(isLeft(taken, block))) {
      const task = taskOf(item, block, number, source);
      const enough =
        tasks.filter((other) => other.block === number).length >= (block.count ?? Number.POSITIVE_INFINITY);
      // A block without a count takes what fits into the time, and one question at least.
      const tooLong = block.count === undefined && tasks.length > 0 && task.limitSeconds > seconds;
      if (enough || tooLong) break;
      tasks.push(task);
      seconds -= task.limitSeconds;
    }
  });
  return tasks;
}

// Of siblings one is asked, unless the block names what it asks.
function isLeft(taken: readonly string[], { filter }: Block): (item: Item) => boolean {
  const ids = new Set(taken);
  const groups = new Set(filter.id ? [] : taken.map(siblingGroup));
  return (item) => {
    const group = siblingGroup(fullId(item));
    return !ids.has(fullId(item)) && (group === undefined || !groups.has(group));
  };
}

function candidates(
  block: Block,
  { items, schedule, today, newPerDay, random, settings }: DrillSource,
): readonly Item[] {
  const { due, weak, order, filter } = block;
  // A block that names its questions gets them, whether they are due or not.
  const anything = !due && !block.new && !weak;
  return buildQueue(selectItems(items, filter), schedule, {
    today,
    random,
    due,
    new: block.new,
    weak,
    newStages: newStagesFor(filter),
    maxNew: anything ? Number.POSITIVE_INFINITY : newPerDay,
    ahead: anything,
    together: filter.id !== undefined,
    ...(settings ? { settings } : {}),
    ...(order ? { order } : {}),
  }).items;
}

function taskOf(item: Item, block: Block, number: number, source: DrillSource): DrillTask {
  const typed = block.answer === undefined ? source.typed : block.answer === 'typed';
  return {
    dealt: deal(item, `${source.seed}#${source.schedule.get(fullId(item))?.card?.reps ?? 0}`),
    block: number,
    limitSeconds: block.limitSeconds ?? (typed ? item.limits.typed : item.limits.spoken),
    hintsAvailable: block.hints ? item.hints.length : 0,
    typed,
  };
}

/** What a learner, a script or a program says to a question. */
export interface DrillAnswer {
  readonly answer?: Answer;
  readonly hintsUsed: number;
  readonly seconds: number;
  /** Graded by whoever answered, as a spoken answer is. */
  readonly grade?: Grade;
}

/** The middle of the range of scores that each grade stands for. */
export const scoreOfGrade: Readonly<Record<Grade, number>> = { again: 25, hard: 60, good: 80, easy: 95 };

/**
 * The outcome of an answer. A grade of one's own stands for its middle score where nothing else was said.
 *
 * @param marked the mark, where somebody else gave it.
 */
export function outcomeOf(
  task: DrillTask,
  given: DrillAnswer,
  marked = mark(task.dealt, given.answer),
): DrillOutcome {
  const { answer, hintsUsed, seconds, grade } = given;
  const { item } = task.dealt;
  const uncounted = item.kind === 'open' && item.keyPoints.length === 0;
  const score =
    grade !== undefined && (answer === undefined || uncounted) ? scoreOfGrade[grade] : marked.score;
  const timedOut = seconds > task.limitSeconds;
  return {
    task,
    skipped: false,
    ...(answer ? { answer } : {}),
    mark: marked,
    score,
    grade: atMost(grade ?? gradeOfScore(score), capFor(hintsUsed, timedOut)),
    hintsUsed,
    seconds,
    timedOut,
  };
}

/** The outcome of a question that was left out. */
export const skippedOutcome = (task: DrillTask): DrillOutcome => ({
  task,
  skipped: true,
  mark: mark(task.dealt, undefined),
  score: 0,
  grade: 'again',
  hintsUsed: 0,
  seconds: 0,
  timedOut: false,
});
