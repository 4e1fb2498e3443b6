import { describe, expect, test } from 'vitest';
import type { KeyPoint } from '../../src/bank/item.ts';
import { deal } from '../../src/practice/deal.ts';
import { coverage } from '../../src/practice/free-text.ts';
import { mark } from '../../src/practice/mark.ts';
import { item } from '../builders.ts';

const point = (...accept: string[][]): KeyPoint => ({ text: 'the point', accept, weight: 1 });

/** What a text matched of one point, as it was written. */
const matched = (text: string, ...accept: string[][]) => coverage(text, [point(...accept)], 'What now?')[0];

test('an as-of join, and other words with hyphens, are no salad', () => {
  const points = ['as-of join', 'event time', 'late data'].map((wording) => point([wording]));
  const of = { ...item('q', { prompt: 'How do you build it?' }), keyPoints: points };
  const text =
    'I would use an as-of join, because each row then sees only what was known at its own event time. An as-of join also keeps late data out of the training rows, and that is what we want.';
  expect(mark(deal(of, ''), { type: 'text', text }).score).toBe(100);
});

describe('a key point is covered', () => {
  test('when one wording of every group occurs, and the words come back as they were written', () => {
    const groups = [['shadow mode', 'dark launch'], ['compare']];
    expect(matched('It runs in Shadow  Mode and we COMPARE.', ...groups)).toEqual(['Shadow Mode', 'COMPARE']);
    expect(matched('We compare after a dark launch.', ...groups)).toEqual(['dark launch', 'compare']);
    expect(matched('It runs in shadow mode.', ...groups)).toBeUndefined();
  });

  test('in any inflection, irregular ones too, but not by another word of the same stem', () => {
    expect(matched('Retries amplified it.', ['retry amplify'])).toEqual(['Retries amplified']);
    expect(matched('Nothing was kept, we lost the data.', ['lose data'])).toEqual(['lost the data']);
    expect(matched('It predicts the load.', ['predictable'])).toBeUndefined();
  });

  test('in the order of the wording, with small gaps, inside one sentence', () => {
    expect(matched('We replay all the old incidents.', ['replay incidents'])).toBeDefined();
    expect(matched('The incidents replay themselves.', ['replay incidents'])).toBeUndefined();
    expect(matched('We replay what we have of those many incidents.', ['replay incidents'])).toBeUndefined();
    expect(matched('We like replay. Incidents are rare.', ['replay incidents'])).toBeUndefined();
  });

  test('when the passive or `of` turns a wording of two words round', () => {
    expect(matched('The alerts are grouped.', ['group alerts'])).toEqual(['alerts are grouped']);
    expect(matched('the calibration of the score', ['score calibration'])).toBeDefined();
    expect(matched('The alerts group decided.', ['group alerts'])).toBeUndefined();
  });

  test('by words that people in operations use for one another, but not by words that merely go together', () => {
    expect(matched('A person confirms it.', ['engineer verifies'])).toBeDefined();
    expect(matched('False notifications abound.', ['false alarm'])).toBeDefined();
    expect(matched('A dashboard confirms it.', ['engineer verifies'])).toBeUndefined();
  });

  test('with or without hyphen, space, capital hump or apostrophe', () => {
    for (const text of ['de-duplicate', 'deduplicate', 'de duplicate', 'deDuplicate'])
      expect(matched(`We ${text} them.`, ['de-duplicate']), text).toBeDefined();
    for (const text of ['dead letter', 'dead-letter', 'deadLetter', 'deadletter'])
      expect(matched(`Use a ${text} queue.`, ['dead-letter queue']), text).toBeDefined();
    expect(matched("I'd roll back now.", ['rollback'])).toBeDefined();
    expect(matched('Use a dead queue for letters.', ['dead-letter queue'])).toBeUndefined();
  });

  test.each([
    ['normalize', 'normalise'],
    ['prioritization', 'prioritisation'],
    ['behavior', 'behaviour'],
    ['data center', 'data centre'],
    ['labeled', 'labelled'],
    ['analyzing', 'analysing'],
    ['catalog', 'catalogue'],
  ])('in American as in British spelling: %s and %s', (american, british) => {
    expect(matched(`There ${american} stands.`, [british])).toBeDefined();
    expect(matched(`There ${british} stands.`, [american])).toBeDefined();
  });

  test('with a number in words or in digits, but not with another number', () => {
    expect(matched('It keeps twenty-four or two hours.', ['2 hours'])).toBeDefined();
    expect(matched('It keeps 2h.', ['two hours'])).toBeDefined();
    expect(matched('It keeps 3 hours.', ['two hours'])).toBeUndefined();
  });

  test('with one letter wrong in words of five letters or more, but not by another word that looks alike', () => {
    expect(matched('We recalibarte it.', ['recalibrate'])).toBeDefined();
    expect(matched('It corelates them.', ['correlate'])).toBeDefined();
    expect(matched('Use a sapn.', ['span'])).toBeUndefined();
    expect(matched('We retain it.', ['retrain'])).toBeUndefined();
    expect(matched('It is unstable.', ['stable'])).toBeUndefined();
    expect(matched('It is abnormal.', ['normal'])).toBeUndefined();
  });

  test('never by the words of the prompt alone', () => {
    const said = (text: string) =>
      coverage(text, [point(['error rate'])], 'Why does the error rate rise?')[0];
    expect(said('The error rate rises.')).toBeUndefined();
    expect(coverage('The error rate of each hop.', [point(['each hop'])], 'Why errors?')[0]).toBeDefined();
  });

  test('without accepted wordings: by most of its own content words, close together and not denied', () => {
    const own: KeyPoint = { text: 'Retries keep an overload alive', accept: [], weight: 1 };
    const said = (text: string) => coverage(text, [own], 'Why?')[0];
    expect(said('The overload stays alive through retries.')).toEqual(['retries', 'overload', 'alive']);
    expect(said('Retries are fine. So is this. And that. The overload is gone.')).toBeUndefined();
    expect(said('There is no need to fear retries or overload.')).toBeUndefined();
  });
});

