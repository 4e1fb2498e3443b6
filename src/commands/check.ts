import type { Item } from '../bank/item.ts';
import { adviser } from '../content/advice.ts';
import { escapeText } from '../content/escape.ts';
import { missingQuestions } from '../content/library-file.ts';
import { inReadingOrder, type Problem } from '../content/problem.ts';
import { readLibrary } from '../storage/library-files.ts';
import { readPack } from '../storage/pack-files.ts';
import { filesOf, findPack, shownProblems } from '../storage/pack-walk.ts';
import { readScenarios } from '../storage/scenario-files.ts';
import { sourceLines } from '../storage/source-lines.ts';
import { annotations } from '../terminal/annotation.ts';
import { problemText } from '../terminal/problem-view.ts';
import type { ExitCode, World } from './world.ts';

interface Checked {
  readonly files: number;
  readonly items: number;
  readonly problems: readonly Problem[];
}

type LineOf = ReturnType<typeof sourceLines>;

/** `hotseat check [PATH…]`: every fault of every file, each with the mend. Never by the cache. */
export async function check(
  world: World,
  paths: readonly string[],
  options: { json?: boolean; strict?: boolean },
): Promise<ExitCode> {
  const named = paths.length > 0 ? paths : world.packs.length > 0 ? world.packs : ['builtin'];
  const lineOf = sourceLines();
  const packs = named.map((path) => checkPack(path === 'builtin' ? world.root : path, lineOf));
  const sum = (count: (pack: Checked) => number) => packs.reduce((total, pack) => total + count(pack), 0);
  const problems = inReadingOrder(packs.flatMap((pack) => pack.problems));
  const checked = { files: sum(({ files }) => files), items: sum(({ items }) => items), problems };
  if (options.json) world.out(`${JSON.stringify(checked)}\n`);
  else world.out(checkText(world, checked, lineOf));
  // Beside the result, so that stdout holds nothing else.
  if (world.githubActions) world.warn(annotations(problems));
  const failing = problems.filter(({ severity }) => severity === 'error' || options.strict);
  return failing.length > 0 ? 1 : 0;
}

// File by file: what was read of one is let go before the next.
function checkPack(path: string, lineOf: LineOf): Checked {
  const root = findPack(path);
  const linkable = filesOf(path);
  const adviceOn = adviser({
    ...(linkable ? { files: linkable } : {}),
    line: (file, line) => lineOf(root.shownAs(file), line),
  });
  const problems: Problem[] = [];
  const items: Pick<Item, 'id'>[] = [];
  const { id: pack, contents } = readPack(root);
  for (const content of contents) {
    for (const { id } of content.items) items.push({ id });
    for (const problem of content.problems) problems.push(problem);
    for (const problem of adviceOn(content.items)) problems.push(problem);
  }
  const library = readLibrary(root, pack);
  const { problems: ofScenarios } = readScenarios(root, pack);
  problems.push(...library.problems, ...missingQuestions(library.guides, items), ...ofScenarios);
  return {
    files: root.questions.length + root.pages.length + root.scenarios.length,
    items: items.length,
    problems: shownProblems(root, problems),
  };
}

function checkText(world: World, { problems, files, items }: Checked, lineOf: LineOf): string {
  const texts = problems.map((problem) => {
    const line = lineOf(problem.file, problem.line);
    return `${problemText(problem, line === undefined ? undefined : escapeText(line), world.theme, world.width)}\n\n`;
  });
  const count = (severity: Problem['severity']) =>
    problems.filter((problem) => problem.severity === severity).length;
  return `${texts.join('')}${plural(files, 'file')}, ${plural(items, 'question')}: ${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}\n`;
}

const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
