import type { Block } from './markdown-sections.ts';

/** One item of a list, with the lists under it. */
export interface ListItem {
  readonly text: string;
  /** The line in its file, from 1. */
  readonly line: number;
  readonly children: readonly { readonly text: string; readonly line: number }[];
}

type Writable = { text: string; line: number };

/** The items of a bullet list; a line that is indented and no bullet goes on the item above it. */
export function readList(block: Block): ListItem[] {
  const items: (Writable & { children: Writable[] })[] = [];
  let open: Writable | undefined;
  block.raw.split('\n').forEach((line, i) => {
    const at = block.line + i + 1;
    const bullet = /^(\s*)[-*+]\s+(.*)$/.exec(line);
    if (bullet && (bullet[1]?.length ?? 0) < 2) {
      const item = { text: bullet[2] ?? '', line: at, children: [] };
      items.push(item);
      open = item;
    } else if (bullet && items.length > 0) {
      open = { text: bullet[2] ?? '', line: at };
      items.at(-1)?.children.push(open);
    } else if (line.trim() !== '' && open) open.text += ` ${line.trim()}`;
    else if (line.trim() !== '') {
      open = { text: line.trim(), line: at };
      items.push({ ...open, children: [] });
    }
  });
  return items;
}

/**
 * Key points: a bullet each, with `- accept: a | b` (a group of synonyms; every group must be met) and
 * `- weight: 2` under it. What cannot be read is left as it stands, for the schema to name.
 *
 * @param note is told where each value stands.
 */
export function readKeyPoints(
  block: Block,
  note: (path: readonly (string | number)[], line: number) => void,
): Record<string, unknown>[] {
  return readList(block).map((item, i) => {
    note([i], item.line);
    const data: Record<string, unknown> = { text: item.text };
    for (const child of item.children) {
      const [, key = child.text, value = ''] = /^(\w+):\s*(.*)$/.exec(child.text) ?? [];
      note([i, key], child.line);
      if (key === 'accept')
        data.accept = [...((data.accept as string[][] | undefined) ?? []), wordings(value)];
      else if (key === 'weight') data.weight = /^[\d.]+$/.test(value) ? Number(value) : value;
      else data[key] = value;
    }
    return data;
  });
}

const wordings = (value: string): string[] => value.split('|').map((wording) => wording.trim());

/** Names on one line, parted by commas, or a bullet each. */
export const readNames = (text: string): string[] =>
  text
    .split(/,|\n/)
    .map((name) => name.replace(/^\s*[-*+]\s+/, '').trim())
    .filter((name) => name !== '');

/** `spoken 2m, typed 5m`, with or without colons. */
export function readLimits(text: string): Record<string, string> {
  const pairs = readNames(text).map((pair) => pair.split(/[:\s]+/));
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name.toLowerCase(), value]));
}
