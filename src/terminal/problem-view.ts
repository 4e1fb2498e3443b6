import type { Problem } from '../content/problem.ts';
import type { Theme } from './theme.ts';

/** A fault as compilers show theirs: place, what is wrong, the line, a caret, the mend. */
export function problemText(
  problem: Problem,
  sourceLine: string | undefined,
  theme: Theme,
  width: number,
): string {
  const { file, line, column, severity, code, message, mend } = problem;
  const colour = severity === 'error' ? theme.bad : theme.warn;
  const gutter = `${line} | `;
  const shown =
    sourceLine === undefined
      ? undefined
      : window(sourceLine, column, Math.max(20, width - gutter.length - 1));
  return [
    `${theme.strong(`${file}:${line}:${column}`)} ${colour(severity)} ${message} ${theme.faint(`[${code}]`)}`,
    ...(shown
      ? [theme.faint(gutter) + shown.text, `${' '.repeat(gutter.length + shown.caret)}${colour('^')}`]
      : []),
    `  ${mend}`,
  ].join('\n');
}

// The part of a long line that holds the column.
function window(line: string, column: number, room: number): { text: string; caret: number } {
  const start = column > room ? column - Math.floor(room / 2) : 0;
  return { text: line.replace(/\t/g, ' ').slice(start, start + room), caret: column - 1 - start };
}
