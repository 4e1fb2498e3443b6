import { escapeText } from '../content/escape.ts';
import { recordsAhead } from '../memory/ahead.ts';
import { dateOf, dayOf, isoTime } from '../memory/day.ts';
import { type LogRecord, timeOf } from '../memory/record.ts';
import { lostIds } from '../memory/relink.ts';
import { foldLog } from '../memory/schedule.ts';
import { type Check, checkupText } from '../report/checkup.ts';
import { counted } from '../report/report-words.ts';
import { backupsOf } from '../storage/backups.ts';
import { type HomeState, homeState } from '../storage/home-state.ts';
import { progressText } from '../storage/progress-text.ts';
import { isBackedUp, lostLines, restore } from '../storage/restore.ts';
import { type LogFault, readLog } from '../storage/review-log.ts';
import { wrapText } from '../terminal/markdown.ts';
import { loadAll, rebuildProgress } from './practice-bank.ts';
import { type ExitCode, latestNow, type World } from './world.ts';

const littleSpace = 20_000_000;

/** `hotseat doctor`: looks at the progress folder, says what is wrong, repairs what can be repaired, deletes nothing. */
export async function doctor(
  world: World,
  { rebuild = false, json = false }: { rebuild?: boolean; json?: boolean },
): Promise<ExitCode> {
  const state = homeState(world.home);
  // Each fault is said once, by its check.
  const quietly = { ...world, note: () => {} };
  const restored = restoredChecks(world, state);
  const { records, faults } = readLog(world.home);
  const checks = [
    ...folderChecks(world, state),
    ...faultChecks(world, faults, state),
    ...restored,
    ...copyChecks(state),
    ...clockChecks(world, records),
    ...(await scheduleChecks(quietly, state, records, rebuild)),
    backupCheck(world),
  ];
  world.out(
    json
      ? `${JSON.stringify({ checks, records: records.length })}\n`
      : checkupText(checks, records.length, wrapText, world.width),
  );
  return checks.some((check) => check.state === 'problem') ? 1 : 0;
}

function folderChecks(world: World, state: HomeState): Check[] {
  const { exists, writable, freeBytes, oddFiles, leftovers, unfinishedMerge } = state;
  const name = 'folder';
  if (!exists) return [{ name, state: 'ok', message: `${world.home} will be made with the first answer.` }];
  const problem = (message: string, mend: string): Check => ({ name, state: 'problem', message, mend });
  const found = [
    ...(writable
      ? []
      : [problem(`${world.home} cannot be written.`, 'Set its permissions right: answers cannot be kept.')]),
    ...(freeBytes !== undefined && freeBytes < littleSpace
      ? [
          problem(
            `only ${Math.round(freeBytes / 1e6)} MB are left on its disk.`,
            'Make room: answers may not be kept.',
          ),
        ]
      : []),
    ...oddFiles.map((file) =>
      problem(
        `reviews/${escapeText(file)} is no regular file and is not read.`,
        'Put a file in its place, or take it away.',
      ),
    ),
    ...leftovers.map((file) =>
      problem(
        `${escapeText(file)} was left by a write that was cut off.`,
        'It is of no use; you may delete it.',
      ),
    ),
    ...(unfinishedMerge
      ? [problem('git stopped in the middle of a merge.', '`hotseat sync` goes on with it.')]
      : []),
  ];
  return found.length > 0
    ? found
    : [{ name, state: 'ok', message: `${world.home} can be read and written.` }];
}

function faultChecks(world: World, all: readonly LogFault[], { oddFiles }: HomeState): Check[] {
  const faults = all.filter(({ file, line }) => line > 0 || !oddFiles.includes(file));
  if (faults.length === 0) return [{ name: 'log', state: 'ok', message: 'every line is whole.' }];
  return faults.map((fault) => ({
    name: 'log',
    file: `reviews/${escapeText(fault.file)}`,
    line: fault.line,
    ...faultSaid(world, fault),
  }));
}

