import type { Command } from 'commander';
import { collect, examples, filters, type Run } from './options.ts';

/** Commands that look into the progress and mend it. */
export function addProgress(program: Command, run: Run, version: string): void {
  addReport(program, run);
  addSheet(program, run);
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
    .addHelpText(
      'after',
      examples(
        'hotseat config',
        'hotseat config set newPerDay 5',
        'hotseat config set easyDays Sat=50,Sun=0',
        'hotseat config set retention.category.Advanced 0.95',
      ),
    )
    .action(
      run(async (world, command) =>
        (await import('../commands/config.ts')).config(world, command.args, command.opts()),
      ),
    );
  addSync(program, run);
}

function addSync(program: Command, run: Run): void {
  program
    .command('sync [url]')
    .description('your reviews, to and from your other machines, through a git repository of yours')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      `\nThe first call names the repository, best a private and empty one; later calls\nneed no name. Only reviews/ travels. Nothing can conflict or be deleted.\n${examples(
        'hotseat sync git@host:me/reviews.git',
        'hotseat sync /media/stick/reviews.git',
        'hotseat sync',
      )}`,
    )
    .action(
      run(async (world, command) =>
        (await import('../commands/sync.ts')).sync(world, command.args[0], command.opts()),
      ),
    );
}

function addSheet(program: Command, run: Run): void {
  filters(
    program.command('sheet').description('a study sheet for paper, with codes that bring the grades home'),
  )
    .option('--format <format>', 'text, markdown, html or pdf (else by the name of the output)')
    .option('--with <parts>', 'hints, points, answers, parted by commas')
    .option('--layout <layout>', 'page, back (answers behind), cards (eight to cut)')
    .option('--paper <paper>', 'a4 or letter')
    .option('--weak-points', 'the key points that you missed most')
    .option('-o, --output <file>', 'a file instead of stdout')
    .addHelpText(
      'after',
      examples(
        'hotseat sheet -o today.pdf',
        'hotseat sheet --category Advanced --with hints,points -o advanced.pdf',
        'hotseat sheet --weak --layout cards --paper letter -o cards.pdf',
      ),
    )
    .action(
      run(async (world, command) => (await import('../commands/sheet.ts')).sheet(world, command.opts())),
    );
  program
    .command('grade <code=grade...>')
    .description('grades that you wrote on a sheet: again, hard, good, easy, or 1 to 4')
    .addHelpText('after', examples('hotseat grade 7K2QD=good X9P0A=again', 'hotseat grade aiops-017=3'))
    .action(run(async (world, command) => (await import('../commands/grade.ts')).grade(world, command.args)));
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
