import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Filter, itemById, selectItems } from '../../src/bank/filter.ts';
import { levels } from '../../src/bank/item.ts';
import { UserError } from '../../src/bank/user-error.ts';
import { item, point } from '../builders.ts';

const bank = [
  item('slo-1', {
    category: 'Basics',
    tags: ['slo', 'Error-Budget'],
    skills: ['sre'],
    careers: ['SRE Lead'],
  }),
  item('trace-1', {
    category: 'Advanced',
    level: 'advanced',
    tags: ['tracing'],
    skills: ['sre', 'otel'],
    title: 'Sampling',
    prompt: 'When do you sample at the tail?',
    answer: 'When *errors* matter more than volume.',
    hints: ['Think of what is kept'],
    keyPoints: [point('Says why'), point('Names the Collector')],
  }),
  item('slo-2', { category: 'Advanced', level: 'intermediate', tags: ['slo'] }),
  item('slo-1', { pack: 'mine', category: 'Mine', source: { file: 'mine.md', line: 9 } }),
];

const idsOf = (filter: Filter): string[] => selectItems(bank, filter).map(({ pack, id }) => `${pack}/${id}`);
const faultOf = (filter: Filter, items = bank): UserError => {
  try {
    selectItems(items, filter);
  } catch (error) {
    if (error instanceof UserError) return error;
  }
  throw new Error('the filter was taken');
};

describe('a filter', () => {
  test('without a wish lets everything through, in its order', () => {
    expect(selectItems(bank, {})).toEqual(bank);
    expect(selectItems(bank, { category: [], search: ' ' })).toEqual(bank);
  });

  test.each([
    [{ category: ['advanced'] }, ['pack/trace-1', 'pack/slo-2']],
    [{ tag: ['error-budget'] }, ['pack/slo-1']],
    [{ skill: ['OTEL'] }, ['pack/trace-1']],
    [{ career: ['sre lead'] }, ['pack/slo-1']],
    [{ level: ['Intermediate'] }, ['pack/slo-2']],
    [{ id: ['TRACE-1'] }, ['pack/trace-1']],
    [{ id: ['mine/slo-1'] }, ['mine/slo-1']],
  ])('%j lets through %j, in any letter case', (filter, ids) => {
    expect(idsOf(filter)).toEqual(ids);
  });

  test('means one or the other inside a field, and all at once across fields', () => {
    expect(idsOf({ tag: ['slo', 'tracing'] })).toEqual(['pack/slo-1', 'pack/trace-1', 'pack/slo-2']);
    expect(idsOf({ tag: ['slo', 'tracing'], category: ['Advanced'] })).toEqual([
      'pack/trace-1',
      'pack/slo-2',
    ]);
    expect(idsOf({ tag: ['tracing'], category: ['Basics'] })).toEqual([]);
  });

  test('takes a kind or a level that nothing has, as long as there is such a thing', () => {
    const easy = [item('q')];
    expect(selectItems(easy, { kind: ['open'] })).toEqual(easy);
    expect(selectItems(easy, { level: ['advanced'] })).toEqual([]);
    expect(faultOf({ level: ['guru'] }, easy).mend).toBe(`There is: ${[...levels].sort().join(', ')}.`);
  });

  test('lets through what each of its fields lets through by itself', () => {
    const aFilter = fc.record(
      {
        category: fc.subarray(['Basics', 'Advanced', 'Mine']),
        tag: fc.subarray(['slo', 'tracing', 'Error-Budget']),
        level: fc.subarray([...levels]),
        search: fc.constantFrom('', 'slo', 'sampl', 'what'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(aFilter, (filter) => {
        const alone = Object.entries(filter).map(([field, value]) => selectItems(bank, { [field]: value }));
        expect(selectItems(bank, filter)).toEqual(
          bank.filter((each) => alone.every((set) => set.includes(each))),
        );
      }),
    );
  });
});

describe('a search', () => {
  test.each(['trace-1', 'SAMPLING', 'advanced', 'tracing', 'otel', 'tail', '*errors*', 'kept', 'collector'])(
    'finds %j, wherever in the item it stands',
    (word) => {
      expect(idsOf({ search: word })).toContain('pack/trace-1');
    },
  );

  test('wants every word, and finds parts of words', () => {
    expect(idsOf({ search: 'sampl  collect' })).toEqual(['pack/trace-1']);
    expect(idsOf({ search: 'sampling budget' })).toEqual([]);
  });
});

describe('a name that nothing has', () => {
  test('is an error that lists the names there are, and guesses', () => {
    const { message, mend } = faultOf({ category: ['Advance'] });
    expect(message).toBe('unknown category "Advance"');
    expect(mend).toBe('Did you mean "Advanced"? There is: Advanced, Basics, Mine.');
  });

  test('is an error even beside one that is known', () => {
    expect(faultOf({ tag: ['slo', 'nothing'] }).message).toBe('unknown tag "nothing"');
  });

  test('is told apart from a bank without any names', () => {
    expect(faultOf({ career: ['x'] }, [item('q')]).mend).toBe('There is: none.');
  });

  test('is, for an id, an error that says how to see the ids', () => {
    const { message, mend } = faultOf({ id: ['trace-2'] });
    expect(message).toBe('no question has the id "trace-2"');
    expect(mend).toBe('Did you mean "trace-1"? Run `hotseat list` to see the ids.');
  });
});

describe('an id', () => {
  test('that two packs have is an error that names both in full', () => {
    const { message, mend } = faultOf({ id: ['SLO-1'] });
    expect(message).toBe('"SLO-1" is in 2 packs');
    expect(mend).toBe('Write one of pack/slo-1, mine/slo-1.');
    const mixed = [item('Slo-1'), item('slo-1', { pack: 'mine' })];
    expect(faultOf({ id: ['slo-1'] }, mixed).mend).toBe('Write one of pack/Slo-1, mine/slo-1.');
  });

  test('leads to its one item, bare where that is clear, else in full', () => {
    expect(itemById(bank, 'slo-2')).toBe(bank[2]);
    expect(itemById(bank, 'pack/slo-1')).toBe(bank[0]);
    expect(itemById(bank, 'Mine/SLO-1')).toBe(bank[3]);
    expect(() => itemById(bank, 'slo-1')).toThrow(UserError);
    expect(() => itemById([], 'slo-1')).toThrow(UserError);
  });
});
