import type { Case, CaseSeries } from './case.ts';
import { csvFault, csvLines, numberAt, risingTimes } from './numeric-csv.ts';
import { badness, type RecordedMetrics, type RecordedSeries, type RecordedTruth } from './recorded.ts';

// RCAEval (Pham et al., "RCAEval: A Benchmark for Root Cause Analysis of Microservice Systems", WWW 2025).

/**
 * Its metrics: `time`, then a column `<service>_<metric>` for each series; the service ends at the first `_`.
 * Columns without one, the machine's own, are left out.
 *
 * @throws UserError with the place of the fault.
 */
export function rcaEvalMetrics(text: string, file: string): RecordedMetrics {
  const [head, ...rows] = csvLines(text, file);
  const time = head?.cells.indexOf('time') ?? -1;
  if (!head || time < 0 || rows.length === 0)
    throw csvFault({ file, line: 1 }, 'a column `time` and a row at least are needed');
  const series = head.cells.flatMap((column, i): RecordedSeries[] => {
    const [, node, metric] = /^([^_]+)_(.+)$/.exec(column) ?? [];
    if (node === undefined || metric === undefined) return [];
    return [{ node, metric, statistic: '', values: Float64Array.from(rows, (row) => numberAt(row, i)) }];
  });
  return { times: risingTimes(rows, time), series };
}

/**
 * `inject_time.txt`: Unix seconds.
 *
 * @throws UserError when it holds anything else.
 */
export function rcaEvalTime(text: string, file: string): number {
  const line = { file, line: 1, cells: [text] };
  const time = numberAt(line, 0);
  if (Number.isFinite(time)) return time;
  throw csvFault(line, 'Unix seconds are needed');
}

/** The truth, from the name of the folder above, `<service>_<fault>`; undefined when it does not tell. */
export function rcaEvalTruth(name: string, { series }: RecordedMetrics): RecordedTruth | undefined {
  const [, cause, fault] = /^([^_]+)_(.+)$/.exec(name) ?? [];
  return cause !== undefined && fault !== undefined && series.some(({ node }) => node === cause)
    ? { cause, fault }
    : undefined;
}

/**
 * The case that a recording makes: every service by all of its metrics. There is no alert: the split is told, and
 * stands where the fault was injected. There is no symptom and no call graph either.
 */
export function rcaEvalCase({ times, series }: RecordedMetrics, at: number): Case {
  const first = times.findIndex((time) => time >= at);
  return {
    entities: [...new Set(series.map(({ node }) => node))],
    edges: [],
    breach: first < 0 ? times.length : first,
    series: series.map(
      ({ node, metric, statistic, values }): CaseSeries => ({
        entity: node,
        metric,
        statistic,
        values,
        ...badness(metric),
      }),
    ),
  };
}