describe('a denied wording does not count', () => {
  test.each([
    'We do not need shadow mode.',
    "We don't want any shadow mode here.",
    'Shadow mode is not needed.',
    "Shadow mode isn't necessary at all.",
    'Shadow mode or a replay is not required.',
    'Shadow mode is a waste of time.',
    'Shadow mode is pointless.',
    'There is no need to use shadow mode.',
    "There's no point in a long shadow mode.",
    'Nobody has to run shadow mode.',
    'It pages at once instead of shadow mode.',
    'It pages rather than running in shadow mode.',
    'It goes live without shadow mode.',
    'Skip shadow mode and go live.',
    'We never had shadow mode.',
    "It can't run in shadow mode.",
    'It cant run in shadow mode.',
    'No shadow mode, please.',
    'Shadow mode has nothing to do with it.',
    'Shadow mode is too slow.',
  ])('%s', (text) => {
    expect(matched(text, ['shadow mode'])).toBeUndefined();
  });

  test.each([
    'Not only shadow mode, also a replay.',
    'It does not just run in shadow mode.',
    'No, use shadow mode.',
    'Do not page, but use shadow mode.',
    "I don't page because it is in shadow mode.",
    'It never goes live without shadow mode.',
    'Nobody is paged. Use shadow mode.',
    'We do not page and we use shadow mode.',
    'Without doubt shadow mode.',
    'Shadow mode is needed, tuning is not.',
  ])('but this is no denial of it: %s', (text) => {
    expect(matched(text, ['shadow mode'])).toBeDefined();
  });

  test('and a wording that itself denies is met by a denial only', () => {
    expect(matched('That is not proof.', ['not proof'])).toEqual(['not proof']);
    expect(matched("It isn't any proof.", ['not proof'])).toBeDefined();
    expect(matched('It is proof.', ['not proof'])).toBeUndefined();
    expect(matched('No one imagined it.', ['nobody imagined'])).toBeDefined();
    expect(matched('Somebody imagined it.', ['nobody imagined'])).toBeUndefined();
    expect(matched("It doesn't prove anything.", ['does not prove'])).toBeDefined();
  });

  test('and `not before` denies what comes before', () => {
    expect(matched('We mitigate before the diagnosis.', ['before the diagnosis'])).toBeDefined();
    expect(matched('Do not mitigate before the diagnosis.', ['before the diagnosis'])).toBeUndefined();
  });
});

