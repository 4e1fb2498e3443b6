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
import { loadProgress } from '../storage/progress.ts';
import { keepOne } from './mend.ts';
import type { ExitCode, World } from './world.ts';

/** `hotseat config`: shows the settings; `get KEY` and `set KEY VALUE` one of them. */
export async function config(
  world: World,
  words: readonly string[],
  options: { json?: boolean },
): Promise<ExitCode> {
  const [verb, name, value, ...rest] = words;
  if (verb === 'set' && name !== undefined && value !== undefined && rest.length === 0)
    return set(world, name, value);
  const { settings } = loadProgress(world.home);
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
  const { settings } = loadProgress(world.home);
  const next = withSetting(settings, key, value);
  if (!next) {
    throw new UserError(
      `${key.name} takes ${settingExpected(key)}, not "${value}"`,
      `Write hotseat config set ${key.name} ${settingText(settings, key)}, say.`,
    );
  }
  await keepOne<Setting>(world, { type: 'setting', name: key.name, value });
  world.out(`${key.name} is ${settingText(next, key)}.\n`);
  return 0;
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
  const width = Math.max(...[...settingNames, ...groups].map((name) => name.length));
  const row = (name: string, about: string) =>
    `${name.padEnd(width)}  ${settingText(settings, known(name)).padEnd(10)}  ${about}\n`;
  return [
    ...settingNames.map((name) => row(name, settingSpecs[name].about)),
    ...groups.map((name) => row(name, 'in the place of retention')),
  ].join('');
}
