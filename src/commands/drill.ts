import type { Plan, Thresholds } from '../bank/plan.ts';
import { UserError } from '../bank/user-error.ts';
import { isoTime } from '../memory/day.ts';
import { type DrillTask, dealDrill } from '../practice/drill.ts';
import { drillTemplate } from '../report/drill-template.ts';
import { builtinPlans, loadPlan } from '../storage/plans.ts';
import { answersDrill } from './drill-answers.ts';
import { type DrillContext, type DrillOptions, finishDrill } from './drill-finish.ts';
import { interactiveDrill } from './drill-interactive.ts';
import { protocolDrill } from './drill-protocol.ts';
import { drillTableOf } from './drill-table.ts';
import { type Loaded, loadAll } from './practice-bank.ts';
import type { ExitCode, World } from './world.ts';

/** `hotseat drill [PLAN]`: a scripted drill; without a plan, the plans there are. */
export async function drill(
  world: World,
  name: string | undefined,
  options: DrillOptions,
): Promise<ExitCode> {
  if (options.table)
    return drillTableOf(world, name === undefined ? options.table : [name, ...options.table], options);
  if (name === undefined) {
    world.out(planList(world));
    return 0;
  }
  const plan = loadPlan(world.root, name);
  const loaded = await loadAll(world);
  const seed = world.seed ?? Math.floor(world.random() * 2 ** 31);
  const tasks = dealt(world, plan, loaded, seed);
  if (options.template) {
    world.out(drillTemplate(plan, tasks, seed, isoTime(world.clock.now(), world.zone)));
    return 0;
  }
  const context: DrillContext = {
    plan,
    loaded,
    seed,
    tasks,
    startedAt: world.clock.now(),
    thresholds: thresholdsOf(options.failUnder),
  };
  if (options.protocol !== undefined) return protocolDrill(world, context, options);
  if (options.answers !== undefined)
    return finishDrill(world, context, await answersDrill(world, context, options), options);
  return finishDrill(world, context, await interactiveDrill(world, context, options), options);
}

function dealt(world: World, plan: Plan, loaded: Loaded, seed: number): DrillTask[] {
  const { items, schedule, today, settings } = loaded;
  const { newPerDay, answer } = settings;
  const tasks = dealDrill(plan, {
    items,
    schedule,
    today,
    newPerDay,
    settings,
    seed,
    random: world.random,
    typed: answer === 'typed',
  });
  if (tasks.length > 0) return tasks;
  throw new UserError(
    `the plan "${plan.name}" selects no question now`,
    'Nothing that it asks for is due or new; `hotseat due` shows what is, `hotseat drill warmup` takes anything.',
  );
}

function planList(world: World): string {
  const plans = builtinPlans(world.root).map((name) => ({ name, plan: loadPlan(world.root, name) }));
  const width = Math.max(...plans.map(({ name }) => name.length));
  return plans.map(({ name, plan }) => `${name.padEnd(width)}  ${plan.description}\n`).join('');
}

/** `--fail-under 80` and `--fail-under "Category=70"`; undefined leaves it to the plan. */
function thresholdsOf(written: readonly string[] | undefined): Thresholds | undefined {
  if (!written) return undefined;
  let total: number | undefined;
  const byCategory: Record<string, number> = {};
  for (const text of written) {
    const [, category, value = ''] = /^(?:(.+)=)?\s*([^=]*)$/.exec(text) ?? [];
    const score = Number(value);
    if (value.trim() === '' || !(score >= 0 && score <= 100)) {
      throw new UserError(
        `--fail-under takes a score from 0 to 100, not "${text}"`,
        'Write --fail-under 80, or --fail-under "Scenario-Based=70".',
      );
    }
    if (category === undefined) total = score;
    else byCategory[category.trim()] = score;
  }
  return { ...(total === undefined ? {} : { total }), byCategory };
}
