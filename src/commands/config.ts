import type { Item } from '../bank/item.ts';
import { didYouMean } from '../bank/suggest.ts';
import { UserError } from '../bank/user-error.ts';
import type { Setting } from '../memory/record.ts';
import {
  type SettingKey,
  type Settings,
  settingExpected,
  settingKey,
  settingNames,
  settingSpecs,
  settingText,
  withSetting,
} from '../memory/settings.ts';
import { loadSettings } from '../storage/progress.ts';
import { keepOne } from './mend.ts';
import { loadAll } from './practice-bank.ts';
import type { ExitCode, World } from './world.ts';

/** `hotseat config`: shows the settings; `get KEY` and `set KEY VALUE` one of them. */
export async function config(
  world: World,
  words: readonly string[],
  options: { json?: boolean },
): Promise<ExitCode> {
  const [verb, name, value, ...rest] = words;
  // Several steps are several words.
  if (verb === 'set' && name !== undefined && value !== undefined)
    return set(world, name, [value, ...rest].join(' '));
  const settings = loadSettings(world.home);
  if (verb === 'get' && name !== undefined && value === undefined) {
    world.out(`${settingText(settings, known(name))}\n`);
    return 0;
  }
  if (verb !== undefined) {
    throw new UserError(
      `\`config ${words.join(' ')}\` is not understood`,
      'Write `hotseat config`, `hotseat config get KEY`, or `hotseat config set KEY VALUE`.',
    );
  }
  world.out(options.json ? `${JSON.stringify(settings)}\n` : settingsText(settings));
  return 0;
}

async function set(world: World, written: string, value: string): Promise<ExitCode> {
  const key = known(written);
  const settings = loadSettings(world.home);
  const next = withSetting(settings, key, value);
  if (!next) {
    throw new UserError(
      `${key.name} takes ${settingExpected(key)}, not "${value}"`,
      `Write hotseat config set ${key.name} ${settingText(settings, key)}, say.`,
    );
  }
  keepOne<Setting>(world, { type: 'setting', name: key.name, value });
  world.out(`${key.name} is ${settingText(next, key)}.\n`);
  await sayUnknown(world, key, value);
  return 0;
}

const namesOf: Readonly<Record<string, (item: Item) => readonly string[]>> = {
  category: ({ category }) => [category],
  tag: ({ tags }) => tags,
  career: ({ careers }) => careers,
};

// Another device, or another day, may have the packs that have the name: it is kept all the same.
async function sayUnknown(world: World, key: SettingKey, value: string): Promise<void> {
  const [what = '', ...name] = 'group' in key ? key.group.split('.') : [key.name, value];
  const namesIn = value === 'none' ? undefined : namesOf[what];
  if (!namesIn) return;
  const names = [...new Set((await loadAll(world)).items.flatMap(namesIn))];
  const written = name.join('.');
  if (names.some((one) => one.toLowerCase() === written.toLowerCase())) return;
  const meant = didYouMean(written, names);
  world.note(`No question has the ${what} "${written}" now.${meant ? ` Did you mean "${meant}"?` : ''}`);
}

function known(written: string): SettingKey {
  const key = settingKey(written);
  if (key) return key;
  const meant = didYouMean(written, settingNames);
  throw new UserError(
    `there is no setting "${written}"`,
    `${meant ? `Did you mean "${meant}"? ` : ''}There is: ${settingNames.join(', ')}, retention.category.NAME, retention.tag.NAME.`,
  );
}

function settingsText(settings: Settings): string {
  const groups = Object.keys(settings.retentionOf).map((group) => `retention.${group}`);
  const rows = (names: readonly string[], aboutOf: (name: string) => string) => {
    const width = Math.max(...names.map((name) => name.length));
    return names.map((name) => row(name.padEnd(width), settingText(settings, known(name)), aboutOf(name)));
  };
  return [
    ...rows(settingNames, (name) => settingSpecs[name as keyof typeof settingSpecs].about),
    ...rows(groups, () => 'in the place of retention'),
  ].join('');
}

// What it is for goes under a long value.
function row(name: string, value: string, about: string): string {
  const head = `${name}  ${value.padEnd(10)}  `;
  const fits = head.length + about.length <= 80;
  return fits ? `${head}${about}\n` : `${head.trimEnd()}\n${' '.repeat(name.length + 2)}${about}\n`;
}
