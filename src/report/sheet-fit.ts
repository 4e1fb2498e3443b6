import { fitted } from './fitted.ts';
import type { Paper, SheetEntry } from './sheet.ts';

/** What one side of a sheet holds, estimated with room to spare: lines of so many characters. */
const sideOf: Readonly<Record<Paper, { readonly lines: number; readonly columns: number }>> = {
  a4: { lines: 54, columns: 103 },
  letter: { lines: 50, columns: 106 },
};
/** The same for one of eight cards; lines of its heading hold less. */
const cardOf: Readonly<
  Record<Paper, { readonly lines: number; readonly columns: number; readonly title: number }>
> = {
  a4: { lines: 15, columns: 54, title: 40 },
  letter: { lines: 14, columns: 56, title: 42 },
};

// Lines of space behind a paragraph, and behind an item of a list.
const [gap, itemGap] = [0.45, 0.15];
const isItem = /^\s*([-*+]|\d+[.)]) /;
const beginsAnew = /^(\s*([-*+]|\d+[.)]) |\s*\|| {4})/;
const isFence = /^\s*(```|~~~)/;

/** A Markdown text cut where the printed one begins a line: at paragraphs, items, rows and lines of code. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let [inCode, isOpen] = [false, false];
  for (const line of text.split('\n')) {
    const isBlank = !inCode && line.trim() === '';
    const goesOn = isBlank || (isOpen && !inCode && !isFence.test(line) && !beginsAnew.test(line));
    if (goesOn && pieces.length > 0) pieces.push(`${pieces.pop()}\n${line}`);
    else pieces.push(line);
    if (isFence.test(line)) inCode = !inCode;
    isOpen = !isBlank && !inCode;
  }
  return pieces;
}

// In columns of running text. Capitals are wider, and characters that the PDF's fonts lack are printed by number.
const widthOf = (text: string): number =>
  text.length + 0.4 * (text.match(/[A-Z]/g)?.length ?? 0) + 7 * (text.match(/[\u2e80-\uffff]/g)?.length ?? 0);

const heightOf = (piece: string, columns: number): number =>
  Math.max(1, Math.ceil(widthOf(piece.trimEnd()) / columns)) + (isItem.test(piece) ? itemGap : gap);

/** The lines that a Markdown text takes at a width: its paragraphs and items wrapped, with a gap behind each. */
const linesOf = (text: string, columns: number): number =>
  piecesOf(text).reduce((sum, piece) => sum + heightOf(piece, columns), 0);

/** Groups of questions such that the questions of each fit on one side and what is behind them on the next. */
export function sides(entries: readonly SheetEntry[], paper: Paper): SheetEntry[][] {
  const { lines, columns } = sideOf[paper];
  const groups: SheetEntry[][] = [];
  let used = { front: 0, back: 0 };
  for (const entry of entries) {
    const need = { front: linesOf(entry.front, columns) + 3.5, back: linesOf(entry.back, columns) + 3.5 };
    const group = groups.at(-1);
    if (group && used.front + need.front <= lines && used.back + need.back <= lines) {
      group.push(entry);
      used = { front: used.front + need.front, back: used.back + need.back };
    } else {
      groups.push([entry]);
      used = need;
    }
  }
  return groups;
}

/** As much of a text as a card holds under its title, whole words, with a sign where it goes on. */
export function cardText(text: string, title: string, paper: Paper): string {
  const { lines, columns, title: titleColumns } = cardOf[paper];
  const kept: string[] = [];
  let left = lines - Math.ceil(widthOf(title) / titleColumns) + 1;
  for (const piece of piecesOf(text)) {
    const need = heightOf(piece, columns);
    if (need > left) return [...kept, cutTo(piece, Math.floor(left - gap), columns)].join('\n').trimEnd();
    kept.push(piece);
    left -= need;
  }
  return kept.join('\n');
}

function cutTo(piece: string, lines: number, columns: number): string {
  if (lines < 1) return '…';
  const share = Math.min(1, (lines * columns - 2) / widthOf(piece));
  const cut = piece.slice(0, Math.floor(share * piece.length));
  return `${cut.slice(0, cut.lastIndexOf(' ') + 1 || cut.length).trimEnd()} …`;
}

/** A title that takes no more than half a card. */
export const cardTitle = (title: string): string => fitted(title, 120);
