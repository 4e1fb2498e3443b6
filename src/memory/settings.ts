import type { ModelSettings } from './fsrs.ts';
import { effective, type LogRecord } from './record.ts';

/** What the learner may set. It is kept in the log, so that all devices agree. */
export interface Settings {
  /** New questions a day. */
  readonly newPerDay: number;
  /** Minutes of a session. */
  readonly sessionMinutes: number;
  /** The chance of recall at which a question comes due. */
  readonly retention: number;
  /** How open questions are answered. */
  readonly answer: 'spoken' | 'typed';
}

interface Spec<Value> {
  readonly value: Value;
  /** What may be written. */
  readonly expected: string;
  readonly about: string;
  /** The value of a written text; undefined when it does not fit. */
  readonly parse: (written: string) => Value | undefined;
}

const inRange =
  (least: number, most: number, whole: boolean) =>
  (written: string): number | undefined => {
    const value = Number(written);
    const fits =
      written.trim() !== '' && value >= least && value <= most && (!whole || Number.isInteger(value));
    return fits ? value : undefined;
  };

/** Every setting: its usual value, what may be written, what it is for. */
export const settingSpecs: { readonly [Key in keyof Settings]: Spec<Settings[Key]> } = {
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
    expected: 'a chance from 0.7 to 0.97',
    about: 'chance of recall at which a question comes due',
    parse: inRange(0.7, 0.97, false),
  },
  answer: {
    value: 'spoken',
    expected: 'spoken or typed',
    about: 'how open questions are answered',
    parse: (written) => (written === 'spoken' || written === 'typed' ? written : undefined),
  },
};

export const settingNames = Object.keys(settingSpecs) as (keyof Settings)[];

export const defaultSettings: Settings = Object.fromEntries(
  settingNames.map((name) => [name, settingSpecs[name].value]),
) as unknown as Settings;

/** The settings that a log makes: the last one of each name counts; one that does not fit is passed over. */
export function settingsOf(records: readonly LogRecord[]): Settings {
  const settings: Record<string, unknown> = { ...defaultSettings };
  for (const record of effective(records)) {
    if (record.type !== 'setting' || !Object.hasOwn(settingSpecs, record.name)) continue;
    const value = settingSpecs[record.name as keyof Settings].parse(record.value);
    if (value !== undefined) settings[record.name] = value;
  }
  return settings as unknown as Settings;
}

/** The memory model as these settings have it. */
export const modelOf = ({ retention }: Settings): ModelSettings => ({ retention, fuzz: true });
