// The files of a CSV export, read back: all that the blind player sees, and nothing of the model behind them.

/** A file of the export: its name and its text. */
export interface File {
  readonly name: string;
  readonly text: string;
}

/** A metric before the page and after it: means over the first 25 minutes, and from the page on. */
export interface Change {
  readonly before: number;
  readonly after: number;
}

export interface LogLine {
  readonly at: number;
  readonly node: string;
  readonly level: string;
  readonly text: string;
  readonly template: string;
}

export interface Span {
  readonly trace: string;
  readonly id: string;
  readonly parent: string;
  readonly node: string;
  readonly kind: string;
  /** ms since 1970, and how long it took, ms. */
  readonly at: number;
  readonly ms: number;
  readonly ok: boolean;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

/** A change event, and one of the alerts. */
export type Row = Readonly<Record<string, string>>;

export interface Files {
  /** ms since 1970 up to which all was well, and from which the page's condition held. */
  readonly calm: number;
  readonly page: number;
  /** By node, metric and, for calls, callee. */
  readonly metric: (node: string, metric: string, callee?: string) => Change | undefined;
  readonly nodes: readonly string[];
  readonly calls: readonly { readonly caller: string; readonly callee: string }[];
  readonly hostOf: ReadonlyMap<string, string>;
  readonly logs: readonly LogLine[];
  readonly spans: readonly Span[];
  readonly changes: readonly Row[];
  readonly alerts: readonly Row[];
}

const minutes = 60_000;

/** How long a learner takes it that all was well. */
const calmMinutes = 25;

/** The fields of a CSV text, quotes taken off. */
function* rowsOf(text: string): Generator<string[]> {
  let row: string[] = [];
  for (let at = 0; at < text.length; ) {
    let value: string;
    if (text[at] === '"') {
      let end = text.indexOf('"', at + 1);
      while (text[end + 1] === '"') end = text.indexOf('"', end + 2);
      value = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    } else {
      const [comma, line] = [text.indexOf(',', at), text.indexOf('\n', at)];
      const end = comma < 0 || (line >= 0 && line < comma) ? line : comma;
      value = text.slice(at, end < 0 ? text.length : end).replace('\r', '');
      at = end < 0 ? text.length : end;
    }
    row.push(value);
    while (text[at] === '\r') at++;
    if (text[at] !== ',') {
      yield row;
      row = [];
    }
    at++;
  }
}

function tableOf(files: readonly File[], name: string): Row[] {
  const [head = [], ...rows] = rowsOf(files.find((file) => file.name === name)?.text ?? '');
  return rows.map((row) => Object.fromEntries(head.map((column, i) => [column, row[i] ?? ''])));
}

/** Columns as `<node>_<metric>` and `<node>_<metric>_to_<callee>`. */
function metricsOf(files: readonly File[], page: number) {
  const [head = [], ...rows] = rowsOf(files.find(({ name }) => name === 'data.csv')?.text ?? '');
  const times = rows.map((row) => Number(row[0]) * 1000);
  const calm = (times[0] as number) + calmMinutes * minutes;
  const column = new Map(head.map((name, i) => [name, i]));
  const mean = (i: number, from: number, to: number): number => {
    let [sum, count] = [0, 0];
    rows.forEach((row, step) => {
      const time = times[step] as number;
      if (time < from || time >= to || row[i] === '') return;
      sum += Number(row[i]);
      count += 1;
    });
    return count > 0 ? sum / count : 0;
  };
  const known = new Map<number, Change>();
  const metric = (node: string, name: string, callee?: string): Change | undefined => {
    const i = column.get(`${node}_${name}${callee === undefined ? '' : `_to_${callee}`}`);
    if (i === undefined) return undefined;
    const change = known.get(i) ?? { before: mean(i, 0, calm), after: mean(i, page, Infinity) };
    known.set(i, change);
    return change;
  };
  const pairs = head.flatMap((name) => {
    const [, caller, callee] = /^([^_]+)_client_attempts_per_second_to_(.+)$/.exec(name) ?? [];
    return caller === undefined || callee === undefined ? [] : [{ caller, callee }];
  });
  const hosts = head.flatMap((name) => {
    const [, node, host] = /^([^_]+)_placement_info_(.+)$/.exec(name) ?? [];
    return node === undefined || host === undefined ? [] : [[node, host] as const];
  });
  const hostOf = new Map(hosts);
  return { calm, metric, calls: pairs, hostOf, nodes: [...hostOf.keys()] };
}

/** Reads an export. */
export function read(files: readonly File[]): Files {
  const alerts = tableOf(files, 'alerts.csv');
  const first = alerts.find(({ severity }) => severity === 'page');
  const page = Number(first?.breached) * 1000;
  return {
    ...metricsOf(files, page),
    page,
    alerts,
    changes: tableOf(files, 'changes.csv'),
    logs: tableOf(files, 'logs.csv').map((row) => ({
      at: Number(row.timestamp),
      node: row.container_name ?? '',
      level: row.level ?? '',
      text: row.message ?? '',
      template: row.log_template ?? '',
    })),
    spans: tableOf(files, 'traces.csv').map((row) => ({
      trace: row.traceID ?? '',
      id: row.spanID ?? '',
      parent: row.parentSpanID ?? '',
      node: row.serviceName ?? '',
      kind: row.kind ?? '',
      at: Number(row.startTime) / 1000,
      ms: Number(row.duration) / 1000,
      ok: row.statusCode === '0',
      attributes: JSON.parse(row.attributes || '{}'),
    })),
  };
}
