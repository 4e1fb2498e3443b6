import type { Command } from 'commander';
import { examples, type Run } from './options.ts';

/** The command that looks ahead to a date. */
export function addRoad(program: Command, run: Run): void {
  program
    .command('exam')
    .description('the road to an interview: what each day holds, what you will recall then')
    .option('--date <date>', 'the day of the interview (kept)')
    .option('--minutes <n>', 'minutes a day (kept)')
    .option('--career <id>', 'only the questions of this career count; none ends that (kept)')
    .option('--clear', 'forget the date')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      examples('hotseat exam --date 2026-12-15 --minutes 20', 'hotseat exam', 'hotseat exam --clear'),
    )
    .action(run(async (world, command) => (await import('../commands/exam.ts')).exam(world, command.opts())));
}
