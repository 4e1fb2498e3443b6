// A Prometheus of one's own, over blocks that promtool made.
import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

export interface Prometheus {
  /** The value of an expression that gives one series, at a time in Unix seconds. */
  readonly value: (expression: string, time: number) => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** Starts a server over a folder of blocks; nothing in them is too old for it. */
export async function startPrometheus(folder: string, blocks: string): Promise<Prometheus> {
  const config = join(folder, 'prometheus.yml');
  writeFileSync(config, 'scrape_configs: []\n');
  const address = `127.0.0.1:${await freePort()}`;
  const server = spawn(
    'prometheus',
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${blocks}`,
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=${address}`,
      '--log.level=error',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  await isReady(`http://${address}/-/ready`);
  return { value: (expression, time) => ask(address, expression, time), stop: () => end(server) };
}

async function isReady(url: string): Promise<void> {
  for (let i = 0; i < 300; i++) {
    const ok = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Prometheus did not start');
}

async function ask(address: string, query: string, time: number): Promise<number> {
  const url = `http://${address}/api/v1/query?${new URLSearchParams({ query, time: String(time) })}`;
  const { data } = (await (await fetch(url)).json()) as {
    data: { result: readonly { value: readonly [number, string] }[] };
  };
  if (data.result.length !== 1) throw new Error(`${data.result.length} series for ${query}`);
  return Number(data.result[0]?.value[1]);
}

const end = (server: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    server.on('exit', () => resolve());
    server.kill('SIGTERM');
  });
