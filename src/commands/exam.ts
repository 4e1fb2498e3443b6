import { selectItems } from '../bank/filter.ts';
import { fullId } from '../bank/item.ts';
import { hashText, seededRandom } from '../bank/random.ts';
import { UserError } from '../bank/user-error.ts';
import { examDay } from '../memory/candidates.ts';
import type { Day } from '../memory/day.ts';
import { type RoadSource, roadTo } from '../memory/exam.ts';
import type { Setting } from '../memory/record.ts';
import { type NamedSettings, type Settings, settingSpecs, withSetting } from '../memory/settings.ts';
import type { Practice } from '../memory/simulate.ts';
import { dealDrill } from '../practice/drill.ts';
import { roadText } from '../report/road-text.ts';
import { loadPlan } from '../storage/plans.ts';
import { readLog } from '../storage/review-log.ts';
import { type Loaded, loadAll, refreshProgress } from './practice-bank.ts';
import { keepAll } from './recorder.ts';
import { slowNotes } from './slow-notes.ts';
import type { ExitCode, World } from './world.ts';

/** The road's options as commander leaves them. */
export interface ExamOptions {
  readonly date?: string;
  readonly minutes?: string;
  readonly career?: string;
  readonly clear?: boolean;
  readonly json?: boolean;
}

/** `hotseat exam`: the road to the date of an interview, which is kept. */
export async function exam(world: World, options: ExamOptions): Promise<ExitCode> {
  const loaded = await loadAll(world);
  if (options.clear) return clear(world, loaded);
  const settings = keepGiven(world, loaded, given(loaded, options));
  const day = examDay(settings);
  if (day === undefined) throw noDate();
  // A career that was kept may be of a pack that is not there now.
  if (settings.career !== '') selectItems(loaded.items, { career: [settings.career] });
  const source = roadSource(world, { ...loaded, settings }, day);
  const road = roadTo(source);
  if (options.json) world.out(`${JSON.stringify(road)}\n`);
  else
    await world.page(
      roadText(road, { items: loaded.items, hasMock: source.mock !== undefined }, world.width),
    );
  return 0;
}

const noDate = (): UserError =>
  new UserError('no date is kept yet', 'Write when it is: hotseat exam --date 2026-12-15 --minutes 20.');

type Given = Partial<Record<'examDate' | 'sessionMinutes' | 'career', string>>;

/** What was given, each checked before any of it is kept. */
function given({ items, settings }: Loaded, { date, minutes, career }: ExamOptions): Given {
  if (date === undefined && settings.examDate === '') throw noDate();
  return {
    ...(date === undefined ? {} : { examDate: fitting('--date', 'examDate', date) }),
    ...(minutes === undefined ? {} : { sessionMinutes: fitting('--minutes', 'sessionMinutes', minutes) }),
    ...(career === undefined ? {} : { career: career === 'none' ? 'none' : careerId(items, career) }),
  };
}

function fitting(option: string, name: keyof NamedSettings, written: string): string {
  const { parse, expected } = settingSpecs[name];
  if (parse(written) !== undefined && written !== 'none') return written;
  const example = name === 'examDate' ? '2026-12-15' : '20';
  throw new UserError(
    `${option} takes ${expected.replace(', or none', '')}, not "${written}"`,
    `Write ${option} ${example}.`,
  );
}

const careerId = (items: Loaded['items'], written: string): string =>
  selectItems(items, { career: [written] })
    .flatMap(({ careers }) => careers)
    .find((id) => id.toLowerCase() === written.toLowerCase()) ?? written;

/** Keeps what is not so already. @returns the settings then. */
function keepGiven(world: World, { bank, settings }: Loaded, given: Given): Settings {
  const changes = Object.entries(given).flatMap(([name, value]) => {
    const next = withSetting(settings, { name: name as keyof Given }, value);
    return next && next[name as keyof Given] !== settings[name as keyof Given] ? [{ name, value }] : [];
  });
  if (changes.length === 0) return settings;
  keepAll<Setting>(
    world,
    changes.map((change) => ({ type: 'setting', ...change })),
  );
  refreshProgress(world, bank);
  return changes.reduce<Settings>(
    (now, { name, value }) => withSetting(now, { name: name as keyof Given }, value) ?? now,
    settings,
  );
}

function clear(world: World, loaded: Loaded): ExitCode {
  const was = loaded.settings.examDate;
  keepGiven(world, loaded, { examDate: 'none' });
  world.out(
    was === '' ? 'No date was kept.\n' : `${was} is no longer kept; practice is as without a date.\n`,
  );
  return 0;
}

/** What the road to a date is made from; the same seed, and without one the same date, makes the same road. */
export function roadSource(world: World, loaded: Loaded, day: Day): RoadSource {
  const { items, schedule, settings, today } = loaded;
  const seed = world.seed ?? hashText(settings.examDate);
  const mock = mockOf(world, loaded, seed);
  const note = slowNotes(world, Number.POSITIVE_INFINITY);
  return {
    ...{ items, schedule, settings, today },
    records: readLog(world.home).records,
    exam: day,
    ...(mock ? { mock } : {}),
    random: () => seededRandom(seed),
    onRun: () => note(`Practising ahead to ${settings.examDate}…`),
  };
}

const mockDeals = 16;

/** A mock interview by the plan that ships; undefined where the packs have nothing of what it asks. */
function mockOf(world: World, { items, schedule, settings, today }: Loaded, seed: number): Practice['mock'] {
  const plan = loadPlan(world.root, 'interview');
  const random = seededRandom(seed);
  const source = { items, schedule, today, seed, random, typed: settings.answer === 'typed' };
  const deal = () =>
    dealDrill(plan, { ...source, newPerDay: settings.newPerDay }).map((task) => fullId(task.dealt.item));
  try {
    const deals = Array.from({ length: mockDeals }, deal);
    return {
      seconds: plan.timeSeconds ?? 0,
      deal: (draw) => deals[Math.floor(draw() * mockDeals)] ?? [],
    };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
