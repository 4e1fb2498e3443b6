import { didYouMean } from '../bank/suggest.ts';
import { UserError } from '../bank/user-error.ts';
import type { Setting } from '../memory/record.ts';
import { type Settings, settingNames, settingSpecs } from '../memory/settings.ts';
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
    world.out(`${settings[known(name)]}\n`);
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
  const name = known(written);
  if (settingSpecs[name].parse(value) === undefined) {
    throw new UserError(
      `${name} takes ${settingSpecs[name].expected}, not "${value}"`,
      `Write hotseat config set ${name} ${settingSpecs[name].value}, say.`,
    );
  }
  await keepOne<Setting>(world, { type: 'setting', name, value });
  world.out(`${name} is ${value}.\n`);
  return 0;
}

function known(written: string): keyof Settings {
  const name = settingNames.find((candidate) => candidate.toLowerCase() === written.toLowerCase());
  if (name) return name;
  const meant = didYouMean(written, settingNames);
  throw new UserError(
    `there is no setting "${written}"`,
    `${meant ? `Did you mean "${meant}"? ` : ''}There is: ${settingNames.join(', ')}.`,
  );
}

function settingsText(settings: Settings): string {
  const width = Math.max(...settingNames.map((name) => name.length));
  return settingNames
    .map(
      (name) => `${name.padEnd(width)}  ${String(settings[name]).padEnd(6)}  ${settingSpecs[name].about}\n`,
    )
    .join('');
}
