import { createInterface } from 'node:readline';
import { UserError } from '../bank/user-error.ts';
import { isoTime } from '../memory/day.ts';
import type { DrillOutcome } from '../practice/drill.ts';
import {
  beginProtocol,
  type ProtocolState,
  type ProtocolStep,
  protocolVersion,
  receive,
  taskId,
  tick,
} from '../practice/protocol.ts';
import { drillDocument } from '../report/drill-json.ts';
import { type DrillContext, type DrillOptions, drillReport, keepOutcome, nextDue } from './drill-finish.ts';
import { refreshProgress } from './practice-bank.ts';
import { durationOption } from './quiz.ts';
import { openReviewer, type Reviewer } from './reviewer.ts';
import { secondOpinion } from './second-opinion.ts';
import type { ExitCode, World } from './world.ts';

const idleSeconds = 600;

/** Lets a program sit a drill: JSON Lines on stdin and stdout. Silence, or the end of input, ends it as `quit` does. */
export async function protocolDrill(
  world: World,
  context: DrillContext,
  options: DrillOptions,
): Promise<ExitCode> {
  if (options.protocol !== 'jsonl')
    throw new UserError(`unknown protocol "${options.protocol}"`, 'There is: jsonl.');
  const idleMs = (durationOption('--idle', options.idle) ?? idleSeconds) * 1000;
  const saved = options.save === true;
  const reviewer = openReviewer(world, context.loaded, saved);
  const say = (message: object): void => world.out(`${JSON.stringify(message)}\n`);
  const graded = (outcome: DrillOutcome): void => {
    if (!outcome.skipped) keepOutcome(reviewer, outcome, options.as ?? 'script');
    say(gradedMessage(world, reviewer, outcome));
  };
  const opinion = secondOpinion(world, options.grader);
  const carry = async ({ state, effects }: ProtocolStep): Promise<ProtocolState> => {
    let outcomes = state.outcomes;
    for (const effect of effects) {
      if (effect.type === 'send') say(effect.message);
      else {
        const outcome = await opinion(effect.outcome);
        outcomes = outcomes.map((other) => (other === effect.outcome ? outcome : other));
        graded(outcome);
      }
    }
    return { ...state, outcomes };
  };
  world.clock.run();
  const { ticks } = world.clock;
  say(startMessage(world, context));
  let state = await carry(beginProtocol(context.tasks, context.plan.strict, ticks()));
  for await (const event of lines(world, idleMs)) {
    state = await carry(event === undefined ? tick(state, ticks()) : receive(state, event, ticks()));
    if (state.over) break;
  }
  reviewer.close();
  if (saved) refreshProgress(world, context.loaded.bank);
  const report = drillReport(world, context, { outcomes: state.outcomes, saved, reviewer });
  say({ type: 'summary', ...drillDocument(report) });
  return report.result.passed ? 0 : 1;
}

const startMessage = (world: World, { plan, tasks, seed, startedAt }: DrillContext): object => ({
  type: 'start',
  protocol: protocolVersion,
  plan: plan.name,
  items: tasks.length,
  seed,
  startedAt: isoTime(startedAt, world.zone),
});

function gradedMessage(world: World, reviewer: Reviewer, outcome: DrillOutcome): object {
  const { task, mark, score, grade, timedOut, seconds, skipped } = outcome;
  return {
    type: 'graded',
    id: taskId(task),
    score,
    grade,
    matched: mark.matched,
    missed: mark.missed,
    answer: task.dealt.item.answer,
    due: skipped ? null : nextDue(world, reviewer, outcome),
    timedOut,
    seconds,
    skipped,
    ...(mark.remark ? { remark: mark.remark } : {}),
  };
}

/** Lines of stdin, and every quarter of a second an undefined. Ends with the input, or after silence. */
async function* lines(world: World, idleMs: number): AsyncGenerator<string | undefined> {
  const waiting: (string | undefined)[] = [];
  let wake = (): void => {};
  let open = true;
  let heard = world.clock.ticks();
  const push = (line: string | undefined): void => {
    waiting.push(line);
    wake();
  };
  const end = (): void => {
    open = false;
    wake();
  };
  const input = createInterface({ input: world.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  input.on('line', (line) => {
    heard = world.clock.ticks();
    if (line.trim() !== '') push(line);
  });
  input.on('close', end);
  world.signal.addEventListener('abort', end);
  const timer = setInterval(() => (world.clock.ticks() - heard > idleMs ? end() : push(undefined)), 250);
  try {
    while (open || waiting.length > 0) {
      if (waiting.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      while (waiting.length > 0) yield waiting.shift();
    }
  } finally {
    clearInterval(timer);
    input.close();
    world.stdin.destroy();
  }
}
