import { createPrompt, type KeypressEvent, useEffect, useKeypress, useRef, useState } from '@inquirer/core';
import { grades } from '../memory/grade.ts';
import { type Session, type SessionEvent, type Step, step } from '../practice/session.ts';
import { Interrupted } from './interrupted.ts';
import { promptLines, type Screen } from './session-view.ts';
import type { Terminal } from './terminal.ts';

interface PromptConfig {
  readonly session: Session;
  readonly now: () => number;
  readonly screen: () => Screen;
}

type Outcome = { readonly step: Step } | { readonly closed: true };

const keyEvents: Record<string, SessionEvent['type']> = {
  h: 'hint',
  s: 'skip',
  z: 'suspend',
  u: 'undo',
  p: 'pause',
  q: 'quit',
  return: 'accept',
  enter: 'accept',
};

/** The event that a key stands for on the screen of a session; undefined for keys that only move about. */
function eventOfKey(key: KeypressEvent, point: number, at: number): SessionEvent | undefined {
  if (key.ctrl) return undefined;
  if (key.name === 'space') return { type: 'tick', point, at };
  const grade = /^[1-4]$/.test(key.name) ? grades[Number(key.name) - 1] : undefined;
  if (grade) return { type: 'grade', grade, at };
  const type = Object.hasOwn(keyEvents, key.name) ? keyEvents[key.name] : undefined;
  return type ? ({ type, at } as SessionEvent) : undefined;
}

// A prompt is a function of the session: it stays while steps only change what the three lines show, and is
// done with the first step that has something to print or to keep.
const sessionPrompt = createPrompt<Outcome, PromptConfig>((config, done) => {
  const [session, setSession] = useState(config.session);
  const [point, setPoint] = useState(0);
  const [help, setHelp] = useState(false);
  const latest = useRef(session);
  latest.current = session;

  const send = (event: SessionEvent, pauseInput?: () => void): void => {
    const next = step(latest.current, event);
    latest.current = next.session;
    if (next.effects.length > 0) {
      pauseInput?.();
      done({ step: next });
    } else setSession(next.session);
  };

  useEffect((rl) => {
    const timer = setInterval(() => send({ type: 'clock', at: config.now() }), 1000);
    const closed = () => done({ closed: true });
    rl.on('close', closed);
    return () => {
      clearInterval(timer);
      rl.removeListener('close', closed);
    };
  }, []);

  useKeypress((key, rl) => {
    rl.clearLine(0);
    const points = latest.current.current?.item.keyPoints.length ?? 0;
    if (key.name === 'left' || key.name === 'up')
      setPoint((point + Math.max(1, points) - 1) % Math.max(1, points));
    else if (key.name === 'right' || key.name === 'down') setPoint((point + 1) % Math.max(1, points));
    else if ((key as { sequence?: string }).sequence === '?') setHelp(!help);
    else {
      const event = eventOfKey(key, point, config.now());
      if (event) send(event, () => rl.pause());
    }
  });

  return promptLines(session, point, help, config.screen()).join('\n');
});

/**
 * Waits at the terminal until a session has something to print or to keep.
 *
 * @throws Interrupted on Ctrl-C, Ctrl-D, a closed terminal, SIGTERM and SIGHUP.
 */
export async function askSession(terminal: Terminal, session: Session, now: () => number): Promise<Step> {
  const { input, output, signal, screen } = terminal;
  let outcome: Outcome;
  try {
    outcome = await sessionPrompt(
      { session, now, screen },
      { input, output, signal, clearPromptOnDone: true },
    );
  } catch (error) {
    throw Interrupted.from(error, signal) ?? error;
  }
  if ('closed' in outcome) throw new Interrupted('SIGINT');
  return outcome.step;
}
