import { expect, test } from 'vitest';
import { drillFormats } from '../../src/report/drill-formats.ts';
import { mixed } from './drill-builders.ts';

test.each(Object.entries(drillFormats))('%s ends with one line end and repeats itself', (_name, format) => {
  expect(format(mixed())).toMatch(/[^\n]\n$/);
  expect(format(mixed())).toBe(format(mixed()));
});
