import type { Incident } from './incident.ts';
import { logs } from './logs.ts';
import { metricsOf } from './metrics.ts';
import type { Span, Telemetry } from './signal.ts';
import { stepSpans } from './traces.ts';

/** All that an incident shows. Spans are made once, for the traces and for the lines that tell of their failures. */
export function telemetryOf(incident: Incident): Telemetry {
  const spans = Array.from({ length: incident.steps }, (_, step) => stepSpans(incident, step));
  return {
    start: incident.start,
    metrics: [...metricsOf(incident)],
    logs: logs(incident, (step) => spans[step] as Span[]),
    spans: spans.flat(),
    changes: incident.changes,
    alerts: incident.alerts,
  };
}
