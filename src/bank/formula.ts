/** What is wrong with a formula, and where (from 0). */
export class FormulaError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.name = 'FormulaError';
    this.offset = offset;
  }
}

type Values = Readonly<Record<string, number>>;

/** A formula that was read: computes its value from those of its names. */
export type Formula = (values: Values) => number;

interface Callable {
  readonly run: (...args: number[]) => number;
  /** How many values it takes, at most. */
  readonly most: number;
}

const ofOne = (run: (x: number) => number): Callable => ({ run, most: 1 });
const ofMany = (run: (...args: number[]) => number): Callable => ({ run, most: Number.POSITIVE_INFINITY });

const functions: Readonly<Record<string, Callable>> = {
  abs: ofOne(Math.abs),
  ceil: ofOne(Math.ceil),
  exp: ofOne(Math.exp),
  floor: ofOne(Math.floor),
  ln: ofOne(Math.log),
  log10: ofOne(Math.log10),
  log2: ofOne(Math.log2),
  max: ofMany(Math.max),
  min: ofMany(Math.min),
  round: { run: (x, digits = 0) => Math.round(x * power(10, digits)) / power(10, digits), most: 2 },
  sqrt: ofOne(Math.sqrt),
};

/** The functions that a formula can call: no value may have the name of one. */
export const functionNames: readonly string[] = Object.keys(functions);

/**
 * The value of an arithmetic formula: numbers, names, `+ - * / % ^`, parentheses, and the functions above.
 * It is all that a pack can ask the program to compute; there is nothing else that it could name.
 *
 * @throws FormulaError when it cannot be read, names an unknown value, or has no finite result.
 */
export const evaluate = (formula: string, values: Values): number => parseFormula(formula)(values);

/**
 * Reads a formula once, for values of many draws.
 *
 * @throws FormulaError when it cannot be read; the formula itself throws one for an unknown name, a division by
 * zero, or a result that is no finite number.
 */
export function parseFormula(formula: string): Formula {
  const reader = { tokens: tokensOf(formula), at: 0, end: formula.length };
  const whole = sum(reader);
  const rest = reader.tokens[reader.at];
  if (rest) throw new FormulaError(`unexpected \`${named(rest.text)}\``, rest.offset);
  return (values) => {
    const value = whole(values);
    if (!Number.isFinite(value)) throw new FormulaError('the result is no finite number', 0);
    return value;
  };
}

interface Token {
  readonly text: string;
  readonly offset: number;
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  readonly end: number;
}

// Nesting is bounded with it: a formula cannot recurse deeper than it has tokens.
const maxTokens = 500;
const oneToken = /\d+(?:\.\d+)?(?:e[+-]?\d+)?|[a-z_]\w*|[-+*/%^(),]/iy;

const named = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

function tokensOf(formula: string): Token[] {
  const tokens: Token[] = [];
  for (let at = skipBlanks(formula, 0); at < formula.length; at = skipBlanks(formula, oneToken.lastIndex)) {
    oneToken.lastIndex = at;
    const text = oneToken.exec(formula)?.[0];
    if (text === undefined) {
      throw new FormulaError(`unexpected \`${String.fromCodePoint(formula.codePointAt(at) ?? 0)}\``, at);
    }
    if (tokens.length === maxTokens) throw new FormulaError('the formula is too long', at);
    tokens.push({ text, offset: at });
  }
  return tokens;
}

function skipBlanks(formula: string, from: number): number {
  let at = from;
  while (/\s/.test(formula.charAt(at))) at++;
  return at;
}

function take(reader: Reader, ...wanted: string[]): Token | undefined {
  const token = reader.tokens[reader.at];
  if (token === undefined || !wanted.includes(token.text)) return undefined;
  reader.at++;
  return token;
}

function expect(reader: Reader, wanted: string): void {
  if (take(reader, wanted) === undefined) {
    throw new FormulaError(`expected \`${wanted}\``, reader.tokens[reader.at]?.offset ?? reader.end);
  }
}

function sum(reader: Reader): Formula {
  let value = product(reader);
  for (let sign = take(reader, '+', '-'); sign; sign = take(reader, '+', '-')) {
    const left = value;
    const right = product(reader);
    value = sign.text === '+' ? (v) => left(v) + right(v) : (v) => left(v) - right(v);
  }
  return value;
}

function product(reader: Reader): Formula {
  let value = signed(reader);
  for (let sign = take(reader, '*', '/', '%'); sign; sign = take(reader, '*', '/', '%')) {
    const left = value;
    const right = signed(reader);
    value = sign.text === '*' ? (v) => left(v) * right(v) : division(left, right, sign);
  }
  return value;
}

const division =
  (left: Formula, right: Formula, { text, offset }: Token): Formula =>
  (values) => {
    const divisor = right(values);
    if (divisor === 0) throw new FormulaError('division by zero', offset);
    return text === '/' ? left(values) / divisor : left(values) % divisor;
  };

function signed(reader: Reader): Formula {
  if (!take(reader, '-')) return raised(reader);
  const value = signed(reader);
  return (v) => -value(v);
}

function raised(reader: Reader): Formula {
  const base = atom(reader);
  if (!take(reader, '^')) return base;
  const exponent = signed(reader);
  return (v) => power(base(v), exponent(v));
}

// Whole exponents by squaring: Math.pow differs in its last bit between Node versions.
function power(base: number, exponent: number): number {
  if (!Number.isInteger(exponent)) return Math.exp(exponent * Math.log(base));
  let value = 1;
  let square = base;
  for (let left = Math.abs(exponent); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) value *= square;
    square *= square;
  }
  return exponent < 0 ? 1 / value : value;
}

function atom(reader: Reader): Formula {
  const token = reader.tokens[reader.at++];
  if (!token) throw new FormulaError('the formula ends too early', reader.end);
  const { text, offset } = token;
  if (text === '(') {
    const value = sum(reader);
    expect(reader, ')');
    return value;
  }
  if (/^\d/.test(text)) {
    const value = Number(text);
    return () => value;
  }
  if (Object.hasOwn(functions, text)) return call(reader, token);
  if (!/^\w/.test(text)) throw new FormulaError(`unexpected \`${text}\``, offset);
  return (values) => {
    const value = Object.hasOwn(values, text) ? values[text] : undefined;
    if (value === undefined) throw new FormulaError(`unknown name \`${named(text)}\``, offset);
    return value;
  };
}

function call(reader: Reader, { text, offset }: Token): Formula {
  const { run, most } = functions[text] as Callable;
  expect(reader, '(');
  const args = [sum(reader)];
  while (take(reader, ',')) args.push(sum(reader));
  expect(reader, ')');
  // `sqrt(1,000)` would be the root of one.
  if (args.length > most)
    throw new FormulaError(`${text} takes ${most === 1 ? 'one value' : `${most} values at most`}`, offset);
  return (values) => run(...args.map((arg) => arg(values)));
}
