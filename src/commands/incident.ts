import type { ExitCode, World } from './world.ts';

/** `hotseat incident`: what there is. */
export async function incident(world: World): Promise<ExitCode> {
  world.out(
    [
      'Incidents cannot be played yet. There is:',
      '',
      '  hotseat incident show --seed 7                           its evidence',
      '  hotseat incident truth --seed 7                          its answer sheet',
      '  hotseat incident export --seed 7 --to csv --output DIR   for your own tools',
      '  hotseat incident bench --seeds 1..200                    what methods score',
      '  hotseat incident --from DIR                              a recorded one',
      '',
    ].join('\n'),
  );
  return 0;
}
