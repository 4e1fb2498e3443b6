import { wrapAnsi } from 'fast-wrap-ansi';
import type { Truth } from '../incident/truth.ts';

const columns = 80;

const item = (label: string, text: string): string[] =>
  wrapAnsi(`${label.padEnd(14)}${text}`, columns, { hard: true })
    .split('\n')
    .map((line, i) => (i === 0 ? line : `${' '.repeat(2)}${line}`));

/** The answer sheet as text, within 80 columns. */
export function truthText(truth: Truth): string {
  const { cause, counterfactual, proof, path, decoys } = truth;
  const what = cause.kind === 'none' ? 'nothing was broken' : `${cause.name} (${cause.kind})`;
  const lines = [
    ...item('Incident', `${truth.seed}, ${truth.level}`),
    ...item('Cause', what),
    ...item('Fault', truth.fault),
    ...item('Onset', truth.onset ? `${truth.onset}, growing for ${truth.rampSeconds} s` : 'none'),
    ...item('Path', path.join(' > ') || 'none'),
    ...item('Decoys', decoys.join(', ') || 'none'),
    ...item('Symptom', counterfactual.symptom),
    ...item('At the end', `${counterfactual.observed}`),
    ...item('Without it', `${counterfactual.neverHappened}`),
    ...item('Fixed then', `${counterfactual.fixedNow}, had it been mended when the page came`),
    '',
    ...proof.flatMap(({ command, shows }) => [`$ ${command}`, ...item('', shows)]),
  ];
  return `${lines.join('\n')}\n`;
}
