import { expect, test } from 'vitest';
import { otlpLogs, otlpMetrics, otlpTraces } from '../../src/incident/export-otlp.ts';
import { start } from './incidents.ts';
import { overTheWire } from './otlp-proto.ts';
import { histogram, smallTelemetry, telemetry } from './telemetry-builders.ts';

const documents = (of = telemetry()) =>
  [
    ['metrics', JSON.stringify(otlpMetrics(of))],
    ['logs', JSON.stringify(otlpLogs(of))],
    ['traces', JSON.stringify(otlpTraces(of))],
  ] as const;

test.each(documents())('%s are what the protobuf definitions say, to the last field', (kind, text) => {
  const { sent, got } = overTheWire(kind, text);
  expect(got).toEqual(sent);
});

test('so are those of a whole incident', { timeout: 60_000 }, () => {
  for (const [kind, text] of documents(smallTelemetry(24))) {
    const { sent, got } = overTheWire(kind, text);
    expect(JSON.stringify(got).length).toBeGreaterThan(50_000);
    expect(sorted(got) === sorted(sent)).toBe(true);
  }
});

/** As text, fields in the order of their names: quicker to compare than objects. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );

const broken: [what: string, kind: 'metrics' | 'logs' | 'traces', from: RegExp | string, to: string][] = [
  ['an unknown field', 'metrics', '"isMonotonic"', '"monotonic"'],
  ['a 64-bit integer as a number', 'traces', /"startTimeUnixNano":"(\d+)"/, '"startTimeUnixNano":$1'],
  ['a count as a number', 'metrics', /"count":"(\d+)"/, '"count":$1'],
  ['an enum by its name', 'logs', '"severityNumber":13', '"severityNumber":"SEVERITY_NUMBER_WARN"'],
  ['a number as a text', 'metrics', /"asDouble":0.5/, '"asDouble":"0.5"'],
  ['a field in the wrong place', 'traces', '"status":{"code":2}', '"code":2'],
  ['a list that is none', 'metrics', /"bucketCounts":\[("\d+"),/, '"bucketCounts":[{"count":$1},'],
];

test.each(broken)('the test would tell: %s', (_, kind, from, to) => {
  const text = Object.fromEntries(documents())[kind] as string;
  const wrong = text.replace(from, to);
  expect(wrong).not.toBe(text);
  const same = () => {
    const { sent, got } = overTheWire(kind, wrong);
    expect(got).toEqual(sent);
  };
  expect(same).toThrow();
});

test('an id that is not hexadecimal is told as well', () => {
  const [, , [, text]] = documents();
  expect(() => overTheWire('traces', text.replace('b7ad6b7169203331', 'b7ad6b716920333'))).toThrow('spanId');
});

test('buckets are no longer cumulative, and their bounds are one fewer', () => {
  const document = otlpMetrics({ start, metrics: [histogram()] });
  expect(document).toMatchObject({
    resourceMetrics: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'cart' } }] },
        scopeMetrics: [
          {
            metrics: [
              {
                name: 'request_duration_seconds',
                unit: 's',
                histogram: {
                  aggregationTemporality: 2,
                  dataPoints: [
                    { count: '4', sum: 2.5, bucketCounts: ['1', '2', '1'], explicitBounds: [0.1, 1] },
                    { count: '8', sum: 5.5, bucketCounts: ['2', '4', '2'] },
                  ],
                },
              },
            ],
          },
        ],
      },
    ],
  });
});

test('times are nanoseconds that keep fractions of milliseconds, and never turn around', () => {
  const [first] = telemetry().spans;
  const at = (begin: number, end: number): string[] => {
    const span = { ...first, start: begin, end } as NonNullable<typeof first>;
    return JSON.stringify(otlpTraces({ spans: [span] })).match(/(?<=UnixNano":")\d+/g) ?? [];
  };
  expect(at(start + 0.25, start + 12.5)).toEqual([`${start}250000`, `${start + 12}500000`]);
  const [begin = '', end = ''] = at(start + 0.9999997, start + 1);
  expect(BigInt(begin)).toBeLessThanOrEqual(BigInt(end));
});

test('changes and alerts are events among the logs', () => {
  const text = JSON.stringify(otlpLogs(telemetry()));
  expect(text).toContain('"eventName":"change","body":{"stringValue":"cart v2 rolled out"}');
  expect(text).toContain('"eventName":"alert"');
});
