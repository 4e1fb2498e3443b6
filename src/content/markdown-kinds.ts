import { readList } from './markdown-lists.ts';
import { type Block, outsideCode } from './markdown-sections.ts';

type Note = (path: readonly (string | number)[], line: number) => void;

const taskItem = /^[-*+]\s+\[([ xX])\]\s/;

/** Cuts the task list that ends a prompt off it: its items are the choices. */
export function splitChoices(prompt: Block): { prompt: string; choices?: Block } {
  const lines = prompt.raw.split('\n');
  const [start] = outsideCode(lines, (line) => taskItem.test(line)).hits;
  if (start === undefined) return { prompt: prompt.text };
  const raw = lines.slice(start).join('\n');
  const choices = { title: 'Choices', line: prompt.line + start, raw, text: raw.trim() };
  return { prompt: lines.slice(0, start).join('\n').trim(), choices };
}

/** Choices: `- [x] text`, right, or `- [ ] text`, wrong, each with `- why: …` under it. */
export function readChoices(block: Block, note: Note): Record<string, unknown>[] {
  return readList(block).map((item, i) => {
    note([i], item.line);
    const [, mark = '', text = item.text] = /^\[([ xX])\]\s+([\s\S]*)$/.exec(item.text) ?? [];
    const data: Record<string, unknown> = { text, correct: mark === '' ? undefined : mark !== ' ' };
    for (const child of item.children) {
      const [, key = child.text, value = ''] = /^(\w+):\s*([\s\S]*)$/.exec(child.text) ?? [];
      note([i, key], child.line);
      data[key] = value;
    }
    return data;
  });
}

/** An ordered list, a line a thing; indented lines go on the one above. */
export function readOrder(block: Block, note: Note): string[] {
  const things: string[] = [];
  block.raw.split('\n').forEach((line, i) => {
    const text = /^\s{0,3}\d+[.)]\s+(.*)$/.exec(line)?.[1];
    if (text !== undefined) {
      note([things.length], block.line + i + 1);
      things.push(text.trim());
    } else if (line.trim() !== '' && things.length > 0) things.push(`${things.pop()} ${line.trim()}`);
    else if (line.trim() !== '') things.push(line.trim());
  });
  return things;
}

/**
 * The parts of a number question, a bullet each: `value`, `formula`, `tolerance`, `unit`, `param NAME`
 * (`2, 3, 5` or `10 to 50 step 5`) and `step NAME` (a named intermediate result).
 */
export function readNumber(block: Block, note: Note): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  const params: Record<string, unknown> = {};
  const steps: Record<string, unknown> = {};
  for (const { text, line } of readList(block)) {
    const [, kind, name = '', value = ''] = /^(param|step)\s+(\w+)\s*[:=]\s*(.*)$/.exec(text) ?? [];
    const [, key = text, plain = ''] = /^(\w+)\s*:\s*(.*)$/.exec(text) ?? [];
    if (kind === 'param') params[name] = readParam(value);
    else if (kind === 'step') steps[name] = value;
    else data[key] = key === 'value' ? numberOr(plain) : plain;
    note(kind ? [`${kind}s`, name] : [key], line);
  }
  return {
    ...data,
    ...(Object.keys(params).length > 0 ? { params } : {}),
    ...(Object.keys(steps).length > 0 ? { steps } : {}),
  };
}

function readParam(written: string): unknown {
  const range = /^(\S+)\s+to\s+(\S+)\s+step\s+(\S+)$/.exec(written);
  if (range) return { from: numberOr(range[1]), to: numberOr(range[2]), step: numberOr(range[3]) };
  return written.split(',').map((part) => numberOr(part.trim()));
}

// What is no number is left as it stands, for the schema to name.
const numberOr = (written = ''): number | string =>
  written !== '' && Number.isFinite(Number(written)) ? Number(written) : written;
