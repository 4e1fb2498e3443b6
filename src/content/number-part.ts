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

const nameFaults = ({ params = {}, steps = {} }: WrittenNumber): DataFault[] =>
  Object.keys(steps)
    .filter((name) => Object.hasOwn(params, name))
    .map((name) => ({
      path: ['number', 'steps', name],
      code: 'bad-value',
      message: `\`${name}\` is a parameter already`,
      mend: 'Use another name.',
    }));

/** A formula of a question: a named step, or, without a name, the result. */
interface Written {
  readonly path: readonly string[];
  readonly name?: string;
  readonly text: string;
}

const formulasOf = (spec: NumberSpec): Written[] => [
  ...Object.entries(spec.steps).map(([name, text]) => ({ path: ['number', 'steps', name], name, text })),
  { path: ['number', 'formula'], text: spec.formula },
];

// A draw that has no value would end a session, so draws are tried here: all of them, when they are few.
function computedFaults(spec: NumberSpec): DataFault[] {
  const computed: (Written & { readonly run: Formula })[] = [];
  for (const written of formulasOf(spec)) {
    try {
      computed.push({ ...written, run: parseFormula(written.text) });
    } catch (error) {
      return [formulaFault(error, written)];
    }
  }
  for (const values of draws(spec)) {
    for (const one of computed) {
      try {
        const value = one.run(values);
        if (one.name !== undefined) values[one.name] = value;
      } catch (error) {
        return [formulaFault(error, one, values)];
      }
    }
  }
  return [];
}

function formulaFault(
  error: unknown,
  { path, name, text }: Written,
  values: Readonly<Record<string, number>> = {},
): DataFault {
  if (!(error instanceof FormulaError)) throw error;
  const names = Object.keys(values);
  // What stands from this step on is of the draw before.
  const known = name !== undefined && names.includes(name) ? names.slice(0, names.indexOf(name)) : names;
  const drawn = known.slice(0, 8).map((known) => `${known} = ${values[known]}`);
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const place = error.offset > 0 ? ` at character ${error.offset + 1}` : '';
  return {
    path,
    code: 'bad-value',
    message: `\`${shown}\`: ${error.message}${place}${drawn.length > 0 ? ` (with ${drawn.join(', ')})` : ''}`,
    mend: `Formulas know the parameters, earlier steps, + - * / % ^, and ${functionNames.join(' ')}.`,
  };
}

/** How many draws are tried at most: beyond it the corners, and some between them. */
const mostDraws = 128;

// One object for all draws: what a step left in it is overwritten by the next draw's before it is read.
function* draws({ params, formula }: NumberSpec): Generator<Record<string, number>> {
  const all = Object.entries(params).map(([name, param]) => ({ name, param, count: valueCount(param) }));
  const total = all.reduce((product, { count }) => product * count, 1);
  const tries = Math.min(total, mostDraws);
  const corners = Math.min(2 ** all.length, mostDraws / 2);
  const random = seededRandom(hashText(formula));
  const values: Record<string, number> = {};
  for (let n = 0; n < tries; n++) {
    let left = n;
    all.forEach(({ name, param, count }, i) => {
      // Few draws are counted through, as the digits of a number are.
      const corner = ((n >> i) & 1) * (count - 1);
      const some = n < corners ? corner : Math.floor(random() * count);
      values[name] = valueAt(param, total <= mostDraws ? left % count : some);
      left = Math.floor(left / count);
    });
    yield values;
  }
}
