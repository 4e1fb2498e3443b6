import type { Incident } from './incident.ts';
import { logs } from './logs.ts';
import { metricsOf } from './metrics.ts';
import type { Span, Telemetry } from './signal.ts';
import { stepSpans } from './traces.ts';

/** All that an incident shows. Spans are made once, for the traces and for the lines that tell of their failures. */
export function telemetryOf(incident: Incident): Telemetry {
  const bySteps = Array.from({ length: incident.steps }, (_, step) => stepSpans(incident, step));
  const spans: Span[] = [];
  for (const ofStep of bySteps) for (const span of ofStep) spans.push(span);
  return {
    start: incident.start,
    metrics: [...metricsOf(incident)],
    logs: logs(incident, (step) => bySteps[step] as Span[]),
    spans,
    changes: incident.changes,
    alerts: incident.alerts,
  };
}
