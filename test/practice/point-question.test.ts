import { describe, expect, test } from 'vitest';
import type { Asked } from '../../src/practice/asked.ts';
import { deal } from '../../src/practice/deal.ts';
import { pointKey } from '../../src/practice/grade.ts';
import { mark } from '../../src/practice/mark.ts';
import { pointKeys, pointQuestion } from '../../src/practice/point-question.ts';
import { loadPack } from '../../src/storage/pack-files.ts';
import { item, point } from '../builders.ts';
import { root } from '../pty.ts';

const keyPoints = [
  point('Retries multiply the load on a service that already fails.'),
  {
    ...point('A queue needs a bound and a policy for what is dropped.'),
    accept: [['bounded queue', 'drop the oldest']],
  },
  point('Deadlines travel with the request so that late work is given up.'),
];
const followUps = [
  {
    prompt: 'And across regions?',
    keyPoints: [point('Fail over only what the other region can carry.')],
    answer: '',
  },
];
const whole = item('q', {
  prompt: 'A shop melts every Friday.\nIts callers retry.\n\nWhat do you change first?',
  answer:
    'First I look at the callers. Retries multiply the load on whatever already fails.\n\nThen comes the bounded queue.',
  keyPoints,
  followUps,
});
const [retries = '', queue = '', deadlines = '', regions = ''] = pointKeys(whole);
const asked = (key: string, ...missed: string[]): Asked => {
  const made = pointQuestion(whole, key, Object.fromEntries([key, ...missed].map((each) => [each, 100])));
  if (!made) throw new Error(`no question for ${key}`);
  return made;
};

describe('a point by itself', () => {
  test('asks in brief, shows what was covered, and leaves a gap where the point belongs', () => {
    expect(asked(queue).prompt).toBe(
      [
        'What do you change first?',
        'You had this, and one point more belongs to it:',
        '- Retries multiply the load on a service that already fails.\n- **… what belongs here?**\n- Deadlines travel with the request so that late work is given up.',
      ].join('\n\n'),
    );
  });

  test('is told by its first words too where other points are missing, which it does not show', () => {
    expect(asked(queue, deadlines).prompt).toBe(
      [
        'What do you change first?',
        'You had this, and more belongs to it:',
        '- Retries multiply the load on a service that already fails.\n- **A queue … how does it go on?**',
      ].join('\n\n'),
    );
  });

  test('is told by its first words where nothing was covered', () => {
    expect(asked(queue, retries, deadlines).prompt).toBe(
      'What do you change first?\n\nOne point of the answer begins: A queue …\n\nHow does it go on?',
    );
  });

  test('has thirty seconds, an id of its own, and one key point, under the key of the whole', () => {
    const { id, limits, keyPoints: points, made, title } = asked(queue);
    expect({ id, limits, title }).toEqual({
      id: 'q#2',
      limits: { spoken: 30, typed: 45 },
      title: whole.title,
    });
    expect(points.map(pointKey)).toEqual([queue]);
    expect(made).toMatchObject({ type: 'point', of: whole, key: queue });
  });

  test('has a ladder of hints from a nudge to its first words, three rungs long', () => {
    expect(asked(retries).hints).toEqual([
      'The answer comes to it after this:\n\n> First I look at the callers.',
      'It begins: Retries multiply the load …',
      'It begins: Retries multiply the load on …',
    ]);
    expect(asked(deadlines).hints[0]).toBe('first hint');
    expect(pointQuestion({ ...whole, hints: ['only one'] }, deadlines)?.hints[0]).toBe(
      'It takes 12 words to say.',
    );
  });

  test('is answered by its text, with the sentence of the model answer that holds it', () => {
    expect(asked(retries).answer).toBe(
      `${keyPoints[0]?.text}\n\n> Retries multiply the load on whatever already fails.`,
    );
    expect(asked(deadlines).answer).toBe(keyPoints[2]?.text);
  });

  test('of a follow-up is asked with the follow-up', () => {
    expect(asked(regions)).toMatchObject({ id: 'q#4', made: { question: 'And across regions?' } });
  });

  test('is none where the point was reworded, where answers are not matched, and for other kinds', () => {
    expect(pointQuestion(whole, pointKey(point('A queue needs a bound.')))).toBeUndefined();
    expect(pointKeys(item('story', { keyPoints, rubric: 'Good: …' }))).toEqual([]);
    expect(pointQuestion(item('story', { keyPoints, rubric: 'Good: …' }), retries)).toBeUndefined();
    expect(pointKeys({ ...whole, kind: 'choice', choices: [] })).toEqual([]);
  });

  test('keeps a prompt with code whole', () => {
    const prompt = 'What fails here?\n\n```yaml\na: 1\n\nb: 2\n```\n\nSay why.';
    expect(pointQuestion({ ...whole, prompt }, queue)?.made?.question).toBe(prompt);
  });
});

describe('a typed answer to a point', () => {
  const score = (key: string, text: string) => mark(deal(asked(key), ''), { type: 'text', text });

  test('may be short: an accepted wording, or most of the words of the point', () => {
    expect(score(queue, 'Bounded queue').score).toBe(100);
    expect(score(queue, 'a bound and a policy for what is dropped')).toMatchObject({
      score: 100,
      missed: [],
    });
  });

  test('earns nothing for something else, for nothing, and for what the question itself shows', () => {
    for (const text of ['More replicas for the shop.', '', keyPoints[0]?.text ?? '']) {
      expect(score(queue, text)).toMatchObject({ score: 0, matched: [], missed: [keyPoints[1]?.text] });
    }
  });
});

describe('in the shipped pack', () => {
  const questions = loadPack(root).items.flatMap((of) =>
    pointKeys(of).flatMap((key) => pointQuestion(of, key, { [key]: 1 }) ?? []),
  );
  const covers = (question: Asked, text: string): boolean =>
    mark({ item: question, shown: [] }, { type: 'text', text }).score === 100;

  const some = questions.filter((_, i) => i % 3 === 0);

  test('nearly every point that is asked takes its own text for an answer', () => {
    expect(questions.length).toBeGreaterThan(700);
    const refused = some.filter((question) => !covers(question, question.keyPoints[0]?.text ?? ''));
    // The grader takes "never" and "without" for denials.
    expect(refused.length / some.length).toBeLessThan(0.01);
  }, 20_000);

  test('hardly any is given away by its question and its first hint', () => {
    const given = some.filter((question) => covers(question, `${question.prompt} ${question.hints[0]}`));
    expect(given.length / some.length).toBeLessThan(0.01);
  }, 20_000);
});
