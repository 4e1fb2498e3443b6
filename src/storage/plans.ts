import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plan } from '../bank/plan.ts';
import { didYouMean } from '../bank/suggest.ts';
import { UserError } from '../bank/user-error.ts';
import { parsePlan } from '../content/plan-file.ts';

const folder = (root: string): string => join(root, 'plans');

/** The names of the plans that ship. */
export const builtinPlans = (root: string): string[] =>
  readdirSync(folder(root))
    .map((file) => basename(file, '.yaml'))
    .sort();

/**
 * A plan by its built-in name or its file.
 *
 * @throws UserError with every fault's place.
 */
export function loadPlan(root: string, name: string): Plan {
  const builtin = builtinPlans(root);
  const path = builtin.includes(name) ? join(folder(root), `${name}.yaml`) : name;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    const meant = didYouMean(name, builtin);
    throw new UserError(
      `there is no plan "${name}"`,
      `${meant ? `Did you mean "${meant}"? ` : ''}There is: ${builtin.join(', ')}, or give a YAML file.`,
    );
  }
  const { plan, problems } = parsePlan(text, path);
  if (plan) return plan;
  const said = problems.map(
    ({ file, line, column, message, mend }) => `${file}:${line}:${column} ${message}. ${mend}`,
  );
  throw new UserError(
    `the plan has ${problems.length === 1 ? 'a fault' : `${problems.length} faults`}`,
    said.join('\n'),
  );
}
