import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The fonts that the build puts beside the program, or those of the package while it runs from its sources. */
export function loadFonts(root: string) {
  const built = join(root, 'dist', 'fonts');
  const folder = existsSync(built) ? built : join(root, 'node_modules', 'dejavu-fonts-ttf', 'ttf');
  const read = (name: string) => readFileSync(join(folder, `${name}.ttf`));
  return { folder, sans: read('DejaVuSans'), mono: read('DejaVuSansMono') };
}
