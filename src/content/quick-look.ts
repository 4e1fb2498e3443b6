import type * as v from 'valibot';

type Fits = (data: unknown) => boolean;

const looks = new WeakMap<v.GenericSchema, Fits>();

/**
 * Whether data fits a schema just as they stand: nothing to trim, no unknown key, no list in a map's place. A yes is
 * sure, and spares valibot, which costs some ten times as much; a no only means that valibot has to say.
 */
export function fitsAsItStands(schema: v.GenericSchema, data: unknown): boolean {
  const look = looks.get(schema) ?? lookFor(schema as AnySchema);
  looks.set(schema, look);
  return look(data);
}

/** What is read of valibot's schemas and of the steps of its pipes. */
interface AnySchema extends v.GenericSchema {
  readonly pipe?: readonly [AnySchema, ...(AnySchema | Step)[]];
  readonly entries?: Readonly<Record<string, AnySchema>>;
  readonly item?: AnySchema;
  readonly wrapped?: AnySchema;
  readonly options?: readonly unknown[];
  readonly default?: unknown;
}

interface Step {
  readonly kind: 'validation' | 'transformation' | 'metadata';
  readonly type: string;
  readonly '~run': (
    dataset: { typed: true; value: unknown; issues?: unknown },
    config: object,
  ) => { issues?: unknown };
}

const never: Fits = () => false;

function lookFor(schema: AnySchema): Fits {
  if (!schema.pipe) return plainLook(schema);
  const [root, ...steps] = schema.pipe;
  const looks = [lookFor(root), ...steps.filter(({ kind }) => kind !== 'metadata').map(stepLook)];
  return (data) => looks.every((look) => look(data));
}

function stepLook(step: AnySchema | Step): Fits {
  if (step.kind === 'schema') return lookFor(step as AnySchema);
  if (step.type === 'trim') return (data) => data === (data as string).trim();
  if (step.type === 'non_empty') return (data) => (data as string | unknown[]).length > 0;
  if (step.kind === 'transformation') return never;
  return (value) => (step as Step)['~run']({ typed: true, value }, {}).issues === undefined;
}

function plainLook(schema: AnySchema): Fits {
  switch (schema.type) {
    case 'string':
    case 'boolean':
      return (data) => typeof data === schema.type;
    case 'number':
      return (data) => typeof data === 'number' && !Number.isNaN(data);
    case 'picklist':
      return (data) => schema.options?.includes(data) ?? false;
    case 'optional':
      return optionalLook(schema);
    case 'array':
      return listLook(schema);
    case 'union': {
      const looks = (schema.options as readonly AnySchema[]).map(lookFor);
      return (data) => looks.some((look) => look(data));
    }
    case 'strict_object':
      return mapLook(schema);
    default:
      return never;
  }
}

function optionalLook({ wrapped, default: usual }: AnySchema): Fits {
  if (!wrapped || usual !== undefined) return never;
  const look = lookFor(wrapped);
  return (data) => data === undefined || look(data);
}

function listLook({ item }: AnySchema): Fits {
  if (!item) return never;
  const look = lookFor(item);
  return (data) => Array.isArray(data) && data.every(look);
}

function mapLook({ entries = {} }: AnySchema): Fits {
  const known = new Map(Object.entries(entries).map(([key, entry]) => [key, lookFor(entry)]));
  const required = Object.keys(entries).filter((key) => entries[key]?.type !== 'optional');
  return (data) =>
    data !== null &&
    typeof data === 'object' &&
    !Array.isArray(data) &&
    required.every((key) => Object.hasOwn(data, key)) &&
    Object.keys(data).every((key) => known.get(key)?.((data as Record<string, unknown>)[key]) ?? false);
}
