import { oneOf } from '../bank/one-of.ts';
import { UserError } from '../bank/user-error.ts';
import { type Dealt, dealLevel, dealRaw } from '../incident/deal.ts';
import { type Level, levels } from '../incident/level.ts';
import type { World } from './world.ts';

/** The incident that `--seed N` and `--level L` name: raw draw N, or the N-th of a level. */
export function dealtIncident({ seed }: Pick<World, 'seed'>, written?: string): Dealt {
  if (seed === undefined || seed < 0)
    throw new UserError(
      'which incident?',
      'Say its number: --seed 7, and --level hard for the 7th of that level.',
    );
  return dealNumber(seed, written === undefined ? undefined : levelNamed(written));
}

/** Raw draw N, or the N-th incident of a level. */
export const dealNumber = (number: number, level: Level | undefined): Dealt =>
  level ? dealLevel(level, number) : dealRaw(number);

/** The level of `--level`. */
export const levelNamed = (written: string): Level => oneOf('level', written, levels);
