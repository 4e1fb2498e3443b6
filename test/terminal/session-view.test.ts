import stringWidth from 'fast-string-width';
import { describe, expect, test } from 'vitest';
import type { Asked } from '../../src/practice/asked.ts';
import { answered, newAttempt } from '../../src/practice/attempt.ts';
import { pointKeys, pointQuestion } from '../../src/practice/point-question.ts';
import type { Session } from '../../src/practice/session-model.ts';
import { variantsOf } from '../../src/practice/variant.ts';
import { loadPack } from '../../src/storage/pack-files.ts';
import {
  answerText,
  gradedText,
  hintText,
  questionText,
  summaryText,
} from '../../src/terminal/session-view.ts';
import { makeTheme } from '../../src/terminal/theme.ts';
import { item, point } from '../builders.ts';
import { root } from '../pty.ts';

const screen = { theme: makeTheme(0), width: 80 };
const attempt = (of: Asked, turn = 1) =>
  newAttempt(of, { number: 3, turn, limitSeconds: 60, typed: false, seed: '', since: 0, byEnter: false });
const head = (of: Asked, turn = 1): string =>
  questionText(attempt(of, turn), 10, screen).split('\n')[1]?.replace(/─+/g, '').trim() ?? '';

describe('the head of a question', () => {
  test('says which time it is asked, under the same number', () => {
    expect(head(item('q'))).toBe('3/10  Basics, beginner  q');
    expect([2, 3, 4, 11, 12, 21, 22].map((turn) => head(item('q'), turn).split('  ')[1])).toEqual([
      ...['again, 2nd time', 'again, 3rd time', 'again, 4th time', 'again, 11th time', 'again, 12th time'],
      ...['again, 21st time', 'again, 22nd time'],
    ]);
  });

  test('says what stands in the place of a question', () => {
    const whole = item('q', {
      weakAnswers: ['No.'],
      followUps: [{ prompt: 'So?', keyPoints: [point('x')], answer: '' }],
    });
    const [key = ''] = pointKeys(whole);
    const asked = [...variantsOf(whole), pointQuestion(whole, key) ?? whole];
    expect(asked.map((each) => head(each))).toEqual([
      '3/10  a follow-up  Basics, beginner  q',
      '3/10  an answer to mend  Basics, beginner  q',
      '3/10  a point that you missed  Basics, beginner  q#1',
    ]);
  });
});

test('points and variants of the shipped pack fit any screen, question, hints and answer', () => {
  const some = loadPack(root).items.filter((_, i) => i % 5 === 0);
  const asked = some.flatMap((of) => [
    ...variantsOf(of),
    ...pointKeys(of).flatMap((key) => pointQuestion(of, key, { [key]: 1 }) ?? []),
  ]);
  for (const width of [40, 80]) {
    const narrow = { ...screen, width };
    const texts = asked.flatMap((of) => [
      questionText(attempt(of), 100, narrow),
      ...of.hints.map((hint, i) => hintText(hint, i + 1, of.hints.length, narrow)),
      answerText(answered(attempt(of)), narrow),
    ]);
    const wide = texts.flatMap((text) => text.split('\n')).filter((line) => stringWidth(line) > width);
    expect(wide).toEqual([]);
  }
});

describe('what a grade led to', () => {
  const kept = { due: 100, today: 100, as: 'review' } as const;
  const ticked = { ...attempt(item('q')), ticked: [true, false] };

  test('is told with the score, where the points were ticked', () => {
    const graded = { type: 'graded', attempt: ticked, grade: 'good' } as const;
    expect(gradedText(graded, { ...kept, due: 101 }, screen)).toBe(
      'Graded good, 50 of 100. Comes back tomorrow.',
    );
    const unticked = { ...graded, attempt: attempt(item('q')) };
    expect(gradedText(unticked, kept, screen)).toBe('Graded good. Comes back again today.');
  });

  test('is told in minutes where it comes back in this session', () => {
    const graded = { type: 'graded', attempt: ticked, grade: 'again', returnsIn: 1.5 } as const;
    const again = 'Graded again, 50 of 100. Asked again in 1m30s, or once nothing else is left.';
    expect(gradedText(graded, kept, screen)).toBe(again);
    expect(gradedText(graded, { ...kept, as: 'unsaved' }, screen)).toBe(
      `${again} Only a try: nothing is kept.`,
    );
  });
});

test('a session that ends tells questions from points, and what is left for today', () => {
  const made = { type: 'point', label: 'a point', question: 'Q?', of: item('q'), key: 'k' } as const;
  const mended = { attempt: attempt({ ...item('q#1'), made }), grade: 'easy' } as const;
  const session = {
    graded: [mended, { ...mended, grade: 'again' }, { attempt: attempt(item('q')), grade: 'again' }],
    returning: [{ number: 3, turn: 2, from: 0 }],
    activeMs: 61_000,
  } as unknown as Session;
  expect(summaryText(session, 'quit', [], screen)).toBe(
    'Session ended: 1 graded (1 again), 1 of 2 points mended in 1:01. 1 to be asked again today. `hotseat undo` takes the last one back.',
  );
  expect(summaryText({ ...session, graded: [mended], returning: [] }, 'finished', [], screen)).toBe(
    'Session done: 1 of 1 point mended in 1:01. `hotseat undo` takes the last one back.',
  );
});
