import { readFile } from 'node:fs/promises';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { type Figure, median } from './figures';
import { type Site, slowCpu, slowNetwork } from './site';

const built = fileURLToPath(new URL('../../target/dist/web', import.meta.url));

/** The script that a reader must have before the first post is seen. */
export async function scriptSize(site: Site): Promise<Figure[]> {
  const { page, close } = await site.phone();
  const scripts = new Set<string>();
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.add(new URL(request.url()).pathname);
  });
  await page.goto(site.server.address);
  await page.getByRole('article').first().waitFor();
  const needed = [...scripts];
  await close();
  const files = await Promise.all(needed.map((path) => readFile(built + path)));
  const sum = (sizes: number[]) => sizes.reduce((all, one) => all + one, 0) / 1000;
  const brotli = (file: Buffer) => brotliCompressSync(file, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  return [
    {
      name: 'script to first post, Brotli',
      value: sum(files.map((file) => brotli(file).length)),
      unit: 'kB',
      bound: 110,
      aim: 70,
    },
    {
      name: 'script to first post, gzip',
      value: sum(files.map((file) => gzipSync(file, { level: 9 }).length)),
      unit: 'kB',
      bound: 110,
      aim: 70,
    },
  ];
}

/** From navigation until the first post of the signed-in home is painted: with nothing cached, and again. */
export async function firstPost(site: Site, repeat: number): Promise<Figure[]> {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round < repeat; round++) {
    const { page, cdp, close } = await site.phone();
    await page.addInitScript(noteFirstPost);
    await slowNetwork(cdp);
    await slowCpu(cdp);
    cold.push(await painted(page, site.server.address));
    await page.goto('about:blank');
    warm.push(await painted(page, site.server.address));
    await close();
  }
  return [
    { name: 'first post painted, cold', value: median(cold), unit: 'ms', bound: 3_500, aim: 2_000, values: cold },
    { name: 'first post painted, warm', value: median(warm), unit: 'ms', bound: 1_500, aim: 800, values: warm },
  ];
}

async function painted(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' });
  const time = await page.waitForFunction(() => Reflect.get(window, 'firstPost') as number | undefined, undefined, {
    timeout: 60_000,
  });
  await page.waitForLoadState('networkidle');
  return (await time.jsonValue()) ?? NaN;
}

/** Runs in the page. A frame that begins after the post was laid out has painted it. */
function noteFirstPost(): void {
  const look = () => {
    const post = document.querySelector('[role="feed"] article');
    if (post === null || post.getBoundingClientRect().height === 0) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => Reflect.set(window, 'firstPost', performance.now());
      channel.port2.postMessage(null);
    });
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
}
