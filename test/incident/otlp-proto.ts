// OTLP documents against the official protobuf definitions, as the OpenTelemetry project generates them.
import root from '@opentelemetry/otlp-transformer/build/src/generated/root.js';

interface Message {
  fromObject(json: object): object;
  toObject(message: object, options: object): object;
  encode(message: object): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
}

// biome-ignore lint/suspicious/noExplicitAny: the package types its generated messages as any protobuf at all.
const { metrics, logs, trace } = (root as any).opentelemetry.proto.collector;

export const messages: Readonly<Record<'metrics' | 'logs' | 'traces', Message>> = {
  metrics: metrics.v1.ExportMetricsServiceRequest,
  logs: logs.v1.ExportLogsServiceRequest,
  traces: trace.v1.ExportTraceServiceRequest,
};

/** The JSON mapping of the protocol writes ids in hexadecimal, and that of protobuf in base64. */
const digits: Readonly<Record<string, number>> = { traceId: 32, spanId: 16, parentSpanId: 16 };

function withBase64(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => withBase64(one));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([name, one]) => [name, withBase64(one, name)]);
    return Object.fromEntries(entries.filter(([, one]) => !Array.isArray(one) || one.length > 0));
  }
  const length = digits[key];
  if (length === undefined) return value;
  if (typeof value !== 'string' || value.length !== length || /[^0-9a-f]/.test(value))
    throw new Error(`${key} is ${JSON.stringify(value)}`);
  return Buffer.from(value, 'hex').toString('base64');
}

/**
 * A document as what is left of it once it was a message on the wire, beside itself: they are equal when every field is known
 * and has its type. Empty lists, which the wire does not know, are left out of both.
 */
export function overTheWire(kind: keyof typeof messages, text: string): { sent: unknown; got: unknown } {
  const sent = withBase64(JSON.parse(text)) as object;
  const message = messages[kind];
  const bytes = message.encode(message.fromObject(sent)).finish();
  const got = message.toObject(message.decode(bytes), { longs: String, bytes: String, json: true });
  return { sent, got };
}
