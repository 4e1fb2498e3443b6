import { beforeEach, describe, expect, test } from 'vitest';
import { settingNames } from '../../src/memory/settings.ts';
import { freshHome } from '../pty.ts';
import { run, runJson } from '../run.ts';

let env: Record<string, string>;
beforeEach(() => {
  ({ env } = freshHome());
});
const config = (...words: string[]) => run(['config', ...words], { env });
const set = (name: string, ...value: string[]) => config('set', name, ...value);

describe('config', () => {
  test('shows every setting with what it is for, in 80 columns, however long a value is', () => {
    set('easyDays', 'Mon=50,Tue=50,Wed=50,Thu=50,Fri=20,Sat=10');
    set('retention.category.scenario-based', '0.95');
    const lines = config().out.trimEnd().split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    for (const name of settingNames)
      expect(lines.filter((line) => line.startsWith(`${name} `))).toHaveLength(1);
    expect(lines.at(-1)).toMatch(/^retention\.category\.scenario-based {2}0\.95 +in the place of retention$/);
  });

  test.each([
    ['balance', 'off'],
    ['easyDays', 'Sat=50,Sun=0'],
    ['leechAfter', '8'],
    ['examDate', '2026-12-15'],
    ['startLevel', 'intermediate'],
    ['career', 'aiops-engineer'],
    ['retention.tag.anything', '0.8'],
  ])('sets %s to %s, and gets it back', (name, value) => {
    expect(set(name, value)).toMatchObject({ code: 0, out: `${name} is ${value}.\n` });
    expect(config('get', name).out).toBe(`${value}\n`);
  });

  test('takes several steps as several words', () => {
    expect(set('steps', '1m', '10m').out).toBe('steps is 1m 10m.\n');
    expect(runJson(['config'], env).steps).toEqual([1, 10]);
  });

  test.each([
    ['balance', 'yes', 'takes on or off'],
    ['easyDays', 'weekend', 'such as Sat=50,Sun=0'],
    ['leechAfter', '1', 'from 2 to 50'],
    ['startLevel', 'expert', 'beginner, intermediate, advanced'],
    ['retention.category.advanced', '1', 'a chance from 0.7 to 0.97, or none'],
  ])('says what %s takes, and keeps nothing of %s', (name, value, expected) => {
    const before = config('get', name).out;
    const { code, err } = set(name, value);
    expect(code).toBe(2);
    expect(err).toContain(expected);
    expect(config('get', name).out).toBe(before);
  });

  test('keeps a name that no question has, and says so', () => {
    const { code, err } = set('retention.category.Advnced', '0.95');
    expect(code).toBe(0);
    expect(err).toBe('No question has the category "advnced" now. Did you mean "Advanced"?\n');
    expect(set('retention.category.ADVANCED', '0.95').err).toBe('');
    expect(set('career', 'nobody').err).toContain('No question has the career "nobody" now.');
    expect(set('career', 'none').err).toBe('');
  });
});
