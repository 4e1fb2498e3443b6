import { readList, readNames } from './markdown-lists.ts';
import { type Section, sections } from './markdown-sections.ts';
import type { Locate, Place, Problem, ProblemCode } from './problem.ts';

/** A scenario's Markdown body as plain data, not yet held against the schema. */
export interface WrittenBody {
  readonly data: Record<string, unknown>;
  readonly locate: Locate;
  readonly problems: readonly Problem[];
}

type Path = readonly (string | number)[];

interface Reader {
  readonly data: Record<string, unknown>;
  readonly note: (path: Path, line: number) => void;
  readonly fault: (at: { line: number }, message: string, mend: string, code?: ProblemCode) => void;
}

/**
 * Reads `## Briefing`, `## Evidence: Title {#id}`, `## Stage: Title {#id}`, `## Debrief` and `## References`. A stage
 * holds `### Question`, `### Evidence`, `### Limit`, `### Hint` and `### Option: Text {#id}`, an option `#### Why`.
 */
export function parseScenarioBody(body: string, file: string, linesBefore: number): WrittenBody {
  const places = new Map<string, Place>();
  const problems: Problem[] = [];
  const reader: Reader = {
    data: {},
    note: (path, line) => places.set(path.join('\n'), { line, column: 1 }),
    fault: ({ line }, message, mend, code = 'unknown-part') =>
      problems.push({ file, line, column: 1, severity: 'error', code, message, mend }),
  };
  const { blocks, openFence } = sections(body, linesBefore);
  if (openFence !== undefined)
    reader.fault(
      { line: openFence },
      'the code block that opens here never closes',
      'Close it with the same fence on a line of its own.',
      'unclosed-fence',
    );
  for (const section of blocks) readTop(reader, section);
  const locate: Locate = (path) => {
    for (let length = path.length; length > 0; length--) {
      const place = places.get(path.slice(0, length).join('\n'));
      if (place) return place;
    }
    return { line: 1, column: 1 };
  };
  return { data: reader.data, locate, problems };
}

function readTop(reader: Reader, section: Section): void {
  const { data, note, fault } = reader;
  const { what, title, id } = heading(section.title);
  switch (what) {
    case 'briefing':
    case 'debrief':
      note([what], section.line);
      once(reader, section, data, what);
      data[what] = section.text;
      return;
    case 'references':
      note([what], section.line);
      once(reader, section, data, what);
      data[what] = readList(section).map(({ text }) => text);
      return;
    case 'evidence':
    case 'stage': {
      const key = what === 'stage' ? 'stages' : 'evidence';
      const list = (data[key] ?? []) as unknown[];
      data[key] = list;
      const path = [key, list.length];
      note(path, section.line);
      const named = { title, ...(id === undefined ? {} : { id }) };
      list.push(
        what === 'stage'
          ? readStage(reader, section, named, path)
          : readEvidence(reader, section, named, path),
      );
      return;
    }
    default:
      fault(
        section,
        `unknown part \`## ${section.title.slice(0, 40)}\``,
        'The parts are Briefing, Evidence: Title {#id}, Stage: Title {#id}, Debrief and References.',
      );
  }
}

/** Names a part that stands again: the text of one of the two would be lost. */
function once({ fault }: Reader, section: Section, parts: object, name: string): void {
  if (Object.hasOwn(parts, name))
    fault(section, `\`${section.title.slice(0, 40)}\` stands twice`, 'Join the two.', 'duplicate-part');
}

function readEvidence(reader: Reader, section: Section, named: object, path: Path): object {
  const { fields, rest } = readFields(section, reader, path);
  const { chart, ...others } = fields;
  return {
    ...named,
    ...others,
    ...(chart === undefined ? {} : { chart: readChart(String(chart)) }),
    ...(rest === '' ? {} : { text: rest }),
  };
}

/** `errors, p99 over time`; anything else is left for the schema to name. */
function readChart(written: string): unknown {
  const [y = '', x] = written.split(/\s+over\s+/);
  return x === undefined ? written : { x: x.trim(), y: readNames(y) };
}

function readStage(reader: Reader, { before, blocks }: Section, named: object, path: Path): object {
  const stage: Record<string, unknown> = { ...named, situation: before };
  const push = (key: string, section: Section, value: (at: Path) => unknown) => {
    const list = (stage[key] ?? []) as unknown[];
    stage[key] = list;
    const at = [...path, key, list.length];
    reader.note(at, section.line);
    list.push(value(at));
  };
  for (const section of blocks) {
    const { what, title, id } = heading(section.title);
    reader.note([...path, what], section.line);
    if (what === 'question' || what === 'limit' || what === 'evidence') once(reader, section, stage, what);
    if (what === 'question' || what === 'limit') stage[what] = section.text;
    else if (what === 'evidence') stage.evidence = readNames(section.text);
    else if (what === 'hint') push('hints', section, () => section.text);
    else if (what === 'option')
      push('options', section, (at) =>
        readOption(reader, section, { text: title, ...(id === undefined ? {} : { id }) }, at),
      );
    else
      reader.fault(
        section,
        `unknown part \`### ${section.title.slice(0, 40)}\` of a stage`,
        'The parts are Question, Evidence, Limit, Hint and Option: Text {#id}.',
      );
  }
  return stage;
}

function readOption(reader: Reader, section: Section, named: object, path: Path): object {
  const { fields, rest } = readFields(section, reader, path);
  const option: Record<string, unknown> = { ...named, ...fields, outcome: rest };
  for (const inner of section.blocks) {
    if (inner.title.toLowerCase() === 'why') {
      once(reader, inner, option, 'why');
      option.why = inner.text;
    } else
      reader.fault(
        inner,
        `unknown part \`#### ${inner.title.slice(0, 40)}\` of an option`,
        'The only part is Why.',
      );
  }
  return option;
}

const numbers = new Set(['minutes', 'score']);

/** The bullets `- name: value` that a section begins with, and what follows them. */
function readFields(section: Section, { note }: Reader, path: Path) {
  const lines = section.before.split('\n');
  const fields: Record<string, unknown> = {};
  const skipped = section.raw.slice(0, section.raw.indexOf(section.before)).split('\n').length;
  let at = 0;
  for (; at < lines.length; at++) {
    const [, name, value = ''] = /^[-*]\s+([a-z]+):\s*(.*)$/.exec(lines[at] ?? '') ?? [];
    if (name === undefined) break;
    note([...path, name], section.line + skipped + at);
    fields[name] =
      numbers.has(name) && value !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
  }
  return { fields, rest: lines.slice(at).join('\n').trim() };
}

/** `Stage: Title {#id}` in its parts; what it is in lower case. */
function heading(written: string): { what: string; title: string; id?: string } {
  const [, what = written, rest = ''] = /^(\w+):\s*(.*)$/s.exec(written) ?? [];
  const open = rest.lastIndexOf('{#');
  const id = open >= 0 && rest.endsWith('}') ? rest.slice(open + 2, -1) : undefined;
  const title = id === undefined ? rest : rest.slice(0, open).trim();
  return { what: what.trim().toLowerCase(), title, ...(id === undefined ? {} : { id }) };
}
