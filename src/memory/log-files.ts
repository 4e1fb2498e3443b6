/** What git is to do with a log when it merges one itself: keep the lines of both sides, and every byte of them. */
export const gitAttributes = '*.jsonl -text merge=union\n';

/** Lines that one copy of a log file has and another has not. */
export interface NewLines {
  /** The lines, each ended; empty when there are none. */
  readonly text: string;
  /** How many of them are records. */
  readonly records: number;
  /** The machines that made these. */
  readonly devices: readonly string[];
}

/** The files of a progress folder's log, for one who exchanges them: they only ever grow. */
export interface LogFiles {
  /** The names of the files that there are. */
  readonly names: () => readonly string[];
  /** Whether a file of this name would be read as part of the log. */
  readonly isName: (name: string) => boolean;
  /** A file's bytes; none where there is no such file. */
  readonly read: (name: string) => Uint8Array;
  /** Appends whole lines; they are on the disk when it returns. */
  readonly add: (name: string, text: string) => void;
  /**
   * The lines of `from` that `to` has not. Lines whose checksum does not fit stay where they are.
   *
   * @throws UserError when either is of a newer version.
   */
  readonly lacking: (to: Uint8Array, from: Uint8Array, name: string) => NewLines;
}
