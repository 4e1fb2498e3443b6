import { fullId, type Item } from '../bank/item.ts';
import type { Leech } from '../memory/leech.ts';
import { type Asked, questionOf } from '../practice/asked.ts';
import { startSession, step } from '../practice/session.ts';
import type { Effect, Session, SessionRules, Step } from '../practice/session-model.ts';
import { editText } from '../storage/edit-text.ts';
import { effectText } from '../terminal/effect-view.ts';
import { askSession } from '../terminal/session-prompt.ts';
import type { Kept } from '../terminal/session-view.ts';
import { openTerminal, type Terminal } from '../terminal/terminal.ts';
import type { World } from './world.ts';

/** Keeps what a session does; each effect is kept before it is shown. */
export interface Keeper {
  readonly keep: (effect: Effect) => Kept | undefined;
  /** Which of some items are leeches by now. */
  readonly leeches: (items: readonly Item[]) => readonly Leech[];
  readonly close: () => void;
}

/**
 * Runs a session at the terminal until it is over.
 *
 * @returns its last step: how it went, and why it ended.
 */
export async function runSession(
  world: World,
  items: readonly Asked[],
  rules: SessionRules,
  keeper: Keeper,
  screen: NodeJS.WriteStream,
): Promise<Step> {
  const terminal = openTerminal(world.stdin, screen, world.theme, world.signal);
  world.clock.run();
  const { ticks } = world.clock;
  let next = startSession(items, { ...rules, at: ticks() });
  try {
    for (;;) {
      show(next, terminal, keeper);
      if (!next.session.current) return next;
      const edit = next.effects.find((effect) => effect.type === 'edit');
      next = edit ? edited(world, terminal, next, ticks()) : await askSession(terminal, next.session, ticks);
    }
  } finally {
    terminal.close();
    keeper.close();
  }
}

function show({ session, effects }: Step, terminal: Terminal, keeper: Keeper): void {
  for (const effect of effects) {
    const kept = keeper.keep(effect);
    const leeches = effect.type === 'end' ? keeper.leeches(forgotten(session)) : [];
    const text = effectText(effect, session, terminal.screen(), kept, leeches);
    if (text !== '') terminal.print(text);
  }
}

function forgotten({ graded }: Session): Item[] {
  const items = graded.flatMap(({ attempt, grade }) => (grade === 'again' ? questionOf(attempt.item) : []));
  return [...new Map(items.map((item) => [fullId(item), item])).values()];
}

// The text so far goes to the user's editor, and comes back as the whole answer.
function edited(world: World, terminal: Terminal, { session }: Step, at: number): Step {
  const { lines = [], line = '' } = session.current ?? {};
  const before = [...lines, line].join('\n').trimEnd();
  const after = terminal.lend(() => editText(before, world.editor));
  if (after === undefined) {
    terminal.print(
      `The editor "${world.editor}" did not run or failed; set EDITOR to another. Your text is as it was.`,
    );
    return { session, effects: [] };
  }
  const text = after.trimEnd();
  return text === before
    ? { session, effects: [] }
    : step(session, { type: 'rewrite', lines: text.split('\n'), at });
}
