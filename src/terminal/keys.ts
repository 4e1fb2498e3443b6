import { choiceLetters } from '../bank/letters.ts';
import { grades } from '../memory/grade.ts';
import { isTyped } from '../practice/attempt.ts';
import type { Session, SessionEvent } from '../practice/session-model.ts';

/** A key as the prompt gets it. */
export interface Key {
  /** `a`, `up`, `return`, `space` … */
  readonly name: string;
  readonly ctrl: boolean;
  /** The character, or the control sequence. */
  readonly sequence: string;
}

/** What of a prompt is not the session's: where the cursor stands, what is shown. */
export interface Board {
  readonly cursor: number;
  readonly help: boolean;
  /** In an order: the thing under the cursor moves along with it. */
  readonly lifted: boolean;
  /** Letters are text, until Esc. */
  readonly typing: boolean;
}

/** What a key does: to the board, to the session, or to neither. */
export type Pressed =
  | { readonly board: Board }
  | { readonly event: SessionEvent; readonly board?: Board }
  | undefined;

/** Keys that the input stream sends in place of those that a terminal cannot tell apart in time (key-stream.ts). */
export const escapeKey = 'f11';
export const submitKey = 'f12';

/** The board for the screen that a session is at. */
export const boardFor = (session: Session): Board => ({
  cursor: 0,
  help: false,
  lifted: false,
  typing: session.current !== undefined && !session.current.revealed && isTyped(session.current),
});

const plainKeys: Readonly<Record<string, SessionEvent['type']>> = {
  h: 'hint',
  s: 'skip',
  z: 'suspend',
  u: 'undo',
  p: 'pause',
  q: 'quit',
  return: 'accept',
  enter: 'accept',
};

/** What a key means on the screen that a session is at: a pure function. */
export function pressed(key: Key, board: Board, session: Session, at: number): Pressed {
  const { current } = session;
  if (!current) return undefined;
  if (board.typing && !session.paused) return pressedWhileTyping(key, board, at);
  if (key.name === escapeKey && isTyped(current) && !current.revealed)
    return { board: { ...board, typing: true } };
  if (key.sequence === '?') return { board: { ...board, help: !board.help } };
  if (key.ctrl) return undefined;
  if (!session.paused) {
    const special = current.revealed
      ? pressedWhileGrading(key, board, session, at)
      : pressedWhilePicking(key, board, session, at);
    if (special) return special;
  }
  const type = Object.hasOwn(plainKeys, key.name) ? plainKeys[key.name] : undefined;
  return type ? { event: { type, at } as SessionEvent } : undefined;
}

// Return is met by the prompt itself: it holds the line.
function pressedWhileTyping(key: Key, board: Board, at: number): Pressed {
  if (key.name === escapeKey) return { board: { ...board, typing: false } };
  if (key.name === 'tab') return { event: { type: 'hint', at } };
  if (key.ctrl && key.name === 'e') return { event: { type: 'edit', at } };
  return undefined;
}

function pressedWhileGrading(key: Key, board: Board, session: Session, at: number): Pressed {
  const grade = /^[1-4]$/.test(key.name) ? grades[Number(key.name) - 1] : undefined;
  if (grade) return { event: { type: 'grade', grade, at } };
  const points = session.current?.item.keyPoints.length ?? 0;
  if (points === 0) return undefined;
  if (key.name === 'space') return { event: { type: 'tick', point: board.cursor, at } };
  return moved(key, board, points);
}

function pressedWhilePicking(key: Key, board: Board, session: Session, at: number): Pressed {
  const { mode, picks = [], dealt } = session.current ?? {};
  if (mode === 'choice') {
    const place = key.name === 'space' ? board.cursor : choiceLetters.indexOf(key.name);
    const count = dealt?.shown.length ?? 0;
    if (place >= 0 && place < count)
      return { event: { type: 'pick', place, at }, board: { ...board, cursor: place } };
    return moved(key, board, count);
  }
  if (mode !== 'order') return undefined;
  if (key.name === 'space') return { board: { ...board, lifted: !board.lifted } };
  const next = moved(key, board, picks.length);
  if (!next || !board.lifted || !('board' in next)) return next;
  return {
    event: { type: 'move', from: board.cursor, to: next.board?.cursor ?? 0, at },
    board: next.board ?? board,
  };
}

function moved(key: Key, board: Board, count: number): { board: Board } | undefined {
  const by =
    key.name === 'left' || key.name === 'up' ? -1 : key.name === 'right' || key.name === 'down' ? 1 : 0;
  if (by === 0 || count === 0) return undefined;
  return { board: { ...board, cursor: (board.cursor + by + count) % count } };
}
