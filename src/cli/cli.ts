import { Command, CommanderError } from 'commander';
import type { World } from '../commands/world.ts';
import { addBank } from './bank.ts';
import { addIncident } from './incident.ts';
import { addMend } from './mend.ts';
import { type Action, examples, type GlobalOptions, globalOptions, unknownCommand } from './options.ts';
import { addPractice } from './practice.ts';
import { addProgress } from './progress.ts';
import { addRoad } from './road.ts';

type MakeWorld = (options: GlobalOptions) => World;

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
        return (await import('../commands/today.ts')).today(world);
      }),
    );
  addPractice(program, run);
  addIncident(program, run);
  addRoad(program, run);
  addBank(program, run);
  addProgress(program, run, version);
  addMend(program, run);
  try {
    await program.parseAsync(['node', 'hotseat', ...args]);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // commander has printed its message; anything but help and version is a use that could not run.
    return error.exitCode === 0 ? 0 : 2;
  }
  return code;
}
