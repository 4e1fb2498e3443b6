import { expect, test } from 'vitest';
import type { Item } from '../../src/bank/item.ts';
import { startSession, step } from '../../src/practice/session.ts';
import type { Session } from '../../src/practice/session-model.ts';
import { boardFor, escapeKey, type Key, pressed } from '../../src/terminal/keys.ts';
import { item, point } from '../builders.ts';

const key = (name: string, over: Partial<Key> = {}): Key => ({ name, ctrl: false, sequence: name, ...over });
const asking = (of: Item, typed = false): Session =>
  startSession([of], { limitOf: () => 60, typedOf: () => typed, at: 0 }).session;
const grading = (): Session =>
  step(asking(item('q', { keyPoints: [point('a'), point('b')] })), { type: 'reveal', at: 1 }).session;
const choice: Item = {
  ...item('c'),
  kind: 'choice',
  choices: ['x', 'y', 'z'].map((text) => ({ text, correct: text === 'x', why: '' })),
};
const order: Item = { ...item('o'), kind: 'order', order: ['x', 'y', 'z'] };
const press = (session: Session, name: Key | string, board = boardFor(session)) =>
  pressed(typeof name === 'string' ? key(name) : name, board, session, 9);

test.each([
  ['h', 'hint'],
  ['return', 'accept'],
  ['p', 'pause'],
  ['s', 'skip'],
  ['z', 'suspend'],
  ['u', 'undo'],
  ['q', 'quit'],
])('%s is %s where nothing is typed', (name, type) => {
  expect(press(asking(item('q')), name)).toEqual({ event: { type, at: 9 } });
});

test('letters are text where an answer is typed, until Esc; Esc again goes back to it', () => {
  const session = asking(item('q'), true);
  for (const letter of ['h', 's', 'z', 'u', 'p', 'q', '?', '1'])
    expect(press(session, letter)).toBeUndefined();
  expect(press(session, 'tab')).toEqual({ event: { type: 'hint', at: 9 } });
  expect(press(session, key('e', { ctrl: true }))).toEqual({ event: { type: 'edit', at: 9 } });
  const left = { ...boardFor(session), typing: false };
  expect(press(session, escapeKey)).toEqual({ board: left });
  expect(press(session, 'h', left)).toEqual({ event: { type: 'hint', at: 9 } });
  expect(press(session, escapeKey, left)).toEqual({ board: boardFor(session) });
});

test('digits grade and Space ticks only once the answer is shown', () => {
  expect(press(asking(item('q')), '3')).toBeUndefined();
  expect(press(asking(item('q')), 'space')).toBeUndefined();
  expect(press(grading(), '3')).toEqual({ event: { type: 'grade', grade: 'good', at: 9 } });
  expect(press(grading(), '5')).toBeUndefined();
  expect(press(grading(), 'space')).toEqual({ event: { type: 'tick', point: 0, at: 9 } });
});

test('arrows go round', () => {
  const session = grading();
  expect(press(session, 'right')).toMatchObject({ board: { cursor: 1 } });
  expect(press(session, 'left')).toMatchObject({ board: { cursor: 1 } });
  expect(press(session, 'down', { ...boardFor(session), cursor: 1 })).toMatchObject({ board: { cursor: 0 } });
});

test('a choice is picked by its letter or under the cursor; letters of no choice are keys', () => {
  expect(press(asking(choice), 'b')).toMatchObject({
    event: { type: 'pick', place: 1 },
    board: { cursor: 1 },
  });
  expect(press(asking(choice), 'space')).toMatchObject({ event: { type: 'pick', place: 0 } });
  expect(press(asking(choice), 'd')).toBeUndefined();
  expect(press(asking(choice), 's')).toEqual({ event: { type: 'skip', at: 9 } });
});

test('in an order Space picks up and puts down, and what is held moves with the arrows', () => {
  const session = asking(order);
  const held = { ...boardFor(session), lifted: true };
  expect(press(session, 'space')).toEqual({ board: held });
  expect(press(session, 'right')).toMatchObject({ board: { cursor: 1 } });
  expect(press(session, 'right', held)).toMatchObject({
    event: { type: 'move', from: 0, to: 1 },
    board: { cursor: 1, lifted: true },
  });
  expect(press(session, 'space', held)).toEqual({ board: boardFor(session) });
});

test('a paused session knows only p, q and help', () => {
  const session = step(asking(choice), { type: 'pause', at: 1 }).session;
  expect(press(session, 'a')).toBeUndefined();
  expect(press(session, 'p')).toEqual({ event: { type: 'pause', at: 9 } });
  expect(press(session, key('?'))).toMatchObject({ board: { help: true } });
});

test('control keys press nothing', () => {
  expect(press(asking(item('q')), key('h', { ctrl: true }))).toBeUndefined();
});
