import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Figure, median } from './figures';
import type { Site } from './site';

const built = fileURLToPath(new URL('../../target/dist/web', import.meta.url));
const connections = 8;
const tickMicros = 10_000; // USER_HZ is 100 on every Linux that Node runs on

/** What a static file costs the server's processor, beside nginx with the same compressed files. Linux alone has it. */
export async function staticCost(site: Site, repeat: number): Promise<Figure[]> {
  if (process.platform !== 'linux') return [];
  const path = await script();
  await load(new URL(path, site.server.address), 5_000); // compiled by then
  const nginx = await startNginx();
  try {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < repeat; round++) {
      ours.push(await cost(new URL(path, site.server.address), () => cpu([site.server.pid])));
      if (nginx) theirs.push(await cost(new URL(path, nginx.address), async () => cpu(await nginx.workers())));
    }
    const figures: Figure[] = [{ name: 'static file: server CPU', value: median(ours), unit: 'µs', values: ours }];
    if (!nginx) return figures;
    return [
      ...figures,
      { name: 'static file: CPU of nginx', value: median(theirs), unit: 'µs', values: theirs },
      { name: 'static file: beside nginx', value: median(ours) / median(theirs), unit: '', bound: 2, aim: 1.3 },
    ];
  } finally {
    await nginx?.stop();
  }
}

/** The largest script, which everybody fetches. */
async function script(): Promise<string> {
  const assets = (await readdir(join(built, 'assets'))).filter((name) => name.endsWith('.js'));
  const sizes = await Promise.all(assets.map(async (name) => (await readFile(join(built, 'assets', name))).length));
  return `/assets/${assets[sizes.indexOf(Math.max(...sizes))]}`;
}

async function cost(url: URL, spent: () => Promise<number>): Promise<number> {
  const before = await spent();
  const requests = await load(url, 4_000);
  return ((await spent()) - before) / requests;
}

/** As many requests as connections that wait for their answers can make; returns how many were answered. */
async function load(url: URL, milliseconds: number): Promise<number> {
  const until = Date.now() + milliseconds;
  const head = `GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nAccept-Encoding: gzip\r\n\r\n`;
  const counts = await Promise.all(Array.from({ length: connections }, () => ask(url, head, until)));
  return counts.reduce((all, one) => all + one, 0);
}

/** Reads the length from the first answer: all answers are the same. */
async function ask(url: URL, head: string, until: number): Promise<number> {
  const socket = connect(Number(url.port), '127.0.0.1').setNoDelay(true);
  await once(socket, 'connect');
  let answered = 0;
  let length = 0;
  let read = 0;
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => resolve(answered));
    socket.on('data', (bytes: Buffer) => {
      length ||= lengthOf(bytes);
      read += bytes.length;
      if (read < length) return;
      read = 0;
      answered += 1;
      if (Date.now() < until) socket.write(head);
      else socket.end();
    });
    socket.write(head);
  });
}

function lengthOf(answer: Buffer): number {
  const head = answer.toString('latin1', 0, answer.indexOf('\r\n\r\n') + 4);
  const body = /^content-length: (\d+)/im.exec(head)?.[1];
  if (!head.startsWith('HTTP/1.1 200') || !/^content-encoding: gzip/im.test(head) || body === undefined)
    throw new Error(head);
  return head.length + Number(body);
}

/** User and system time of processes, in microseconds. */
async function cpu(pids: readonly number[]): Promise<number> {
  const times = pids.map(async (pid) => {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMicros;
  });
  return (await Promise.all(times)).reduce((all, one) => all + one, 0);
}

interface Nginx {
  address: string;
  workers(): Promise<number[]>;
  stop(): Promise<void>;
}

/** Debian's, if it is there: with its defaults, one worker, and the files that were compressed by the build. */
async function startNginx(): Promise<Nginx | undefined> {
  if (spawnSync('nginx', ['-v']).status !== 0) {
    console.error('  no nginx here to compare with (Debian: apt-get install nginx-light)');
    return undefined;
  }
  const folder = await mkdtemp(join(tmpdir(), 'magpie-nginx-'));
  const port = await freePort();
  await writeFile(join(folder, 'nginx.conf'), configuration(folder, port));
  const nginx = spawn('nginx', ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'], {
    stdio: 'inherit',
  });
  await accepting(port, nginx);
  return {
    address: `http://localhost:${port}`,
    async workers() {
      const children = await readFile(`/proc/${nginx.pid}/task/${nginx.pid}/children`, 'utf8');
      return children.trim().split(' ').map(Number);
    },
    async stop() {
      const ended = once(nginx, 'exit');
      nginx.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configuration(folder: string, port: number): string {
  return `${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
pid ${folder}/pid;
events {}
http {
  types { text/javascript js; }
  access_log off;
  sendfile on;
  keepalive_requests 1000000;
  client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder};
  uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  server {
    listen 127.0.0.1:${port};
    root ${built};
    gzip_static on;
    location /assets/ { add_header Cache-Control "public, max-age=31536000, immutable"; }
  }
}
`;
}

async function accepting(port: number, nginx: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100 && nginx.exitCode === null; tries++) {
    const socket = connect(port, '127.0.0.1');
    const here = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (here) return;
    await pause(50);
  }
  throw new Error('nginx did not start');
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  listener.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
