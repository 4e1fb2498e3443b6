/** One thing that was looked at, how it is, and what to do about it. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'repaired' | 'problem';
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly mend?: string;
}

const marks: Readonly<Record<Check['state'], string>> = {
  ok: 'ok',
  repaired: 'repaired',
  problem: 'LOOK HERE',
};
const markWidth = 11;

/** The checks, one after the other, and what they come to. */
export function checkupText(
  checks: readonly Check[],
  records: number,
  wrap: (text: string, width: number) => string,
  width: number,
): string {
  const body = checks.map((check) => {
    const where =
      check.file === undefined ? '' : `${check.file}${check.line === undefined ? '' : `:${check.line}`}: `;
    const said = [`${check.name}: ${where}${check.message}`, ...(check.mend ? [check.mend] : [])].join(' ');
    const [first = '', ...rest] = wrap(said, width - markWidth).split('\n');
    return [
      `${marks[check.state].padEnd(markWidth)}${first}`,
      ...rest.map((line) => ' '.repeat(markWidth) + line),
    ].join('\n');
  });
  return `${body.join('\n')}\n\n${sumOf(checks, records)}\n`;
}

function sumOf(checks: readonly Check[], records: number): string {
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length;
  const [problems, repaired] = [count('problem'), count('repaired')];
  const log = `${records} ${records === 1 ? 'record' : 'records'} in the log.`;
  if (problems > 0) return `${log} ${problems} to look at${repaired > 0 ? `, ${repaired} repaired` : ''}.`;
  return repaired > 0 ? `${log} All is well again: ${repaired} repaired.` : `${log} All is well.`;
}
