import type { Command } from 'commander';
import { collect, examples, filters, type Run } from './options.ts';

/** Commands that look into the progress and mend it. */
export function addProgress(program: Command, run: Run, version: string): void {
  addReport(program, run);
  filters(program.command('export').description('items, reviews and schedule in another form'))
    .requiredOption('--to <format>', 'json')
    .option('-o, --output <file>', 'a file instead of stdout')
    .addHelpText('after', examples('hotseat export --to json', 'hotseat export --to json -o progress.json'))
    .action(
      run(async (world, command) =>
        (await import('../commands/export.ts')).exportTo(world, command.opts(), version),
      ),
    );
  program
    .command('add [question...]')
    .description('a question you were asked, in half a minute, into your own pack')
    .option('--category <name>', 'its category (Asked)')
    .option('--title <text>', 'its title, else its first words')
    .option('--point <text>', 'what a good answer says (repeatable)', collect)
    .option('--answer <text>', 'the model answer, else the points')
    .addHelpText(
      'after',
      examples('hotseat add', 'hotseat add "Why did the canary pass?" --point "It saw no real traffic."'),
    )
    .action(
      run(async (world, command) =>
        (await import('../commands/add.ts')).add(world, command.args, command.opts()),
      ),
    );
  program
    .command('config [words...]')
    .description('your settings: config, config get KEY, config set KEY VALUE')
    .option('--json', 'as JSON')
    .addHelpText('after', examples('hotseat config', 'hotseat config set newPerDay 5'))
    .action(
      run(async (world, command) =>
        (await import('../commands/config.ts')).config(world, command.args, command.opts()),
      ),
    );
  program
    .command('undo')
    .description('take the last grade back')
    .addHelpText('after', examples('hotseat undo'))
    .action(run(async (world) => (await import('../commands/mend.ts')).undo(world)));
  addSuspension(program, run);
}

function addSuspension(program: Command, run: Run): void {
  for (const type of ['suspend', 'unsuspend'] as const) {
    program
      .command(`${type} <id>`)
      .description(type === 'suspend' ? 'take a question out of practice' : 'bring a suspended question back')
      .addHelpText('after', examples(`hotseat ${type} aiops-027`))
      .action(
        run(async (world, command) =>
          (await import('../commands/mend.ts')).suspend(world, command.args[0] ?? '', type),
        ),
      );
  }
}

function addReport(program: Command, run: Run): void {
  filters(program.command('report').description('how you stand: by category, skill, career, and over time'))
    .option('--format <format>', 'text, markdown, html, json or csv (a line a question)')
    .option('--json', 'as JSON')
    .option('--since <time>', 'only what happened since then')
    .option('--date <date>', 'the day to be ready for')
    .option('-o, --output <file>', 'a file instead of stdout')
    .addHelpText(
      'after',
      examples(
        'hotseat report',
        'hotseat report --format html -o progress.html',
        'hotseat report --since 2026-11-01',
      ),
    )
    .action(
      run(async (world, command) => (await import('../commands/report.ts')).report(world, command.opts())),
    );
}
