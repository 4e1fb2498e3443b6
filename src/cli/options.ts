import { type Command, Option } from 'commander';
import { didYouMean } from '../bank/suggest.ts';
import { UserError } from '../bank/user-error.ts';
import type { World } from '../commands/world.ts';

/** The global options as commander leaves them. */
export interface GlobalOptions {
  readonly home?: string;
  readonly pack?: readonly string[];
  readonly now?: string;
  readonly seed?: string;
  readonly color: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** What a command does in the real world. @returns the exit code. */
export type Action = (world: World, command: Command) => Promise<number>;

/** Makes an action into what commander calls. */
export type Run = (action: Action) => (...rest: unknown[]) => Promise<void>;

/** An option that may be given several times. */
export const collect = (value: string, before: readonly string[] | undefined): string[] => [
  ...(before ?? []),
  value,
];

/** The options that every command takes. */
export const globalOptions = (program: Command): Command =>
  program
    .option('--home <dir>', 'progress folder (env HOTSEAT_HOME)')
    .option(
      '--pack <path>',
      'content to use: a folder, a file, or builtin (repeatable; env HOTSEAT_PACKS)',
      collect,
    )
    .option('--now <time>', 'pretend it is this time (ISO 8601)')
    .option('--seed <n>', 'seed every random choice')
    .option('--no-color', 'no colour')
    .option('--quiet', 'no notes on stderr')
    .option('--verbose', 'more notes on stderr');

/** The filters, the same on every command that takes questions. */
export function filters(command: Command): Command {
  for (const [flags, what] of [
    ['-c, --category <name>', 'category'],
    ['--tag <name>', 'tag'],
    ['--skill <name>', 'skill'],
    ['--career <name>', 'career'],
    ['--kind <kind>', 'kind of question'],
    ['--level <level>', 'beginner, intermediate or advanced'],
    ['--id <id>', 'one question'],
  ] as const) {
    command.addOption(new Option(flags, `${what} (repeatable)`).argParser(collect));
  }
  return command
    .option('--search <text>', 'every word occurs in it')
    .option('--due', 'only what is due')
    .option('--new', 'only what was never asked')
    .option('--weak', 'only what keeps being hard')
    .option('-n, --limit <n>', 'at most this many')
    .option('--order <order>', 'due, new, random, file or weak');
}

/** Examples below a command's help. */
export const examples = (...lines: string[]): string =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;

/** The fault of a word that names no command of a group, `hotseat` or `hotseat incident`. */
export function unknownCommand(word: string, group: Command): UserError {
  const names = group.commands.map((command) => command.name());
  const path = group.parent ? `hotseat ${group.name()}` : 'hotseat';
  const meant = didYouMean(word, names);
  return new UserError(
    `unknown command "${word}"`,
    meant
      ? `Did you mean \`${path} ${meant}\`?`
      : `There is: ${names.join(', ')}. \`${path} --help\` tells more.`,
  );
}
