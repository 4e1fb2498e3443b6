import type { Command } from 'commander';
import { collect, examples, filters, type Run } from './options.ts';

/** Commands that practise. */
export function addPractice(program: Command, run: Run): void {
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
    .action(run(async (world, command) => (await import('../commands/quiz.ts')).quiz(world, command.opts())));
  addDrill(program, run);
  program
    .command('scenario [id]')
    .description('a staged case, played; without an id, the ones there are')
    .option('--again', 'from the beginning, whatever was kept')
    .option('--json', 'the list as JSON')
    .addHelpText(
      'after',
      examples('hotseat scenario', 'hotseat scenario rca-2', 'hotseat scenario rca-2 --again'),
    )
    .action(
      run(async (world, command) =>
        (await import('../commands/scenario.ts')).scenario(world, command.args[0], command.opts()),
      ),
    );
  filters(program.command('due').description('what is due now, by category'))
    .option('--short', 'one line, for a shell prompt')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      examples('hotseat due', 'hotseat due --short', 'hotseat due --now 2026-12-01 --json'),
    )
    .action(run(async (world, command) => (await import('../commands/due.ts')).due(world, command.opts())));
}

function addDrill(program: Command, run: Run): void {
  program
    .command('drill [plan]')
    .description(
      'a scripted drill by a plan: a built-in name or a YAML file; without one, the plans there are',
    )
    .option('--answers <file>', 'answer from a file, YAML or JSON; - is stdin')
    .option('--protocol <name>', 'jsonl: a program sits the drill over stdin and stdout')
    .option('--template', 'print an answers file for what this seed and time select')
    .option('--table <files...>', 'one table over many results of --format json')
    .option('--fail-under <score>', 'exit 1 below it: 80, or "Category=70" (repeatable)', collect)
    .option('--format <format>', 'text, json, junit, tap or markdown')
    .option('--json', 'as --format json')
    .option('-o, --output <file>', 'write the result to a file')
    .option('--save', 'keep the answers as reviews (the default at a terminal only)')
    .option('--no-save', 'keep nothing')
    .option('--as <name>', 'who answered, when answers are kept')
    .option('--grader <url>', 'a model as second opinion on open answers (OpenAI-compatible)')
    .option('--idle <duration>', 'silence that ends a protocol drill (10m)')
    .addHelpText(
      'after',
      examples(
        'hotseat drill daily',
        'hotseat drill warmup --seed 7 --template > answers.yaml',
        'hotseat drill warmup --seed 7 --answers answers.yaml --fail-under 70',
      ),
    )
    .action(
      run(async (world, command) =>
        (await import('../commands/drill.ts')).drill(world, command.args[0], command.opts()),
      ),
    );
}
