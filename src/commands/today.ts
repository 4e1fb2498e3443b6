import { fullId } from '../bank/item.ts';
import { countDue, indexDue } from '../memory/due-index.ts';
import { leechesAmong } from '../memory/leech.ts';
import { pointsWaiting } from '../memory/points.ts';
import { pointSource } from '../practice/deck.ts';
import { glanceText } from '../report/glance.ts';
import { wrapText } from '../terminal/markdown.ts';
import { loadLinked } from './linked.ts';
import { loadAll } from './practice-bank.ts';
import { practise } from './quiz.ts';
import type { ExitCode, World } from './world.ts';

/** `hotseat` alone: today at a glance, then, at a terminal, today's practice. */
export async function today(world: World): Promise<ExitCode> {
  const loaded = await (world.screen ? loadLinked(world) : loadAll(world));
  const { items, schedule, activity, settings, today } = loaded;
  const counts = countDue(indexDue(items, schedule), today, world.clock.now(), world.zone);
  const points = pointsWaiting(items, pointSource(schedule, today));
  const leeches = leechesAmong(items, (item) => schedule.get(fullId(item)), settings.leechAfter).length;
  const glance = glanceText(items, schedule, activity, counts, today, points, leeches);
  if (!world.screen) {
    world.out(`${glance}\n`);
    return 0;
  }
  world.screen.write(`${world.theme.strong(wrapText(glance, world.width))}\n`);
  if (counts.due + counts.new + points > 0) return practise(world, loaded, {});
  const { choose } = await import('../terminal/form.ts');
  const choice = await choose(
    'Nothing is due today.',
    [
      { value: 'stop', name: 'Done for today' },
      { value: 'ahead', name: 'Practise the weakest, ahead of time' },
    ],
    { input: world.stdin, output: world.screen, signal: world.signal },
  );
  return choice === 'ahead' ? practise(world, loaded, { cram: true, order: 'weak' }) : 0;
}
