// What bin/hotseat.js runs first. `hotseat due` stands in shell prompts, so its plain form is answered here,
// from the index beside progress.json, before anything else is loaded. Whatever is not plain, or not
// current, goes to the program proper, which also brings the index up to date.

import { localZone, parseTime } from './local-time.ts';
import { dayOf } from './memory/day.ts';
import { countDue, type DueIndex } from './memory/due-index.ts';
import { progressFolder } from './places.ts';
import { dueOutput } from './report/due-text.ts';
import { isCurrent, readIndex } from './storage/progress-index.ts';
import { logSignature } from './storage/review-log-files.ts';

declare const BUILTIN_KEY: string;
declare const BUILTIN_INDEX: DueIndex;

interface PlainDue {
  json: boolean;
  short: boolean;
  home?: string;
  now?: string;
}

/** The arguments of a plain `due`; undefined for anything more. */
function plainDue(args: readonly string[]): PlainDue | undefined {
  const due: PlainDue = { json: false, short: false };
  let named = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    const value = args[i + 1];
    if (arg === 'due' && !named) named = true;
    else if (arg === '--json') due.json = true;
    else if (arg === '--short') due.short = true;
    else if (arg === '--no-color') continue;
    else if ((arg === '--home' || arg === '--now') && value !== undefined && !value.startsWith('-')) {
      due[arg === '--home' ? 'home' : 'now'] = value;
      i++;
    } else return undefined;
  }
  return named ? due : undefined;
}

/** The answer to a plain `due`, if the index is current; undefined hands over to the program proper. */
function answerDue(args: readonly string[]): string | undefined {
  const { env } = process;
  const plain = env.HOTSEAT_PACKS ? undefined : plainDue(args);
  if (!plain) return undefined;
  try {
    const home = progressFolder(plain.home, env);
    const signature = logSignature(home);
    const index = signature.length === 0 ? undefined : readIndex(home);
    if (signature.length > 0 && !(index && index.bank === BUILTIN_KEY && isCurrent(index, signature)))
      return undefined;
    const now = plain.now === undefined ? Date.now() : parseTime(plain.now);
    return dueOutput(countDue(index?.due ?? BUILTIN_INDEX, dayOf(now, localZone), now, localZone), plain);
  } catch {
    // The program proper says what is wrong.
    return undefined;
  }
}

const args = process.argv.slice(2);
const answer = answerDue(args);
if (answer === undefined) {
  // @ts-expect-error: the built program beside this file.
  import('./main.mjs').then(({ main }: typeof import('./main.ts')) => main(args));
} else {
  process.stdout.on('error', () => {});
  process.stdout.write(answer);
}
