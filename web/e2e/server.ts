import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../../magpie', import.meta.url));
const readyWithin = 240_000; // the first start prepares the server's cache

/** Limits as strict people have them, but for what tests do more often: many people come from one address. */
const limits = ['user', 'address', 'posting', 'sign-in', 'registration', 'refusal'].flatMap((name) => [
  `--gateway.${name}-limit`,
  '100000',
]);

/** A real server: what `./magpie up` starts, on a free port and a folder of its own. */
export interface Server {
  readonly address: string;
  readonly pid: number;
  /** The folder of its data. */
  readonly data: string;
  /** Ends the process and keeps its data. */
  halt(): Promise<void>;
  /** Starts it again on the same data and at the same address. */
  resume(): Promise<void>;
  /** Ends it and forgets its data. */
  stop(): Promise<void>;
}

export async function startServer(flags: readonly string[] = limits): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'magpie-web-'));
  const port = await freePort();
  const address = `http://localhost:${port}`;
  const data = join(folder, 'data');
  const begin = () =>
    launch(['up', '--port', `${port}`, '--admin-port', '0', '--data', data, ...flags], join(folder, 'server.log'));
  let process = begin();
  const halt = () => end(process);
  const stop = async () => {
    await halt();
    await rm(folder, { recursive: true, force: true });
  };
  const ready = () => awaitReady(address, process, join(folder, 'server.log'));
  await ready().catch(async (problem: unknown) => {
    await stop();
    throw problem;
  });
  return {
    address,
    data,
    get pid() {
      return process.pid ?? 0;
    },
    halt,
    stop,
    async resume() {
      process = begin();
      await ready();
    },
  };
}

/** The launcher becomes the server: its process is the one to end. Settings of whoever runs the tests are left out. */
function launch(arguments_: readonly string[], log: string): ChildProcess {
  const theirs = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('MAGPIE_') || name === 'MAGPIE_JAVA_OPTS',
  );
  const child = spawn(launcher, arguments_, {
    env: { ...Object.fromEntries(theirs), MAGPIE_BUILD: 'off' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = createWriteStream(log, { flags: 'a' });
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  return child;
}

async function awaitReady(address: string, child: ChildProcess, log: string): Promise<void> {
  for (const until = Date.now() + readyWithin; Date.now() < until; await pause(50)) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${address}/health/ready`).catch(() => null);
    if (answer?.ok) return;
  }
  throw new Error(`The server did not become ready:\n${await readFile(log, 'utf8').catch(() => '')}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 45_000);
  await ended;
  clearTimeout(late);
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  listener.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
