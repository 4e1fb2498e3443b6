import type { Bank } from '../storage/bank.ts';
import type { World } from './world.ts';

/** How many faults of a bank are errors. */
export const errorsIn = (bank: Bank): number =>
  bank.problems.filter(({ severity }) => severity === 'error').length;

/** Says in one line that packs have faults. */
export function sayPackFaults(world: World, bank: Bank): void {
  const errors = errorsIn(bank);
  if (errors > 0)
    world.note(
      `${errors} ${errors === 1 ? 'fault' : 'faults'} in the packs: \`hotseat check\` shows each with the mend. What is whole is loaded.`,
    );
}
