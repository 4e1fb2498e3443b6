import { join } from 'node:path';
import { oneOf } from '../bank/one-of.ts';
import { csvFiles, type ExportFile } from '../incident/export-csv.ts';
import { openMetrics } from '../incident/export-openmetrics.ts';
import { otlpLogs, otlpMetrics, otlpTraces } from '../incident/export-otlp.ts';
import type { Telemetry } from '../incident/signal.ts';
import { telemetryOf } from '../incident/telemetry.ts';
import { dealtIncident } from './dealt-incident.ts';
import { saveTo } from './output.ts';
import type { ExitCode, World } from './world.ts';

const formats = ['otlp', 'openmetrics', 'csv'] as const;

/** `hotseat incident export --to FORMAT --output DIR`: the evidence of an incident as files for other tools. */
export async function incidentExport(
  world: World,
  options: { to: string; output: string; level?: string },
): Promise<ExitCode> {
  const format = oneOf('format', options.to, formats);
  const { incident } = dealtIncident(world, options.level);
  for (const { name, text } of filesOf(format, telemetryOf(incident))) {
    const file = join(options.output, name);
    saveTo(file, text);
    world.out(`${file}\n`);
  }
  return 0;
}

function filesOf(format: (typeof formats)[number], telemetry: Telemetry): ExportFile[] {
  switch (format) {
    case 'otlp':
      return [
        { name: 'metrics.json', text: jsonLine(otlpMetrics(telemetry)) },
        { name: 'logs.json', text: jsonLine(otlpLogs(telemetry)) },
        { name: 'traces.json', text: jsonLine(otlpTraces(telemetry)) },
      ];
    case 'openmetrics':
      return [{ name: 'metrics.om', text: openMetrics(telemetry) }];
    case 'csv':
      return csvFiles(telemetry);
  }
}

/** One document on one line, as the collector reads files. */
const jsonLine = (document: object): string => `${JSON.stringify(document)}\n`;
