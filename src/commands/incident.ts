import type { ExitCode, World } from './world.ts';

/** `hotseat incident`: what there is. */
export async function incident(world: World): Promise<ExitCode> {
  world.out(
    [
      'Incidents cannot be played yet. There is:',
      '  hotseat incident show --seed 7      the evidence of a generated incident',
      '  hotseat incident truth --seed 7     its answer sheet',
      '  hotseat incident export --seed 7 --to csv --output DIR',
      '                                      its telemetry for your own tools',
      '  hotseat incident bench --seeds 1..200',
      '                                      what simple methods score',
      '  hotseat incident --from DIR         the evidence of a recorded incident',
      '',
    ].join('\n'),
  );
  return 0;
}