describe('the score of a text', () => {
  const wordings = [
    'frozen reference',
    'robust slope',
    'slow burn',
    'golden queries',
    'lead time',
    'page cache',
  ];
  const keyPoints = wordings.map((wording) => ({ text: wording, accept: [[wording]], weight: 1 }));
  const hints = ['A nudge.', 'A structure.', `Name ${wordings.join('; then a ')}.`];
  const question = item('q', {
    prompt: 'Search got slower for seven weeks and nobody saw it. Why?',
    keyPoints,
    hints,
  });
  const marked = (text: string, of = question) => mark(deal(of, ''), { type: 'text', text });
  const good =
    'I keep a frozen reference beside it and look at a robust slope. A slow burn alert tells us what the users feel. ' +
    'We run golden queries to see if it is the page cache, and we plan ahead for the lead time of new hardware, which is long.';

  test('is the share of the points that it covers in sentences', () => {
    expect(marked(good)).toMatchObject({ score: 100, missed: [] });
    expect(marked(good).remark).toBeUndefined();
    expect(marked('I keep a frozen reference beside it, and that is all that I would do.').score).toBeCloseTo(
      16.7,
    );
  });

  test.each([
    ['a list with commas', wordings.join(', ')],
    ['a list on lines', wordings.map((w) => `- ${w}`).join('\n')],
    ['a list with stops', `${wordings.join('. ')}.`],
    ['a list with a sentence after it', `${wordings.join(', ')}. I think that this is what we should do.`],
    ['a list with small words strewn in', wordings.map((w) => `the ${w}`).join(', ')],
    ['one wording', 'frozen reference'],
    ['gibberish', 'asdf qwer zxcv the of jkl, uiop is hjkl bnm the fgh and vbn.'],
    ['nothing', ''],
  ])('is at most 40 for what is no sentence: %s', (_, text) => {
    expect(marked(text).score).toBeLessThanOrEqual(40);
  });

  test('says why a list earned so little', () => {
    expect(marked(wordings.join(', ')).remark).toContain('sentences');
  });

  test('earns little by pasting the prompt or a hint', () => {
    expect(marked(question.prompt).score).toBe(0);
    expect(marked(hints[2] ?? '').score).toBeLessThanOrEqual(20);
    expect(marked(`My answer is this. ${hints[2]}`).score).toBeLessThanOrEqual(20);
  });

  test('gains nothing by saying the same again', () => {
    const once = 'I keep a frozen reference beside it and that is what I would do here.';
    expect(marked(`${once} `.repeat(9)).score).toBe(marked(once).score);
  });

  test('counts half for a point that lacks one group, and takes half for a point that is denied', () => {
    const two = item('q', {
      keyPoints: [point(['frozen reference'], ['slow decline']), point(['robust slope'])],
    });
    const say = (text: string) => marked(`${text} That is what I would do if it were mine to do.`, two).score;
    expect(say('I keep a frozen reference for the slow decline.')).toBe(50);
    expect(say('I keep a frozen reference.')).toBe(25);
    expect(say('I keep a frozen reference, and there is no need for a robust slope.')).toBe(0);
  });

  test('takes ten answers of 250 words on eight points in well under 50 ms', () => {
    const eight = Array.from({ length: 8 }, () =>
      point(
        wordings,
        wordings.map((w) => `${w} two`),
        ['none such'],
      ),
    );
    const of = { ...question, keyPoints: eight };
    const long = `${good} `.repeat(6);
    const answers = Array.from({ length: 10 }, (_, n) => long.replace(/burn/g, `burn ${n}`));
    const runs = Array.from({ length: 5 }, () => {
      const start = performance.now();
      for (const answer of answers) coverage(answer, of.keyPoints, of.prompt);
      return performance.now() - start;
    });
    expect(Math.min(...runs)).toBeLessThan(50);
  });
});
