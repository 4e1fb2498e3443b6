import { createPrompt, type KeypressEvent, useEffect, useKeypress, useRef, useState } from '@inquirer/core';
import { step } from '../practice/session.ts';
import type { Session, SessionEvent, Step } from '../practice/session-model.ts';
import { Interrupted } from './interrupted.ts';
import { type Board, boardFor, type Key, pressed, submitKey } from './keys.ts';
import { promptLines } from './prompt-view.ts';
import type { Screen } from './screen.ts';
import type { Terminal } from './terminal.ts';

interface PromptConfig {
  readonly session: Session;
  readonly now: () => number;
  readonly screen: () => Screen;
  /** Told whether letters are text. */
  readonly wantsText: (text: boolean) => void;
}

type Outcome = { readonly step: Step } | { readonly closed: true };

/** The parts of readline that a prompt needs. */
interface Line {
  readonly line: string;
  readonly clearLine: (direction: 0) => void;
  readonly write: (text: string) => void;
  readonly pause: () => void;
}

// A prompt is a function of the session: it stays while steps only change what the three lines show, and is
// done with the first step that has something to print or to keep.
const sessionPrompt = createPrompt<Outcome, PromptConfig>((config, done) => {
  const [session, setSession] = useState(config.session);
  const [board, setBoard] = useState(boardFor(config.session));
  const latest = useRef(session);
  latest.current = session;

  const send = (event: SessionEvent, rl?: Line): void => {
    const next = step(latest.current, event);
    latest.current = next.session;
    if (next.effects.length > 0) {
      rl?.pause();
      done({ step: next });
    } else setSession(next.session);
  };
  const show = (next: Board): void => {
    config.wantsText(next.typing);
    setBoard(next);
  };

  useEffect((rl) => {
    config.wantsText(board.typing);
    const draft = latest.current.current?.line ?? '';
    if (draft !== '') rl.write(draft);
    const timer = setInterval(() => send({ type: 'clock', at: config.now() }), 1000);
    const closed = () => done({ closed: true });
    rl.on('close', closed);
    return () => {
      clearInterval(timer);
      rl.removeListener('close', closed);
    };
  }, []);

  useKeypress((event, rl) => {
    const key = toKey(event);
    const at = config.now();
    if (
      board.typing &&
      !latest.current.paused &&
      typedKey(key, rl, latest.current, config, (e) => send(e, rl), done)
    )
      return;
    const result = pressed(key, board, latest.current, at);
    const typing = result?.board?.typing ?? board.typing;
    if (!typing) rl.clearLine(0);
    // Back to the text: readline gets its line again.
    else if (!board.typing) rl.write(latest.current.current?.line ?? '');
    if (result?.board) show(result.board);
    if (result && 'event' in result) send(result.event, rl);
  });

  return promptLines(session, board, config.screen());
});

const toKey = (event: KeypressEvent): Key => ({
  name: event.name ?? '',
  ctrl: event.ctrl,
  sequence: (event as { sequence?: string }).sequence ?? '',
});

/**
 * A key while letters are text: readline keeps the line, this keeps the session's draft in step with it.
 *
 * @returns whether the key is dealt with.
 */
function typedKey(
  key: Key,
  rl: Line,
  session: Session,
  config: PromptConfig,
  send: (event: SessionEvent) => void,
  done: (outcome: Outcome) => void,
): boolean {
  const at = config.now();
  const draft = session.current?.line ?? '';
  if (key.name === 'return' || key.name === 'enter') {
    send({ type: 'line', line: draft, at });
    return true;
  }
  if (key.name === submitKey) {
    if (draft.trim() === '' && session.current?.lines.length === 0) done({ closed: true });
    else send({ type: 'accept', at });
    return true;
  }
  if (key.name === 'tab' || (key.ctrl && key.name === 'e')) {
    // readline put a tab into the line.
    rl.clearLine(0);
    rl.write(draft);
    return false;
  }
  const room = config.screen().width - 12;
  const cut = rl.line.length > room && session.current?.mode === 'text' ? rl.line.lastIndexOf(' ') : -1;
  if (cut > 0) {
    // The line is full: what is finished goes up into the scrollback, as on a typewriter.
    send({ type: 'line', line: rl.line.slice(0, cut), rest: rl.line.slice(cut + 1), at });
    return true;
  }
  send({ type: 'draft', line: rl.line, at });
  return !key.ctrl && key.sequence.length === 1;
}

/**
 * Waits at the terminal until a session has something to print or to keep.
 *
 * @throws Interrupted on Ctrl-C, Ctrl-D, a closed terminal, SIGTERM and SIGHUP.
 */
export async function askSession(terminal: Terminal, session: Session, now: () => number): Promise<Step> {
  const { input, output, signal, screen } = terminal;
  const wantsText = (text: boolean) => {
    input.wantsText = text;
  };
  let outcome: Outcome;
  try {
    outcome = await sessionPrompt(
      { session, now, screen, wantsText },
      { input, output, signal, clearPromptOnDone: true },
    );
  } catch (error) {
    throw Interrupted.from(error, signal) ?? error;
  }
  if ('closed' in outcome) throw new Interrupted('SIGINT');
  return outcome.step;
}
