import { hashText } from '../bank/random.ts';

// Not by node:zlib: `due` reads such a file before anything else is loaded, and that alone would cost 3 ms.
const sumOf = (body: string): string => hashText(body).toString(16).padStart(8, '0');
const tail = ',"sum":"00000000"}\n'.length;

/** Data as JSON that ends in a checksum of all that stands before it. */
export function sealed(data: object): string {
  const body = JSON.stringify(data).slice(0, -1);
  return `${body},"sum":"${sumOf(body)}"}\n`;
}

/** Whether a text is whole, as `sealed` made it. */
export const isWhole = (text: string): boolean => text.slice(-11, -3) === sumOf(text.slice(0, -tail));
