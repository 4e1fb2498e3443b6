// Builds dist/: the program as lazy chunks, the small entry that answers `due`, and the shipped pack parsed.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, type Plugin, transform } from 'esbuild';
import { inAscii } from '../src/bank/ascii.ts';
import { stageItems } from '../src/bank/stage-items.ts';
import { indexDue } from '../src/memory/due-index.ts';
import { type BuiltPack, builtPackPath } from '../src/storage/bank.ts';
import { builtLibraryPath } from '../src/storage/library.ts';
import { libraryAt } from '../src/storage/library-files.ts';
import { loadPack } from '../src/storage/pack-files.ts';
import { shippedKey } from '../src/storage/pack-stamp.ts';
import { scenariosAt } from '../src/storage/scenario-files.ts';
import { builtScenariosPath } from '../src/storage/scenarios.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const finished = join(root, 'dist');
// Built beside it and then put in its place: a build that fails leaves the last good one.
const dist = join(root, `dist.${process.pid}`);
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

const pack = loadPack(root);
const library = libraryAt(root);
const { scenarios, problems: ofScenarios } = scenariosAt(root);
const problems = [...pack.problems, ...ofScenarios];
if (problems.some(({ severity }) => severity === 'error')) {
  for (const { file, line, column, message } of problems)
    console.error(`${file}:${line}:${column} ${message}`);
  throw new Error('the shipped pack has faults');
}
// What is derived holds for one state of the program, its libraries and its pack.
const hotseatBuild = `${version}-${hash([...sources(), JSON.stringify([pack.items, library, scenarios])])}`;
const items = [...pack.items, ...scenarios.flatMap(stageItems)];
const built: BuiltPack = { key: shippedKey(hotseatBuild), items };

mkdirSync(dist);
process.on('exit', () => rmSync(dist, { recursive: true, force: true }));
// Read twice as fast: a text beyond ASCII takes two bytes a character in memory.
writeFileSync(join(dist, basename(builtPackPath(root))), inAscii(JSON.stringify(built)));
writeFileSync(join(dist, basename(builtLibraryPath(root))), JSON.stringify(library));
writeFileSync(join(dist, basename(builtScenariosPath(root))), JSON.stringify(scenarios));

// What libraries load at their start and never use here: gray-matter js-yaml, and that esprima, though it is handed our
// own YAML engine (content/front-matter.ts); commander child_process, for commands that are programs of their own.
const unused: Plugin = {
  name: 'unused',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(js-yaml|node:child_process)$/ }, ({ path, importer }) =>
      /gray-matter|commander/.test(importer) ? { path, namespace: 'unused' } : undefined,
    );
    const contents =
      'const unused = () => { throw new Error("unused") }; module.exports = { safeLoad: unused, safeDump: unused, spawn: unused };';
    onLoad({ filter: /^/, namespace: 'unused' }, () => ({ contents }));
  },
};

const common = {
  bundle: true,
  write: false,
  plugins: [unused],
  // Native, and optional: loaded where it is installed.
  external: ['@open-spaced-repetition/binding'],
  platform: 'node',
  target: 'node20',
  metafile: true,
  minifyWhitespace: true,
  minifySyntax: true,
} satisfies BuildOptions;
// esbuild splits chunks of ES modules only, and Node starts CommonJS sooner: split first, then translate.
const main = await build({
  ...common,
  entryPoints: [join(root, 'src/main.ts')],
  outdir: dist,
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.cjs' },
  define: { HOTSEAT_VERSION: JSON.stringify(version), HOTSEAT_BUILD: JSON.stringify(hotseatBuild) },
});
const entry = await build({
  ...common,
  entryPoints: [join(root, 'src/entry.ts')],
  outfile: join(dist, 'entry.cjs'),
  format: 'cjs',
  external: [...common.external, './main.cjs'],
  define: {
    HOTSEAT_BUILD: JSON.stringify(hotseatBuild),
    BUILTIN_INDEX: JSON.stringify(indexDue(items, new Map())),
  },
});
for (const { path, text } of [...main.outputFiles, ...entry.outputFiles])
  writeFileSync(path, await asCommonJs(text));
const fonts = dirname(fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')));
mkdirSync(join(dist, 'fonts'));
for (const style of ['Sans', 'Sans-Bold', 'Sans-Oblique', 'Sans-BoldOblique', 'SansMono', 'SansMono-Bold'])
  copyFileSync(join(fonts, `DejaVu${style}.ttf`), join(dist, 'fonts', `DejaVu${style}.ttf`));
writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), licences([main.metafile, entry.metafile]));
rmSync(finished, { recursive: true, force: true });
renameSync(dist, finished);

async function asCommonJs(text: string): Promise<string> {
  const url = 'const moduleUrl=require("node:url").pathToFileURL(__filename).href;';
  const { code } = await transform(text, {
    format: 'cjs',
    platform: common.platform,
    target: common.target,
    minifyWhitespace: true,
    minifySyntax: true,
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'moduleUrl' },
    ...(text.includes('import.meta.url') ? { banner: url } : {}),
  });
  return code;
}

function sources(): string[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => join('src', file));
  return ['package-lock.json', ...files].map((file) => readFileSync(join(root, file), 'utf8'));
}

function hash(texts: readonly string[]): string {
  const sum = createHash('sha256');
  for (const text of texts) sum.update(text);
  return sum.digest('hex').slice(0, 12);
}

/** The licences of everything that is bundled, as they ask for. */
function licences(metafiles: Metafile[]): string {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = new Set(
    inputs.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return `${name} ${version} (${license})\n\n${licenceText(folder)}`;
    })
    .join(`\n${'-'.repeat(78)}\n\n`);
}

function licenceText(folder: string): string {
  for (const name of ['LICENSE', 'LICENSE.md', 'license', 'LICENCE', 'LICENSE.txt', 'license.md']) {
    try {
      return readFileSync(join(folder, name), 'utf8');
    } catch {
      // The next name.
    }
  }
  return '';
}
