import type { Case, CaseSeries } from '../../../src/incident/gauge/case.ts';

/** A series of latency, up being bad. */
export const series = (
  entity: string,
  values: readonly number[],
  over: Partial<CaseSeries> = {},
): CaseSeries => ({
  entity,
  metric: 'latency',
  statistic: 'Average',
  direction: 'up',
  zeroIqr: 1,
  values: Float64Array.from(values),
  ...over,
});

/** A case whose abnormal part begins with the fifth row, and whose symptom is `front`'s latency. */
export const caseOf = (of: readonly CaseSeries[], over: Partial<Case> = {}): Case => ({
  entities: [...new Set(of.map(({ entity }) => entity))],
  edges: [],
  symptom: { node: 'front', metric: 'latency', statistic: 'Average', direction: 'up' },
  breach: 4,
  series: of,
  ...over,
});

export const calls = (...written: readonly string[]): Case['edges'] =>
  written.map((edge) => {
    const [caller = '', callee = ''] = edge.split('->');
    return { caller, callee };
  });
