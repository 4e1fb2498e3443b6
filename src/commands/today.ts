import { fullId } from '../bank/item.ts';
import { dayOnTheRoad, isLastDay } from '../memory/agenda.ts';
import { examDay } from '../memory/candidates.ts';
import { countDue, indexDue } from '../memory/due-index.ts';
import { leechesAmong } from '../memory/leech.ts';
import { pointsWaiting } from '../memory/points.ts';
import { pointSource } from '../practice/deck.ts';
import { glanceText } from '../report/glance.ts';
import { logSignature } from '../storage/review-log-files.ts';
import { wrapText } from '../terminal/markdown.ts';
import { loadLinked } from './linked.ts';
import { type Loaded, loadAll } from './practice-bank.ts';
import { practise } from './quiz.ts';
import type { ExitCode, World } from './world.ts';

/** `hotseat` alone, the coach: today at a glance, then, at a terminal, what today is for. */
export async function today(world: World): Promise<ExitCode> {
  if (!world.screen) {
    world.out(`${glanceOf(world, await loadAll(world)).text}\n`);
    return 0;
  }
  if (logSignature(world.home).length === 0) {
    const { welcome } = await import('./welcome.ts');
    if (!(await welcome(world, await loadAll(world), world.screen))) return 0;
  }
  const loaded = await loadLinked(world);
  const { text, waiting } = glanceOf(world, loaded);
  world.screen.write(`${world.theme.strong(wrapText(text, world.width))}\n`);
  const exam = examDay(loaded.settings);
  const day = exam === undefined ? 'practice' : dayOnTheRoad(exam, loaded.today);
  if (day !== 'practice') return (await import('./road-day.ts')).roadDay(world, loaded, world.screen, day);
  // In the last days before a date what is not due is practised too.
  const hasMore = waiting > 0 || isLastDay(exam, loaded.today);
  return hasMore ? practise(world, loaded, {}) : nothingDue(world, loaded, world.screen);
}

/** Today in a line or two, and how many questions wait. */
function glanceOf(world: World, loaded: Loaded): { text: string; waiting: number } {
  const { items, schedule, activity, settings, today } = loaded;
  const counts = countDue(indexDue(items, schedule), today, world.clock.now(), world.zone);
  const points = pointsWaiting(items, pointSource(schedule, today));
  const exam = examDay(settings);
  const text = glanceText(items, schedule, {
    ...{ activity, counts, today, points },
    leeches: leechesAmong(items, (item) => schedule.get(fullId(item)), settings.leechAfter).length,
    ...(exam === undefined ? {} : { exam }),
  });
  return { text, waiting: counts.due + counts.new + points };
}

async function nothingDue(world: World, loaded: Loaded, screen: NodeJS.WriteStream): Promise<ExitCode> {
  const { choose } = await import('../terminal/form.ts');
  const choice = await choose(
    'Nothing is due today.',
    [
      { value: 'stop', name: 'Done for today' },
      { value: 'ahead', name: 'Practise the weakest, ahead of time' },
    ],
    { input: world.stdin, output: screen, signal: world.signal },
  );
  return choice === 'ahead' ? practise(world, loaded, { cram: true, order: 'weak' }) : 0;
}
