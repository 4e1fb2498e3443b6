import { Chalk, type ColorSupportLevel } from 'chalk';

/** What colour means here. Every meaning is also said in words or signs. */
export interface Theme {
  readonly title: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly accent: (text: string) => string;
  readonly good: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly code: (text: string) => string;
}

/** A theme for a colour level: 0 is none, 1 sixteen, 2 two hundred and fifty-six, 3 all of them. */
export function makeTheme(level: number): Theme {
  const chalk = new Chalk({ level: level as ColorSupportLevel });
  return {
    title: chalk.bold.cyan,
    strong: chalk.bold,
    faint: chalk.dim,
    accent: chalk.cyan,
    good: chalk.green,
    warn: chalk.yellow,
    bad: chalk.red,
    code: chalk.yellow,
  };
}
