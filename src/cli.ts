import { Command, CommanderError, Option } from 'commander';
import { didYouMean } from './bank/suggest.ts';
import { UserError } from './bank/user-error.ts';
import type { World } from './commands/world.ts';

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

type MakeWorld = (options: GlobalOptions) => World;
type Action = (world: World, command: Command) => Promise<number>;

/**
 * Parses the arguments and runs the command that they name. Each action imports what it needs when it runs.
 *
 * @returns the exit code.
 */
export async function runCli(
  args: readonly string[],
  version: string,
  makeWorld: MakeWorld,
): Promise<number> {
  let code = 0;
  const run =
    (action: Action) =>
    async (...rest: unknown[]) => {
      const command = rest.at(-1) as Command;
      code = await action(makeWorld(command.optsWithGlobals()), command);
    };
  const program = globalOptions(new Command('hotseat').version(version));
  program
    .description(
      'Practice for the hot seat: interview and on-call questions, timed, hint first, on a schedule.',
    )
    .usage('[options] [command]')
    .argument('[command]')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      'after',
      examples('hotseat', 'hotseat quiz --category Scenario-Based --limit 3', 'hotseat due --short'),
    )
    .exitOverride()
    .action(
      run(async (world, command) => {
        const [word] = command.args;
        if (word !== undefined) throw unknownCommand(word, program);
        return (await import('./commands/today.ts')).today(world);
      }),
    );
  addPractice(program, run);
  addBank(program, run);
  addMending(program, run, version);
  try {
    await program.parseAsync(['node', 'hotseat', ...args]);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // commander has printed its message; anything but help and version is a use that could not run.
    return error.exitCode === 0 ? 0 : 2;
  }
  return code;
}

type Run = (action: Action) => (...rest: unknown[]) => Promise<void>;

function addPractice(program: Command, run: Run): void {
  filters(program.command('quiz').description('a timed session, hint first'))
    .option('--time <duration>', "the session's limit, 20m unless configured")
    .option('--per-question <duration>', 'the limit of every question, instead of its own')
    .option('--max-new <n>', 'new questions a day, instead of 10')
    .option('--answer <how>', 'open questions: spoken or typed')
    .option('--cram', 'ahead of time as well; the schedule stays as it is')
    .addHelpText(
      'after',
      examples(
        'hotseat quiz --time 15m',
        'hotseat quiz --category Beginner --limit 3',
        'hotseat quiz --id aiops-027 --per-question 90s',
      ),
    )
    .action(run(async (world, command) => (await import('./commands/quiz.ts')).quiz(world, command.opts())));
  filters(program.command('due').description('what is due now, by category'))
    .option('--short', 'one line, for a shell prompt')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      examples('hotseat due', 'hotseat due --short', 'hotseat due --now 2026-12-01 --json'),
    )
    .action(run(async (world, command) => (await import('./commands/due.ts')).due(world, command.opts())));
}

function addBank(program: Command, run: Run): void {
  filters(program.command('list').description('what there is to practise'))
    .option('--json', 'as JSON')
    .addHelpText('after', examples('hotseat list --category Beginner', 'hotseat list --weak --json'))
    .action(run(async (world, command) => (await import('./commands/list.ts')).list(world, command.opts())));
  program
    .command('show <id>')
    .description('one question whole, answer and all')
    .option('--json', 'as JSON')
    .addHelpText('after', examples('hotseat show aiops-027', 'hotseat show builtin/aiops-027 --json'))
    .action(
      run(async (world, command) =>
        (await import('./commands/show.ts')).show(world, command.args[0] ?? '', command.opts()),
      ),
    );
  program
    .command('try <file> [id]')
    .description('sit what you are writing: nothing is kept, a changed file is read again')
    .option('--answer <how>', 'open questions: spoken or typed')
    .addHelpText('after', examples('hotseat try my-pack/kubernetes.md', 'hotseat try questions.md k8s-001'))
    .action(
      run(async (world, command) =>
        (await import('./commands/try.ts')).tryFile(
          world,
          command.args[0] ?? '',
          command.args[1],
          command.opts(),
        ),
      ),
    );
  program
    .command('check [path...]')
    .description('every fault of a pack, with the mend')
    .option('--strict', 'warnings count as errors')
    .option('--json', 'as JSON')
    .addHelpText('after', examples('hotseat check', 'hotseat check my-pack --strict'))
    .action(
      run(async (world, command) =>
        (await import('./commands/check.ts')).check(world, command.args, command.opts()),
      ),
    );
}

function addMending(program: Command, run: Run, version: string): void {
  filters(program.command('export').description('items, reviews and schedule in another form'))
    .requiredOption('--to <format>', 'json')
    .option('-o, --output <file>', 'a file instead of stdout')
    .addHelpText('after', examples('hotseat export --to json', 'hotseat export --to json -o progress.json'))
    .action(
      run(async (world, command) =>
        (await import('./commands/export.ts')).exportTo(world, command.opts(), version),
      ),
    );
  program
    .command('config [words...]')
    .description('your settings: config, config get KEY, config set KEY VALUE')
    .option('--json', 'as JSON')
    .addHelpText('after', examples('hotseat config', 'hotseat config set newPerDay 5'))
    .action(
      run(async (world, command) =>
        (await import('./commands/config.ts')).config(world, command.args, command.opts()),
      ),
    );
  program
    .command('undo')
    .description('take the last grade back')
    .addHelpText('after', examples('hotseat undo'))
    .action(run(async (world) => (await import('./commands/mend.ts')).undo(world)));
  for (const type of ['suspend', 'unsuspend'] as const) {
    program
      .command(`${type} <id>`)
      .description(type === 'suspend' ? 'take a question out of practice' : 'bring a suspended question back')
      .addHelpText('after', examples(`hotseat ${type} aiops-027`))
      .action(
        run(async (world, command) =>
          (await import('./commands/mend.ts')).suspend(world, command.args[0] ?? '', type),
        ),
      );
  }
}

const collect = (value: string, before: readonly string[] | undefined): string[] => [
  ...(before ?? []),
  value,
];

const globalOptions = (program: Command): Command =>
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

function filters(command: Command): Command {
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

const examples = (...lines: string[]): string =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;

function unknownCommand(word: string, program: Command): UserError {
  const names = program.commands.map((command) => command.name());
  const meant = didYouMean(word, names);
  return new UserError(
    `unknown command "${word}"`,
    meant
      ? `Did you mean \`hotseat ${meant}\`?`
      : `There is: ${names.join(', ')}. \`hotseat --help\` tells more.`,
  );
}
