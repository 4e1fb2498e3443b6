import type { Theme } from './theme.ts';

/** What a view needs to know of the screen. */
export interface Screen {
  readonly theme: Theme;
  /** Columns. */
  readonly width: number;
}
