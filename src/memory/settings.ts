import { levels } from '../bank/item.ts';
import type { ModelSettings } from './fsrs.ts';
import { effective, type LogRecord } from './record.ts';
import {
  chance,
  chanceExpected,
  dateOrNone,
  easyDaysOf,
  everyDay,
  inRange,
  oneOf,
  stepsOf,
  writtenEasyDays,
} from './setting-values.ts';

/** What the learner may set by name. It is kept in the log, so that all devices agree. */
export interface NamedSettings {
  /** New questions a day. */
  readonly newPerDay: number;
  /** Minutes of a session, and of a day on the road to an interview. */
  readonly sessionMinutes: number;
  /** The chance of recall at which a question comes due. */
  readonly retention: number;
  /** How open questions are answered. */
  readonly answer: 'spoken' | 'typed';
  /** When a forgotten question comes again on the same day: minutes, one a step; none leaves it to the next session. */
  readonly steps: readonly number[];
  /** Whether due days are chosen where the fewest reviews wait. */
  readonly balance: boolean;
  /** Share of the usual load on each day of the week, Monday first, 0 to 1. */
  readonly easyDays: readonly number[];
  /** Lapses at which a question is called a leech. */
  readonly leechAfter: number;
  /** The date of the interview, `2026-12-15`; '' when there is none. */
  readonly examDate: string;
  /** The career that is prepared for, its id; '' when none was named. */
  readonly career: string;
  /** Where new questions begin, found by the placement; '' before it. */
  readonly startLevel: (typeof levels)[number] | '';
}

/** All that the log says of how to practise. */
export interface Settings extends NamedSettings {
  /** Desired retention of one category or tag: `category.advanced` or `tag.alerting`, in lower case, and the chance. */
  readonly retentionOf: Readonly<Record<string, number>>;
  /** The memory model's parameters, once they were fitted. */
  readonly weights?: readonly number[];
}

interface Spec<Value> {
  readonly value: Value;
  /** What may be written. */
  readonly expected: string;
  readonly about: string;
  /** The value of a written text; undefined when it does not fit. */
  readonly parse: (written: string) => Value | undefined;
  /** How it is written, where `String` does not say it. */
  readonly write?: (value: Value) => string;
}

/** Every setting that has a name: its usual value, what may be written, what it is for. */
export const settingSpecs: { readonly [Key in keyof NamedSettings]: Spec<NamedSettings[Key]> } = {
  newPerDay: {
    value: 10,
    expected: 'a whole number from 0 to 1000',
    about: 'new questions a day',
    parse: inRange(0, 1000, true),
  },
  sessionMinutes: {
    value: 20,
    expected: 'minutes from 1 to 600',
    about: 'minutes of a session',
    parse: inRange(1, 600, false),
  },
  retention: {
    value: 0.9,
    expected: chanceExpected,
    about: 'chance of recall at which a question comes due',
    parse: chance,
  },
  answer: {
    value: 'spoken',
    expected: 'spoken or typed',
    about: 'how open questions are answered',
    parse: oneOf(['spoken', 'typed']),
  },
  steps: {
    value: [10],
    expected: 'durations of a minute or more, such as 10m or "1m 10m", or none',
    about: 'when a forgotten question comes again the same day',
    parse: stepsOf,
    write: (minutes) => minutes.map((n) => `${n}m`).join(' ') || 'none',
  },
  balance: {
    value: true,
    expected: 'on or off',
    about: 'choose due days so that no day has too many',
    parse: (written) => (written === 'on' ? true : written === 'off' ? false : undefined),
    write: (on) => (on ? 'on' : 'off'),
  },
  easyDays: {
    value: everyDay,
    expected: 'days with their percent of the load, such as Sat=50,Sun=0, or none',
    about: 'days of the week with fewer reviews',
    parse: easyDaysOf,
    write: writtenEasyDays,
  },
  leechAfter: {
    value: 6,
    expected: 'a whole number from 2 to 50',
    about: 'times forgotten until a question is a leech',
    parse: inRange(2, 50, true),
  },
  examDate: {
    value: '',
    expected: 'a date such as 2026-12-15, or none',
    about: 'the day of the interview (hotseat exam)',
    parse: dateOrNone,
    write: (date) => date || 'none',
  },
  career: {
    value: '',
    expected: "a career's id (hotseat careers), or none",
    about: 'the career that you prepare for',
    parse: (written) =>
      written === 'none' ? '' : /^[\p{L}\p{N}._/-]{0,80}$/u.test(written) ? written : undefined,
    write: (career) => career || 'none',
  },
  startLevel: {
    value: '',
    expected: `${levels.join(', ')}, or none`,
    about: 'where new questions begin (from the placement)',
    parse: (written) => (written === 'none' ? '' : oneOf(levels)(written)),
    write: (level) => level || 'none',
  },
};

