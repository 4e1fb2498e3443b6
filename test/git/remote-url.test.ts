import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/bank/user-error.ts';
import { remoteUrl, shownUrl } from '../../src/git/remote-url.ts';

describe('the address of a remote', () => {
  test.each([
    'git@host:me/reviews.git',
    'host:reviews',
    '[::1]:reviews.git',
    'ssh://git@host:2222/me/reviews.git',
    'https://host/me/reviews.git',
    'file:///srv/reviews.git',
    '/srv/a:b/reviews.git',
    'alias:me/reviews',
  ])('%s stays as it is', (url) => {
    expect(remoteUrl(url)).toBe(url);
  });

  test('becomes absolute where it is a path', () => {
    expect(remoteUrl('../my reviews.git')).toBe(join(process.cwd(), '..', 'my reviews.git'));
  });

  test.each([
    '--upload-pack=touch /tmp/x',
    '-',
    '',
    '  ',
    'ext::sh -c touch% /tmp/x',
    'fd::17',
    'any::https://host/x',
    'ftp://host/x',
    'rsync://host/x',
    'git@host:me\n--option',
  ])('%j is refused', (url) => {
    expect(() => remoteUrl(url)).toThrow(UserError);
  });
});

test('no password or token is shown, and nothing that steers a terminal', () => {
  expect(shownUrl("fatal: 'https://ana:s3cret@host/x' and http://token@host: \u001b[31m")).toBe(
    "fatal: 'https://…@host/x' and http://…@host: ␛[31m",
  );
  expect(shownUrl('ssh://git@host/x')).toBe('ssh://git@host/x');
});
