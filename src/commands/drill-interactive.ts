import { fullId, type Item } from '../bank/item.ts';
import { type Attempt, scoreOf, timedOut } from '../practice/attempt.ts';
import { type DrillOutcome, type DrillTask, scoreOfGrade, skippedOutcome } from '../practice/drill.ts';
import type { Effect, SessionRules } from '../practice/session-model.ts';
import {
  checkFormat,
  type DrillContext,
  type DrillOptions,
  keepOutcome,
  type SatDrill,
} from './drill-finish.ts';
import { needScreen } from './quiz.ts';
import { openReviewer } from './reviewer.ts';
import { forgetful, sessionKeeper, storyOf } from './session-keeper.ts';
import { type Keeper, runSession } from './session-loop.ts';
import type { World } from './world.ts';

/** Sits a drill at the terminal. It is kept, unless `--no-save` was given. */
export async function interactiveDrill(
  world: World,
  context: DrillContext,
  options: DrillOptions,
): Promise<SatDrill> {
  const screen = needScreen(world, `hotseat drill ${context.plan.name} --answers FILE`, '--protocol jsonl');
  checkFormat(options);
  const saved = options.save !== false;
  const outcomes = new Map<string, DrillOutcome>();
  const tasks = new Map(context.tasks.map((task) => [fullId(task.dealt.item), task]));
  const reviewer = openReviewer(world, context.loaded, saved);
  const keeper = noting(saved ? sessionKeeper(world, reviewer, false) : forgetful(world), tasks, outcomes);
  await runSession(
    world,
    [...tasks.values()].map((task) => itemFor(task, context)),
    rulesOf(world, context, tasks),
    keeper,
    screen,
  );
  const sat = [...tasks.keys()].flatMap((id) => outcomes.get(id) ?? []);
  if (!saved) for (const outcome of sat) if (!outcome.skipped) keepOutcome(reviewer, outcome, 'person');
  return { outcomes: sat, saved, reviewer };
}

// The session deals again, from the same seed; a block without hints hides them.
function itemFor({ dealt, hintsAvailable }: DrillTask, { loaded }: DrillContext): Item {
  const written = loaded.items.find((item) => fullId(item) === fullId(dealt.item)) ?? dealt.item;
  return hintsAvailable === 0 ? { ...written, hints: [] } : written;
}

function rulesOf(
  world: World,
  { plan, seed, loaded }: DrillContext,
  tasks: ReadonlyMap<string, DrillTask>,
): SessionRules {
  const taskOf = (item: Item) => tasks.get(fullId(item));
  return {
    strict: plan.strict,
    limitSeconds: plan.timeSeconds,
    limitOf: (item) => taskOf(item)?.limitSeconds ?? item.limits.spoken,
    typedOf: (item) => taskOf(item)?.typed ?? false,
    storyOf: (item) => storyOf(world, item),
    seedOf: (item) => `${seed}#${loaded.schedule.get(fullId(item))?.card?.reps ?? 0}`,
  };
}

// A keeper that also remembers how each question of the drill went.
function noting(
  keeper: Keeper,
  tasks: ReadonlyMap<string, DrillTask>,
  outcomes: Map<string, DrillOutcome>,
): Keeper {
  const note = (effect: Effect): void => {
    if (effect.type === 'graded') {
      const task = tasks.get(fullId(effect.attempt.item));
      if (task)
        outcomes.set(fullId(effect.attempt.item), outcomeOfAttempt(task, effect.attempt, effect.grade));
    } else if (effect.type === 'undone') outcomes.delete(fullId(effect.attempt.item));
    else if (effect.type === 'skipped' || effect.type === 'suspended') {
      const task = tasks.get(fullId(effect.item));
      if (task) outcomes.set(fullId(effect.item), skippedOutcome(task));
    }
  };
  return {
    ...keeper,
    keep: (effect) => {
      const kept = keeper.keep(effect);
      note(effect);
      return kept;
    },
  };
}

function outcomeOfAttempt(task: DrillTask, attempt: Attempt, grade: DrillOutcome['grade']): DrillOutcome {
  const { item, ticked, mark, hintsUsed, activeMs } = attempt;
  const texts = (on: boolean) => item.keyPoints.filter((_, i) => ticked[i] === on).map(({ text }) => text);
  const { matched, missed, ...marked } = mark ?? { score: 0, matched: [], missed: [] };
  const open = item.kind === 'open';
  // Graded without a single tick: the grade says it all.
  const unticked = open && !mark && !ticked.some(Boolean);
  return {
    task,
    skipped: false,
    mark: { ...marked, matched: open ? texts(true) : matched, missed: open ? texts(false) : missed },
    score: unticked ? scoreOfGrade[grade] : scoreOf(attempt),
    grade,
    hintsUsed,
    seconds: Math.round(activeMs / 100) / 10,
    timedOut: timedOut(attempt),
  };
}
