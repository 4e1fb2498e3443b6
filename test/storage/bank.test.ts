import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/bank/user-error.ts';
import { builtPackPath, loadBank } from '../../src/storage/bank.ts';
import { item } from '../builders.ts';
import { folderWith, put } from './builders.ts';

const pack = (id: string, question: string) =>
  folderWith({
    'pack.yaml': `id: ${id}\n`,
    'a.md': `---\ncategory: C\n---\n\n## T {#${question}}\n\nP\n\n### Answer\n\nA\n`,
  });
const named = async (root: string, packs: string[]) =>
  (await loadBank(root, packs)).items.map((one) => `${one.pack}/${one.id}`);

describe('the bank', () => {
  test('is the pack that ships, as it was built, where no pack is named', async () => {
    const root = folderWith({});
    put(builtPackPath(root), JSON.stringify({ key: 'builtin@1', items: [item('shipped')] }));
    expect(await loadBank(root, [])).toEqual({ items: [item('shipped')], problems: [], key: 'builtin@1' });
  });

  test.each(['', '{"items": ['])('is that pack’s own files where the built one is %j', async (built) => {
    const root = pack('builtin', 'source');
    put(builtPackPath(root), built);
    expect(await named(root, [])).toEqual(['builtin/source']);
  });

  test('is that pack’s own files before anything was built', async () => {
    expect(await named(pack('builtin', 'source'), [])).toEqual(['builtin/source']);
  });

  test('is the named packs alone, in their order; builtin can be named beside them', async () => {
    const root = pack('builtin', 'shipped');
    const [one, two] = [pack('one', 'x'), pack('two', 'x')];
    expect(await named(root, [two, one])).toEqual(['two/x', 'one/x']);
    expect(await named(root, [one, 'builtin'])).toEqual(['one/x', 'builtin/shipped']);
  });

  test('has the faults of all its packs', async () => {
    const broken = folderWith({ 'b.md': 'nothing' });
    const { items, problems } = await loadBank('none', [broken, pack('one', 'x')]);
    expect(items).toHaveLength(1);
    expect(problems).toMatchObject([{ file: join(broken, 'b.md'), code: 'no-questions' }]);
  });

  test('cannot hold two packs of one id, since progress is kept under it', async () => {
    const [one, two] = [pack('same', 'x'), pack('same', 'y')];
    await expect(loadBank('none', [one, two])).rejects.toThrow(UserError);
    await expect(loadBank('none', [one, two])).rejects.toThrow(
      `the packs ${one} and ${two} have the same id "same"`,
    );
  });

  test('cannot be had of a pack that is not there', async () => {
    await expect(loadBank('none', ['/none/such'])).rejects.toThrow(UserError);
  });
});
