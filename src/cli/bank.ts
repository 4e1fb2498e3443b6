import type { Command } from 'commander';
import { examples, filters, type Run } from './options.ts';

/** Commands that look into the bank. */
export function addBank(program: Command, run: Run): void {
  addSearch(program, run);
  addLibrary(program, run);
  filters(program.command('list').description('what there is to practise'))
    .option('--json', 'as JSON')
    .addHelpText('after', examples('hotseat list --category Beginner', 'hotseat list --weak --json'))
    .action(run(async (world, command) => (await import('../commands/list.ts')).list(world, command.opts())));
  program
    .command('show <id>')
    .description('one question whole, answer and all')
    .option('--json', 'as JSON')
    .addHelpText('after', examples('hotseat show aiops-027', 'hotseat show builtin/aiops-027 --json'))
    .action(
      run(async (world, command) =>
        (await import('../commands/show.ts')).show(world, command.args[0] ?? '', command.opts()),
      ),
    );
  program
    .command('try <file> [id]')
    .description('sit what you are writing: nothing is kept, a changed file is read again')
    .option('--answer <how>', 'open questions: spoken or typed')
    .addHelpText('after', examples('hotseat try my-pack/kubernetes.md', 'hotseat try questions.md k8s-001'))
    .action(
      run(async (world, command) =>
        (await import('../commands/try.ts')).tryFile(
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
        (await import('../commands/check.ts')).check(world, command.args, command.opts()),
      ),
    );
}

function addLibrary(program: Command, run: Run): void {
  program
    .command('guide [skill]')
    .description('the skill guides, or one of them as a page')
    .option('--json', 'as JSON')
    .addHelpText('after', examples('hotseat guide', 'hotseat guide distributed-observability'))
    .action(
      run(async (world, command) =>
        (await import('../commands/guide.ts')).guide(world, command.args[0], command.opts()),
      ),
    );
  program
    .command('careers [id]')
    .description('the careers, or one of them with its skills')
    .option('--json', 'as JSON')
    .addHelpText('after', examples('hotseat careers', 'hotseat careers aiops-engineer --json'))
    .action(
      run(async (world, command) =>
        (await import('../commands/guide.ts')).careers(world, command.args[0], command.opts()),
      ),
    );
}

function addSearch(program: Command, run: Run): void {
  program
    .command('search <text...>')
    .description('careers, skills and questions that hold these words, the best first')
    .option('-n, --limit <n>', 'at most this many')
    .option('--json', 'as JSON')
    .addHelpText('after', examples('hotseat search burn rate', 'hotseat search opentelemetry --json'))
    .action(
      run(async (world, command) =>
        (await import('../commands/search.ts')).search(world, command.args.join(' '), command.opts()),
      ),
    );
}
