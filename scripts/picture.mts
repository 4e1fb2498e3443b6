// Draws docs/session.svg: what a real terminal shows in the middle of a session.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IBufferCell } from '@xterm/headless';
import { freshHome, keys, pastDoubleTap, root, sit } from '../test/pty.ts';

const cell = { width: 8.4, height: 18 };
const margin = 16;
const colours = ['#1b1d23', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#d7dae0'];
const ink = '#d7dae0';

const { env } = freshHome();
const session = sit(
  ['quiz', '--category', 'Scenario-Based', '--limit', '3', '--now', '2026-12-01T09:00:00Z'],
  {
    rows: 28,
    env: { ...env, FORCE_COLOR: '1' },
  },
);
await session.sees('h hint');
session.send('h');
await session.sees('Hint 1 of 3');
await pastDoubleTap();
writeFileSync(join(root, 'docs', 'session.svg'), drawn(session.cells()));
session.send(keys.ctrlC);
await session.exit;

/** Cells of a screen as an SVG that needs no script and no font of its own. */
function drawn(screen: readonly (readonly IBufferCell[])[]): string {
  const last = screen.findLastIndex((row) => row.some((at) => at.getChars().trim() !== ''));
  const rows = screen.slice(0, last + 1);
  const width = (rows[0]?.length ?? 80) * cell.width + 2 * margin;
  const height = rows.length * cell.height + 2 * margin;
  const lines = rows.map((row, y) => lineOf(row, margin + (y + 0.75) * cell.height));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="A hotseat session in a terminal: a question, its first hint, and the keys">
<rect width="100%" height="100%" rx="8" fill="#1b1d23"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="${ink}">
${lines.filter(Boolean).join('\n')}
</g>
</svg>
`;
}

function lineOf(row: readonly IBufferCell[], y: number): string {
  const spans: { text: string; style: string; x: number }[] = [];
  row.forEach((at, column) => {
    const text = at.getChars() || ' ';
    const style = styleOf(at);
    const last = spans.at(-1);
    if (last && last.style === style) last.text += text;
    else spans.push({ text, style, x: margin + column * cell.width });
  });
  return spans
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, style, x }) => {
      const shown = text.trimEnd();
      return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" textLength="${(shown.length * cell.width).toFixed(1)}"${style}>${escaped(shown)}</text>`;
    })
    .join('');
}

function styleOf(at: IBufferCell): string {
  const colour = at.isFgPalette() ? colours[at.getFgColor() % 8] : undefined;
  return [
    colour ? ` fill="${colour}"` : '',
    at.isBold() ? ' font-weight="bold"' : '',
    at.isDim() ? ' opacity="0.65"' : '',
  ].join('');
}

function escaped(text: string): string {
  // Not every viewer keeps plain spaces at the ends of a text.
  return text.replace(/ /g, '\u00a0').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
