import type { Problem } from '../content/problem.ts';

/**
 * A problem as a command to GitHub's runner, which shows it beside its line (docs.github.com, "Workflow commands
 * for GitHub Actions"). The runner reads both output streams.
 */
export function annotation({ file, line, column, severity, code, message, mend }: Problem): string {
  const place = { file, line, col: column, title: code };
  const properties = Object.entries(place).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${severity} ${properties.join(',')}::${escapeData(`${message}\n${mend}`)}`;
}

// As @actions/core escapes them. A line end would begin another command.
const escapeData = (text: string): string =>
  text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');

const escapeProperty = (text: string): string => escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
