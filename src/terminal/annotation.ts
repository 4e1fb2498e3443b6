import type { Problem } from '../content/problem.ts';
import { workflowCommand } from '../report/workflow-command.ts';

/** Problems as annotations of a GitHub workflow: errors first, since GitHub shows ten of a kind a step. */
export function annotations(problems: readonly Problem[]): string {
  const ofLevel = (level: Problem['severity']) => problems.filter(({ severity }) => severity === level);
  return [...ofLevel('error'), ...ofLevel('warning')].map((problem) => `${annotation(problem)}\n`).join('');
}

const annotation = ({ file, line, column, severity, code, message, mend }: Problem): string =>
  workflowCommand(severity, { file, line, col: column, title: code }, `${message}\n${mend}`);
