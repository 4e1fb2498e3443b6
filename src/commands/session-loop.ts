import { fullId, type Item } from '../bank/item.ts';
import { dayOf } from '../memory/day.ts';
import { defaultModel, dueAfter } from '../memory/fsrs.ts';
import type { Grade } from '../memory/grade.ts';
import type { LogRecord, Review, Suspension, Undo } from '../memory/record.ts';
import { applied, type Entry } from '../memory/schedule.ts';
import { pointKey } from '../practice/grade.ts';
import { type Attempt, type Effect, type Session, startSession, timedOut } from '../practice/session.ts';
import { wrapText } from '../terminal/markdown.ts';
import { askSession } from '../terminal/session-prompt.ts';
import {
  answerText,
  gradedText,
  hintText,
  questionText,
  type Screen,
  summaryText,
} from '../terminal/session-view.ts';
import { openTerminal, type Terminal } from '../terminal/terminal.ts';
import type { Loaded } from './practice-bank.ts';
import { openRecorder, type Recorder } from './recorder.ts';
import type { World } from './world.ts';

/** How long a session and its questions may take. */
export interface SessionLimits {
  readonly limitOf: (item: Item) => number;
  readonly limitSeconds?: number;
  /** Reviews are kept, the schedule stays as it is. */
  readonly cram?: boolean;
}

/** Runs a session at the terminal: keeps each effect first, then shows it. Returns when the session is over. */
export async function runSession(
  world: World,
  loaded: Loaded,
  items: readonly Item[],
  limits: SessionLimits,
  screen: NodeJS.WriteStream,
): Promise<void> {
  const terminal = openTerminal(world.stdin, screen, world.theme, world.signal);
  const keeper = sessionKeeper(world, loaded, limits.cram === true);
  world.clock.run();
  const { ticks } = world.clock;
  let step = startSession(items, { ...limits, at: ticks() });
  try {
    for (;;) {
      for (const effect of step.effects) {
        const kept = keeper.keep(effect);
        const text = textOf(effect, step.session, terminal, kept);
        if (text !== '') terminal.print(text);
      }
      if (!step.session.current) return;
      step = await askSession(terminal, step.session, ticks);
    }
  } finally {
    terminal.close();
    keeper.close();
  }
}

/** What an effect led to in the schedule, for the view. */
interface Kept {
  readonly due: number;
  readonly today: number;
  readonly cram: boolean;
}

interface Keeper {
  readonly keep: (effect: Effect) => Kept | undefined;
  readonly close: () => void;
}

function sessionKeeper(world: World, loaded: Loaded, cram: boolean): Keeper {
  const recorder: Recorder = openRecorder(world);
  const entries = new Map(loaded.schedule);
  const done: { record: LogRecord; before: Entry | undefined }[] = [];
  const keepReview = (attempt: Attempt, grade: Grade): Kept => {
    const item = fullId(attempt.item);
    const today = dayOf(world.clock.now(), world.zone);
    const before = entries.get(item);
    const due = cram
      ? (before?.card?.due ?? today)
      : dueAfter(before?.card, grade, today, item, defaultModel);
    const record = recorder.keep<Review>({
      ...reviewOf(attempt, grade, today, due),
      ...(cram ? { cram } : {}),
    });
    entries.set(item, applied(before ?? { suspended: false }, record));
    done.push({ record, before });
    return { due, today, cram };
  };
  return {
    keep: (effect) => {
      if (effect.type === 'graded') return keepReview(effect.attempt, effect.grade);
      if (effect.type === 'suspended')
        recorder.keep<Suspension>({ type: 'suspend', item: fullId(effect.item) });
      const last = effect.type === 'undone' ? done.pop() : undefined;
      if (last?.record.type === 'review') {
        recorder.keep<Undo>({ type: 'undo', undoes: last.record.id });
        entries.set(last.record.item, last.before ?? { suspended: false });
      }
      return undefined;
    },
    close: recorder.close,
  };
}

function reviewOf(
  attempt: Attempt,
  grade: Grade,
  day: number,
  due: number,
): Omit<Review, 'id' | 'device' | 'seq' | 't' | 'utcOffset' | 'now'> {
  const { item, ticked, hintsUsed, activeMs } = attempt;
  const keys = item.keyPoints.map(pointKey);
  return {
    type: 'review',
    item: fullId(item),
    grade,
    seconds: Math.round(activeMs / 100) / 10,
    hintsUsed,
    day,
    due,
    timedOut: timedOut(attempt),
    by: 'person',
    covered: keys.filter((_, i) => ticked[i]),
    missed: keys.filter((_, i) => !ticked[i]),
  };
}

// The texts of a question are laid out by their views; a short message is wrapped here.
function textOf(effect: Effect, session: Session, terminal: Terminal, kept: Kept | undefined): string {
  const screen = terminal.screen();
  switch (effect.type) {
    case 'ask':
      if (!effect.again) return questionText(effect.attempt, session.items.length, screen);
      break;
    case 'hint':
      return hintText(effect.text, effect.rung, effect.of, screen);
    case 'reveal':
      return answerText(effect.attempt, screen);
  }
  return wrapText(messageOf(effect, session, screen, kept), screen.width);
}

function messageOf(effect: Effect, session: Session, screen: Screen, kept: Kept | undefined): string {
  switch (effect.type) {
    case 'ask':
      return `Back to ${effect.attempt.number}: ${effect.attempt.item.title}`;
    case 'no-hint':
      return 'There is no further hint.';
    case 'graded':
      return kept ? gradedText(effect.attempt, effect.grade, kept, screen) : '';
    case 'undone':
      return `Took back "${effect.grade}" for ${effect.attempt.number}: ${effect.attempt.item.title}. Grade it again.`;
    case 'nothing-to-undo':
      return 'Nothing was graded in this session yet.';
    case 'skipped':
      return `Skipped ${effect.item.id}.`;
    case 'suspended':
      return `Suspended ${effect.item.id}. \`hotseat unsuspend ${effect.item.id}\` brings it back.`;
    case 'end':
      return `\n${summaryText(session, effect.reason, screen)}`;
    default:
      return '';
  }
}
