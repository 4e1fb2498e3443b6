/**
 * A command to the runner of a GitHub workflow, which shows it as an annotation; it reads both output streams.
 * Escaped as actions/toolkit does it (packages/core/src/command.ts): a line end would begin another command.
 */
export function workflowCommand(
  level: 'notice' | 'warning' | 'error',
  properties: Readonly<Record<string, string | number>>,
  text: string,
): string {
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(`${value}`)}`);
  return `::${level} ${written.join(',')}::${escapedData(text)}`;
}

const escapedData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapedProperty = (text: string): string =>
  escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
