import { UserError } from '../bank/user-error.ts';
import { type Dealt, dealLevel, dealRaw } from '../incident/deal.ts';
import { levelNamed } from './incident-level.ts';
import type { World } from './world.ts';

/** The incident that `--seed N` and `--level L` name: raw draw N, or the N-th of a level. */
export function dealtIncident({ seed }: Pick<World, 'seed'>, level?: string): Dealt {
  if (seed === undefined || seed < 0)
    throw new UserError(
      'which incident?',
      'Say its number: --seed 7, and --level hard for the 7th of that level.',
    );
  return level === undefined ? dealRaw(seed) : dealLevel(levelNamed(level), seed);
}
