import { expect, test } from 'vitest';
import type { Setting } from '../../src/memory/record.ts';
import { defaultSettings, settingNames, settingSpecs, settingsOf } from '../../src/memory/settings.ts';
import { undo } from '../builders.ts';

const set = (id: string, t: number, name: string, value: string): Setting => ({
  id,
  device: 'laptop',
  seq: 0,
  t,
  utcOffset: 0,
  type: 'setting',
  name,
  value,
});

test('the last record of a name counts, whatever the order in which they come', () => {
  const records = [
    set('b', 2, 'newPerDay', '7'),
    set('a', 1, 'newPerDay', '3'),
    set('c', 1, 'answer', 'typed'),
  ];
  expect(settingsOf(records)).toEqual({ ...defaultSettings, newPerDay: 7, answer: 'typed' });
  expect(settingsOf([...records, undo('u', 'b', { t: 3 })]).newPerDay).toBe(3);
});

test('a value that does not fit, and a name that nothing has, change nothing', () => {
  expect(
    settingsOf([set('a', 1, 'retention', '2'), set('b', 2, 'constructor', 'x'), set('c', 3, 'later', 'x')]),
  ).toEqual(defaultSettings);
});

test('every usual value may be written', () => {
  for (const name of settingNames)
    expect(settingSpecs[name].parse(String(settingSpecs[name].value))).toBe(settingSpecs[name].value);
});

test.each([
  ['newPerDay', '-1'],
  ['newPerDay', '1.5'],
  ['newPerDay', ''],
  ['sessionMinutes', '0'],
  ['retention', '0.99'],
  ['retention', 'high'],
  ['answer', 'sung'],
] as const)('%s does not take "%s"', (name, value) => {
  expect(settingSpecs[name].parse(value)).toBeUndefined();
});
