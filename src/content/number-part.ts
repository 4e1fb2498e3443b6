import { type Formula, FormulaError, functionNames, parseFormula } from '../bank/formula.ts';
import type { NumberSpec } from '../bank/item.ts';
import { valueAt, valueCount } from '../bank/param.ts';
import { hashText, seededRandom } from '../bank/random.ts';
import type { DataFault } from './problem.ts';
import type { WrittenQuestion } from './schema.ts';

type WrittenNumber = NonNullable<WrittenQuestion['number']>;

/** What a number question asks for, from what was written; its faults are found by `numberFaults`. */
export function numberSpec(written: WrittenNumber): NumberSpec {
  const { value, formula, tolerance = '1%', unit = '', params = {}, steps = {} } = written;
  const amount = Number.parseFloat(String(tolerance));
  const relative = String(tolerance).trim().endsWith('%');
  return {
    params,
    steps: Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, String(step)])),
    formula: String(formula ?? value ?? ''),
    tolerance: { amount: relative ? amount / 100 : amount, relative },
    unit,
  };
}

/** What is wrong with a number question that fits the schema: its parts together, and what they compute. */
export function numberFaults({ number, answer }: WrittenQuestion): DataFault[] {
  const asked = number?.formula ?? number?.value;
  if (!number || asked === undefined) {
    const message = 'a number question needs a value or a formula';
    return [missing('number', message, 'Write `- value: 42` or `- formula: a * b`.')];
  }
  if (answer === undefined) return [missing('answer', '`answer` is missing', 'Write the worked solution.')];
  if (number.value !== undefined && number.formula !== undefined) {
    const message = '`value` and `formula` cannot both say what is asked for';
    return [{ path: ['number', 'value'], code: 'bad-value', message, mend: 'Keep one of them.' }];
  }
  const names = nameFaults(number);
  return names.length > 0 ? names : computedFaults(numberSpec(number));
}

const missing = (part: string, message: string, mend: string): DataFault => ({
  path: [part],
  code: 'missing',
  message,
  mend,
});

// `value` is the result itself, in texts; a function's name calls the function.
const takenNames = new Set([...functionNames, 'value']);

function nameFaults({ params = {}, steps = {} }: WrittenNumber): DataFault[] {
  const fault = (part: string, name: string, message: string): DataFault => ({
    path: ['number', part, name],
    code: 'bad-value',
    message,
    mend: 'Use another name.',
  });
  const taken = (part: string, names: readonly string[]) =>
    names
      .filter((name) => takenNames.has(name))
      .map((name) => fault(part, name, `the name \`${name}\` has a meaning of its own`));
  const twice = Object.keys(steps).filter((name) => Object.hasOwn(params, name));
  return [
    ...taken('params', Object.keys(params)),
    ...taken('steps', Object.keys(steps)),
    ...twice.map((name) => fault('steps', name, `\`${name}\` is a parameter already`)),
  ];
}

interface Computed {
  readonly path: readonly string[];
  /** The name of a step; the result has none. */
  readonly name?: string;
  readonly written: string;
  readonly run: Formula;
}

// A draw that has no value would end a session, so draws are tried here: all of them, when they are few.
function computedFaults(spec: NumberSpec): DataFault[] {
  const computed: Computed[] = [];
  for (const { path, name, written } of formulasOf(spec)) {
    try {
      computed.push({ path, written, run: parseFormula(written), ...(name === undefined ? {} : { name }) });
    } catch (error) {
      return [formulaFault(error, path, written)];
    }
  }
  for (const values of draws(spec)) {
    for (const { path, name, written, run } of computed) {
      try {
        const value = run(values);
        if (name !== undefined) values[name] = value;
      } catch (error) {
        return [formulaFault(error, path, written, values)];
      }
    }
  }
  return [];
}

const formulasOf = (spec: NumberSpec): { path: string[]; name?: string; written: string }[] => [
  ...Object.entries(spec.steps).map(([name, written]) => ({
    path: ['number', 'steps', name],
    name,
    written,
  })),
  { path: ['number', 'formula'], written: spec.formula },
];

function formulaFault(
  error: unknown,
  path: readonly string[],
  written: string,
  values: Readonly<Record<string, number>> = {},
): DataFault {
  if (!(error instanceof FormulaError)) throw error;
  const drawn = Object.entries(values)
    .slice(0, 8)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');
  const shown = written.length > 40 ? `${written.slice(0, 40)}…` : written;
  const place = error.offset > 0 ? ` at character ${error.offset + 1}` : '';
  return {
    path,
    code: 'bad-value',
    message: `\`${shown}\`: ${error.message}${place}${drawn ? ` (with ${drawn})` : ''}`,
    mend: `Formulas know the parameters, earlier steps, + - * / % ^, and ${functionNames.join(' ')}.`,
  };
}

/** How many draws are tried at most: beyond it the corners, and some between them. */
const mostDraws = 128;

function* draws({ params, formula }: NumberSpec): Generator<Record<string, number>> {
  const all = Object.entries(params);
  const total = all.reduce((product, [, param]) => product * valueCount(param), 1);
  if (total <= mostDraws) {
    for (let n = 0; n < total; n++) yield nthDraw(all, n);
    return;
  }
  const random = seededRandom(hashText(formula));
  const pick = (at: (count: number, i: number) => number) =>
    Object.fromEntries(all.map(([name, param], i) => [name, valueAt(param, at(valueCount(param), i))]));
  const corners = Math.min(2 ** all.length, mostDraws / 2);
  for (let n = 0; n < mostDraws; n++) {
    yield n < corners
      ? pick((count, i) => ((n >> i) & 1) * (count - 1))
      : pick((count) => Math.floor(random() * count));
  }
}

// Counts through the values as through the digits of a number.
function nthDraw(
  params: readonly (readonly [string, NumberSpec['params'][string]])[],
  n: number,
): Record<string, number> {
  let left = n;
  return Object.fromEntries(
    params.map(([name, param]) => {
      const count = valueCount(param);
      const value = valueAt(param, left % count);
      left = Math.floor(left / count);
      return [name, value];
    }),
  );
}
