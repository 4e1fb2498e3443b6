import { UserError } from '../bank/user-error.ts';
import { type Dealt, dealLevel, dealRaw } from '../incident/deal.ts';
import { levels } from '../incident/level.ts';
import type { World } from './world.ts';

/** The incident that `--seed N` and `--level L` name: raw draw N, or the N-th of a level. */
export function dealtIncident({ seed }: Pick<World, 'seed'>, written?: string): Dealt {
  if (seed === undefined || seed < 0)
    throw new UserError(
      'which incident?',
      'Say its number: --seed 7, and --level hard for the 7th of that level.',
    );
  if (written === undefined) return dealRaw(seed);
  const level = levels.find((name) => name === written.toLowerCase());
  if (level) return dealLevel(level, seed);
  throw new UserError(`there is no level "${written}"`, `There is: ${levels.join(', ')}.`);
}
