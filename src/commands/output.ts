import { UserError } from '../bank/user-error.ts';
import { writeFileAtomically, writeToDevice } from '../storage/atomic-write.ts';

/** Writes a file that the user named; a name that cannot be written is the user's to mend. */
export function saveTo(output: string, content: string | Uint8Array): void {
  try {
    // A rename would put a file in the place of `/dev/null` or a named pipe.
    if (!writeToDevice(output, content)) writeFileAtomically(output, content);
  } catch (error) {
    throw new UserError(
      `${output} could not be written: ${(error as Error).message}`,
      'Name a file in a folder that you may write to.',
    );
  }
}

/** The format that the name of an output says, where it says one: `progress.html`. */
export function formatByName<Name extends string>(
  output: string | undefined,
  names: readonly Name[],
): Name | undefined {
  const ending = /\.([a-z]+)$/i.exec(output ?? '')?.[1]?.toLowerCase() ?? '';
  const format = { htm: 'html', md: 'markdown', txt: 'text' }[ending] ?? ending;
  return names.find((name) => name === format);
}