function faultSaid(
  { home }: World,
  { file, line, why, torn }: LogFault,
): Pick<Check, 'state' | 'message' | 'mend'> {
  if (torn)
    return {
      state: 'ok',
      message: 'a torn last line, as a power cut leaves it. No answer that was shown as kept is in it.',
    };
  if (isBackedUp(home, file, line))
    return { state: 'ok', message: `${why}. A backup has the line whole, and it counts.` };
  return {
    state: 'problem',
    message: `${why}. It is passed over, all else counts.`,
    mend: 'No backup has it. If another machine has this file whole, copy it here under another name; else you may delete the line.',
  };
}

function restoredChecks(world: World, { writable }: HomeState): Check[] {
  const today = dateOf(dayOf(world.clock.raw(), world.zone));
  return lostLines(world.home).map((lost): Check => {
    const what = `${lost.lines.length} records of ${escapeText(lost.log)} that only a backup had`;
    if (!writable)
      return {
        name: 'lost',
        state: 'problem',
        message: `${what} cannot be put back.`,
        mend: 'Make the folder writable.',
      };
    return {
      name: 'lost',
      state: 'repaired',
      message: `${what} are back, in reviews/${restore(world.home, lost, today)}.`,
    };
  });
}

const copyChecks = ({ copies }: HomeState): Check[] =>
  copies.map((file) => ({
    name: 'copy',
    state: 'ok',
    file: `reviews/${escapeText(file)}`,
    message: 'a copy that another tool or a repair made; each record counts once.',
  }));

function clockChecks(world: World, records: readonly LogRecord[]): Check[] {
  const future = recordsAhead(records, latestNow(world.clock), world.zone);
  const last = future.reduce<LogRecord | undefined>(
    (a, b) => (a && timeOf(a) > timeOf(b) ? a : b),
    undefined,
  );
  if (!last) return [{ name: 'clock', state: 'ok', message: 'no record is from the future.' }];
  return [
    {
      name: 'clock',
      state: 'problem',
      message: `${counted(future.length, 'record')} from the future, up to ${isoTime(timeOf(last), world.zone).slice(0, 10)}: the clock of "${escapeText(last.device)}" was wrong, or --now was used.`,
      mend: 'They are the last word on their questions until then. `hotseat undo --future` takes them back.',
    },
  ];
}

async function scheduleChecks(
  world: World,
  before: HomeState,
  records: readonly LogRecord[],
  rebuild: boolean,
): Promise<Check[]> {
  const expected = progressText(foldLog(records));
  const { bank, items, schedule } = await loadAll(world);
  if (rebuild || homeState(world.home).progress !== expected) rebuildProgress(world, bank);
  const isKept = records.length === 0 || homeState(world.home).progress === expected;
  return [
    {
      name: 'schedule',
      ...(records.length === 0
        ? { state: 'ok', message: 'there is nothing to schedule yet.' }
        : progressSaid(before.progress, expected, isKept, rebuild)),
    },
    ...lostChecks(lostIds(items, schedule).size),
  ];
}

/** What is said of progress.json, as it was and as the log makes it. */
function progressSaid(
  before: string | undefined,
  expected: string,
  isKept: boolean,
  rebuild: boolean,
): Pick<Check, 'state' | 'message' | 'mend'> {
  if (!isKept)
    return {
      state: 'problem',
      message: 'progress.json is not what the log makes, and cannot be written.',
      mend: 'Make the folder writable; until then it is derived anew each time.',
    };
  if (rebuild)
    return {
      state: 'repaired',
      message: `progress.json was made anew from the log: ${before === expected ? 'the same bytes' : 'it differed'}.`,
    };
  if (before === expected) return { state: 'ok', message: 'progress.json is what the log makes.' };
  return {
    state: 'repaired',
    message: 'progress.json was missing, old or damaged; it was made anew from the log.',
  };
}

const lostChecks = (lost: number): Check[] =>
  lost === 0
    ? []
    : [
        {
          name: 'questions',
          state: 'ok',
          message: `${counted(lost, 'id')} with a history and no question in the packs.`,
          mend: '`hotseat relink` looks for where they went.',
        },
      ];

function backupCheck(world: World): Check {
  const backups = backupsOf(world.home);
  const newest = Math.max(...backups.map(({ day }) => day));
  return {
    name: 'backups',
    state: 'ok',
    message:
      backups.length === 0
        ? 'none yet; the first is made after the next answer.'
        : `${counted(backups.length, 'copy', 'copies')} of log files, the newest of ${dateOf(newest)}.`,
  };
}
