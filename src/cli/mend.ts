import type { Command } from 'commander';
import { examples, type Run } from './options.ts';

/** Commands that mend the schedule and look after the log. */
export function addMend(program: Command, run: Run): void {
  program
    .command('undo')
    .description('take the last grade back')
    .option('--future', 'all that a clock which ran ahead dated after tomorrow')
    .addHelpText('after', examples('hotseat undo', 'hotseat undo --future'))
    .action(run(async (world, command) => (await import('../commands/mend.ts')).undo(world, command.opts())));
  addSuspension(program, run);
  program
    .command('reset <id...>')
    .description('forget what is known of questions: they are new again')
    .addHelpText('after', examples('hotseat reset aiops-027', 'hotseat reset rca-2'))
    .action(run(async (world, command) => (await import('../commands/mend.ts')).reset(world, command.args)));
  program
    .command('relink [ids...]')
    .description('histories whose question has another id now find it again')
    .option('--dry-run', 'only show what it would be')
    .option('--json', 'as JSON')
    .addHelpText('after', examples('hotseat relink', 'hotseat relink old-id own/new-id'))
    .action(
      run(async (world, command) =>
        (await import('../commands/relink.ts')).relink(world, command.args, command.opts()),
      ),
    );
  program
    .command('doctor')
    .description('look at the progress folder, say what is wrong, repair it; deletes nothing')
    .option('--rebuild', 'fold the whole log anew in any case')
    .option('--json', 'as JSON')
    .addHelpText('after', examples('hotseat doctor', 'hotseat doctor --rebuild'))
    .action(
      run(async (world, command) => (await import('../commands/doctor.ts')).doctor(world, command.opts())),
    );
  program
    .command('fit')
    .description('fit the memory model to your own reviews; kept only when it foretells better')
    .option('--dry-run', 'only show what it would be')
    .option('--json', 'as JSON')
    .addHelpText('after', examples('hotseat fit', 'hotseat fit --dry-run'))
    .action(run(async (world, command) => (await import('../commands/fit.ts')).fit(world, command.opts())));
}

function addSuspension(program: Command, run: Run): void {
  for (const type of ['suspend', 'unsuspend'] as const) {
    program
      .command(`${type} <id...>`)
      .description(type === 'suspend' ? 'take questions out of practice' : 'bring suspended questions back')
      .addHelpText('after', examples(`hotseat ${type} aiops-027`, `hotseat ${type} rca-2`))
      .action(
        run(async (world, command) =>
          (await import('../commands/mend.ts')).suspend(world, command.args, type),
        ),
      );
  }
}
