import { expect, test } from 'vitest';
import type { Setting } from '../../src/memory/record.ts';
import {
  defaultSettings,
  modelOf,
  settingKey,
  settingNames,
  settingSpecs,
  settingsOf,
  settingText,
  withSetting,
} from '../../src/memory/settings.ts';
import { fitted, undo } from '../builders.ts';

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

test('every usual value may be written as it is shown', () => {
  for (const name of settingNames)
    expect(withSetting(defaultSettings, { name }, settingText(defaultSettings, { name }))).toEqual(
      defaultSettings,
    );
});

test.each([
  ['steps', '1m 10m', [1, 10], '1m 10m'],
  ['steps', 'none', [], 'none'],
  ['easyDays', 'Sat,sun=0', [1, 1, 1, 1, 1, 0.5, 0], 'Sat=50,Sun=0'],
  ['balance', 'off', false, 'off'],
  ['examDate', '2028-02-29', '2028-02-29', '2028-02-29'],
  ['examDate', 'none', '', 'none'],
  ['startLevel', 'advanced', 'advanced', 'advanced'],
] as const)('%s takes "%s"', (name, written, value, shown) => {
  const settings = withSetting(defaultSettings, { name }, written);
  expect(settings?.[name]).toEqual(value);
  expect(settings && settingText(settings, { name })).toBe(shown);
});

test('a category or a tag may have a retention of its own, and the most that is asked for holds', () => {
  const records = [
    set('a', 1, 'retention.category.Scenario-Based', '0.8'),
    set('b', 2, 'RETENTION.tag.Alerting', '0.95'),
    set('c', 3, 'retention.tag.gone', '0.95'),
    set('d', 4, 'retention.tag.gone', 'none'),
  ];
  const settings = settingsOf(records);
  expect(settings.retentionOf).toEqual({ 'category.scenario-based': 0.8, 'tag.alerting': 0.95 });
  const of = (category: string, ...tags: string[]) => modelOf(settings, { category, tags }).retention;
  expect(of('Scenario-Based')).toBe(0.8);
  expect(of('scenario-based', 'alerting')).toBe(0.95);
  expect(of('Basics', 'other')).toBe(0.9);
  const key = settingKey('retention.tag.alerting');
  expect(key && settingText(settings, key)).toBe('0.95');
  expect(key && withSetting(settings, key, '2')).toBeUndefined();
});

test('the last fit that counts gives the model its weights', () => {
  const [one, other] = [Array(21).fill(1), Array(21).fill(2)];
  const records = [fitted('a', one, { t: 1 }), fitted('b', other, { t: 2 })];
  expect(modelOf(settingsOf(records)).weights).toEqual(other);
  expect(modelOf(settingsOf([...records, undo('u', 'b', { t: 3 })])).weights).toEqual(one);
  expect(modelOf(settingsOf([]))).not.toHaveProperty('weights');
  for (const damaged of [[], [1, 2], Array(21).fill(Number.NaN), Array(21).fill('1'), null, 'x'])
    expect(modelOf(settingsOf([...records, fitted('c', damaged as number[], { t: 4 })])).weights).toEqual(
      other,
    );
});

test.each([
  ['newPerDay', '-1'],
  ['newPerDay', '1.5'],
  ['newPerDay', ''],
  ['sessionMinutes', '0'],
  ['retention', '0.99'],
  ['retention', 'high'],
  ['answer', 'sung'],
  ['steps', '10s'],
  ['steps', '2x'],
  ['easyDays', 'Someday'],
  ['easyDays', 'Mon=0,Tue=0,Wed=0,Thu=0,Fri=0,Sat=0,Sun=0'],
  ['balance', 'yes'],
  ['leechAfter', '1'],
  ['examDate', '2026-02-29'],
  ['examDate', 'tomorrow'],
  ['startLevel', 'expert'],
] as const)('%s does not take "%s"', (name, value) => {
  expect(settingSpecs[name].parse(value)).toBeUndefined();
});
