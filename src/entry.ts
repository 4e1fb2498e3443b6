// What bin/hotseat.js runs first. `hotseat due` stands in shell prompts, so its plain form is answered here,
// before anything else is loaded: from the index beside progress.json, or from the cache when packs are named.
// Whatever is not plain, or not current, goes to the program proper, which also brings the index up to date.

import { localZone, parseTime } from './local-time.ts';
import { dayOf } from './memory/day.ts';
import { countDue, type DueIndex } from './memory/due-index.ts';
import { cacheFolder, namedPacks, progressFolder } from './places.ts';
import { dueOutput } from './report/due-text.ts';
import { packsInUse } from './storage/added-packs.ts';
import { readDue } from './storage/due-cache.ts';
import { bankKey, shippedKey } from './storage/pack-stamp.ts';
import { readIndex } from './storage/progress-index.ts';
import { isSameLog, logSignature } from './storage/review-log-files.ts';

declare const HOTSEAT_BUILD: string;
declare const BUILTIN_INDEX: DueIndex;

interface PlainDue {
  json: boolean;
  short: boolean;
  home?: string;
  now?: string;
  pack?: string[];
}

/** The arguments of a plain `due`; undefined for anything more. */
function plainDue(args: readonly string[]): PlainDue | undefined {
  const due: PlainDue = { json: false, short: false };
  let named = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === 'due' && !named) named = true;
    else if (arg === '--json') due.json = true;
    else if (arg === '--short') due.short = true;
    else if (arg !== '--no-color' && !setOption(due, arg, args[++i])) return undefined;
  }
  return named ? due : undefined;
}

/** Sets an option that takes a value; false when it is none, or has none. */
function setOption(due: PlainDue, option: string | undefined, value: string | undefined): boolean {
  if (value === undefined || value.startsWith('-')) return false;
  if (option === '--home') due.home = value;
  else if (option === '--now') due.now = value;
  else if (option === '--pack') due.pack = [...(due.pack ?? []), value];
  else return false;
  return true;
}

/** The answer to a plain `due`, if the index is current; undefined hands over to the program proper. */
function answerDue(args: readonly string[]): string | undefined {
  const { env } = process;
  const plain = plainDue(args);
  if (!plain) return undefined;
  try {
    const home = progressFolder(plain.home, env);
    const named = namedPacks(plain.pack, env);
    const packs = named.length > 0 ? named : packsInUse(home);
    const index = packs.length === 0 ? shippedIndex(home) : packsIndex(home, packs, cacheFolder(env));
    if (!index) return undefined;
    const now = plain.now === undefined ? Date.now() : parseTime(plain.now);
    return dueOutput(countDue(index, dayOf(now, localZone), now, localZone), plain);
  } catch {
    // The program proper says what is wrong.
    return undefined;
  }
}

function shippedIndex(home: string): DueIndex | undefined {
  const log = logSignature(home);
  if (log.length === 0) return BUILTIN_INDEX;
  const index = readIndex(home);
  return index?.bank === shippedKey(HOTSEAT_BUILD) && isSameLog(index.log, log) ? index.due : undefined;
}

function packsIndex(home: string, packs: readonly string[], folder: string): DueIndex | undefined {
  const source = { home, packs, bank: bankKey(packs, HOTSEAT_BUILD), log: logSignature(home) };
  return readDue({ folder, build: HOTSEAT_BUILD }, source);
}

const args = process.argv.slice(2);
const answer = answerDue(args);
if (answer === undefined) {
  // @ts-expect-error: the built program beside this file.
  import('./main.cjs').then(({ main }: typeof import('./main.ts')) => main(args));
} else {
  process.stdout.on('error', () => {});
  process.stdout.write(answer);
}
