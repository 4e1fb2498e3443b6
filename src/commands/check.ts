import { escapeText } from '../content/escape.ts';
import { inReadingOrder, type Problem } from '../content/problem.ts';
import { loadPack } from '../storage/pack-files.ts';
import { sourceLines } from '../storage/source-lines.ts';
import { problemText } from '../terminal/problem-view.ts';
import type { ExitCode, World } from './world.ts';

/** `hotseat check [PATH…]`: every fault of every file, each with the mend. Never by the cache. */
export async function check(
  world: World,
  paths: readonly string[],
  options: { json?: boolean; strict?: boolean },
): Promise<ExitCode> {
  const named = paths.length > 0 ? paths : world.packs.length > 0 ? world.packs : ['builtin'];
  const packs = named.map((path) => loadPack(path === 'builtin' ? world.root : path));
  const problems = inReadingOrder(packs.flatMap((pack) => pack.problems));
  const files = packs.reduce((sum, pack) => sum + pack.files, 0);
  const items = packs.reduce((sum, pack) => sum + pack.items.length, 0);
  if (options.json) world.out(`${JSON.stringify({ files, items, problems })}\n`);
  else world.out(checkText(world, problems, files, items));
  const failing = problems.filter(({ severity }) => severity === 'error' || options.strict);
  return failing.length > 0 ? 1 : 0;
}

function checkText(world: World, problems: readonly Problem[], files: number, items: number): string {
  const lines = sourceLines();
  const texts = problems.map((problem) => {
    const line = lines(problem.file, problem.line);
    return `${problemText(problem, line === undefined ? undefined : escapeText(line), world.theme, world.width)}\n\n`;
  });
  const count = (severity: Problem['severity']) =>
    problems.filter((problem) => problem.severity === severity).length;
  return `${texts.join('')}${plural(files, 'file')}, ${plural(items, 'question')}: ${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}\n`;
}

const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
