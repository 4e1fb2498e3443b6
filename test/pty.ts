import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import xterm, { type IBufferCell } from '@xterm/headless';

export const root = join(import.meta.dirname, '..');
export const program = join(root, 'bin', 'hotseat.js');

/** A fresh progress folder, and the environment that keeps a run inside it. */
export function freshHome(): { home: string; env: Record<string, string> } {
  const home = mkdtempSync(join(tmpdir(), 'hotseat-'));
  const { PATH = '', TZ = 'UTC' } = process.env;
  return {
    home,
    env: {
      PATH,
      TZ,
      HOME: home,
      TERM: 'xterm-256color',
      HOTSEAT_HOME: join(home, 'progress'),
      XDG_STATE_HOME: join(home, 'state'),
      XDG_CACHE_HOME: join(home, 'cache'),
    },
  };
}

/** The program at a real terminal: a pty, and a terminal emulator that draws what it prints. */
export interface Sitting {
  /** What the screen shows now, without trailing blanks. */
  readonly screen: () => string;
  /** Everything that was ever printed and has not been erased, from the first line. */
  readonly scrollback: () => string;
  readonly cursorHidden: () => boolean;
  /** The screen's cells, for a picture of it. */
  readonly cells: () => IBufferCell[][];
  readonly send: (keys: string) => void;
  /** Waits until the screen or scrollback holds a text. */
  readonly sees: (text: string | RegExp) => Promise<void>;
  readonly resize: (columns: number, rows: number) => Promise<void>;
  readonly kill: (signal: string) => void;
  readonly exit: Promise<{ code: number; signal: number | undefined }>;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal is told to hide its cursor.
const cursorMode = /\u001b\[\?25([hl])/g;
const patienceMs = 15_000;

export function sit(
  args: readonly string[],
  {
    columns = 80,
    rows = 24,
    env = freshHome().env,
    file = process.execPath,
    before = [program] as readonly string[],
  } = {},
): Sitting {
  const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true });
  const pty = spawn(file, [...before, ...args], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd: root,
    env,
  });
  let hidden = false;
  let settled = Promise.resolve();
  pty.onData((data) => {
    for (const [, mode] of data.matchAll(cursorMode)) hidden = mode === 'l';
    settled = new Promise((resolve) => terminal.write(data, resolve));
  });
  // The last of what was printed may come after the news of the end.
  const drained = async (): Promise<void> => {
    for (let before: unknown; before !== settled; await pause(20)) {
      before = settled;
      await settled;
    }
  };
  const exit = new Promise<{ code: number; signal: number | undefined }>((resolve) => {
    pty.onExit(({ exitCode, signal }) => void drained().then(() => resolve({ code: exitCode, signal })));
  });
  const lines = (from: number): string => {
    const { active } = terminal.buffer;
    const all = Array.from({ length: active.length - from }, (_, i) => active.getLine(from + i));
    // A wrapped line is one line again.
    return all
      .map(
        (line, i) =>
          `${i > 0 && !line?.isWrapped ? '\n' : ''}${line?.translateToString(!all[i + 1]?.isWrapped) ?? ''}`,
      )
      .join('')
      .trimEnd();
  };
  const sitting: Sitting = {
    screen: () => lines(terminal.buffer.active.baseY),
    scrollback: () => lines(0),
    cursorHidden: () => hidden,
    cells: () => {
      const { active } = terminal.buffer;
      return Array.from({ length: rows }, (_, y) =>
        Array.from({ length: columns }, (_, x) => active.getLine(active.baseY + y)?.getCell(x)).filter(
          (cell) => cell !== undefined,
        ),
      );
    },
    send: (keys) => pty.write(keys),
    sees: async (text) => {
      const end = Date.now() + patienceMs;
      const there = () => {
        const all = sitting.scrollback().replace(/\s+/g, ' ');
        return typeof text === 'string' ? all.includes(text) : text.test(all);
      };
      while (!there()) {
        if (Date.now() > end) throw new Error(`never saw ${text} on:\n${sitting.screen()}`);
        await pause(15);
      }
      await settled;
    },
    resize: async (cols, newRows) => {
      terminal.resize(cols, newRows);
      pty.resize(cols, newRows);
      await pause(50);
    },
    kill: (signal) => pty.kill(signal),
    exit,
  };
  return sitting;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Longer than the time in which an Enter after a reveal counts as a double tap. */
export const pastDoubleTap = (): Promise<void> => pause(450);

export const keys = {
  enter: '\r',
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  escape: '\u001b',
  tab: '\t',
  ctrlC: '\u0003',
  ctrlD: '\u0004',
} as const;