export const settingNames = Object.keys(settingSpecs) as (keyof NamedSettings)[];

export const defaultSettings: Settings = {
  ...(Object.fromEntries(
    settingNames.map((name) => [name, settingSpecs[name].value]),
  ) as unknown as NamedSettings),
  retentionOf: {},
};

const ofOneGroup = /^retention\.((?:category|tag)\..+)$/i;

/** A setting that was asked for: one that has a name, or the retention of a category or tag. */
export type SettingKey =
  | { readonly name: keyof NamedSettings }
  | { readonly name: string; readonly group: string };

/** The setting of a written name, in any letter case; `retention.category.NAME` and `retention.tag.NAME` are settings too. */
export function settingKey(written: string): SettingKey | undefined {
  const name = settingNames.find((candidate) => candidate.toLowerCase() === written.toLowerCase());
  if (name) return { name };
  const group = ofOneGroup.exec(written)?.[1]?.toLowerCase();
  return group === undefined ? undefined : { name: `retention.${group}`, group };
}

/** What may be written for a setting. */
export const settingExpected = (key: SettingKey): string =>
  'group' in key ? `${chanceExpected}, or none` : settingSpecs[key.name].expected;

/** A setting as it would be written. */
export function settingText(settings: Settings, key: SettingKey): string {
  if ('group' in key) return String(settings.retentionOf[key.group] ?? 'none');
  const { write = String } = settingSpecs[key.name] as Spec<unknown>;
  return write(settings[key.name]);
}

/** The settings with one more of them set; undefined when the value does not fit. */
export function withSetting(settings: Settings, key: SettingKey, written: string): Settings | undefined {
  if (!('group' in key)) {
    const value = settingSpecs[key.name].parse(written);
    return value === undefined ? undefined : { ...settings, [key.name]: value };
  }
  const { [key.group]: _before, ...others } = settings.retentionOf;
  if (written === 'none') return { ...settings, retentionOf: others };
  const value = chance(written);
  return value === undefined ? undefined : { ...settings, retentionOf: { ...others, [key.group]: value } };
}

/** The settings that a log makes: the last one of each name counts; one that does not fit is passed over. */
export const settingsOf = (records: readonly LogRecord[]): Settings =>
  effective(records).reduce(settled, defaultSettings);

/** Settings after one more record that counts. */
export function settled(settings: Settings, record: LogRecord): Settings {
  if (record.type === 'fit')
    return areWeights(record.weights) ? { ...settings, weights: record.weights } : settings;
  const key = record.type === 'setting' ? settingKey(record.name) : undefined;
  return key && record.type === 'setting' ? (withSetting(settings, key, record.value) ?? settings) : settings;
}

// Another machine wrote them. Ranges are seen to where the model is made (ts-fsrs clips them).
const areWeights = (weights: unknown): boolean =>
  Array.isArray(weights) && weights.length === 21 && weights.every(Number.isFinite);

/**
 * The memory model as these settings have it.
 *
 * @param item its desired retention is that of its category or of the tag that asks for most, where they have one.
 */
export function modelOf(
  { retention, retentionOf, weights }: Settings,
  item?: { readonly category: string; readonly tags: readonly string[] },
): ModelSettings {
  const own = item
    ? [`category.${item.category}`, ...item.tags.map((tag) => `tag.${tag}`)].flatMap(
        (group) => retentionOf[group.toLowerCase()] ?? [],
      )
    : [];
  return {
    retention: own.length === 0 ? retention : Math.max(...own),
    fuzz: true,
    ...(weights ? { weights } : {}),
  };
}
