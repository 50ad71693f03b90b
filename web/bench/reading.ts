import type { Page } from 'playwright-core';
import type { Figure } from './figures';
import { type Site, scrollPast, slowCpu } from './site';

/** What moved without being asked to, in a minute of reading, opening, going back, liking and writing. */
export async function layoutShift(site: Site, seconds: number): Promise<Figure[]> {
  const { page, close } = await site.phone();
  await page.addInitScript(() => {
    const state = { shift: 0 };
    Reflect.set(window, 'shifts', state);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[]) {
        if (!entry.hadRecentInput) state.shift += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  let before = 0; // of documents that were left
  await page.goto('/');
  for (const until = Date.now() + seconds * 1000; Date.now() < until;) {
    await feed(page).first().waitFor();
    await scrollBy(page, 2_000);
    await feed(page)
      .nth(2)
      .getByRole('button', { name: /^(Like|Unlike)$/ })
      .click();
    await site.reader.author.post(`New at ${Date.now()}`);
    await openPost(page);
    await page.goBack();
    await page.getByRole('link', { name: 'Profile', exact: true }).filter({ visible: true }).first().click();
    await page.waitForTimeout(1_000);
    before += await shifted(page);
    await page.goto('/tags/birds');
    await page.getByRole('article').first().waitFor();
    await scrollBy(page, 1_000);
    before += await shifted(page);
    await page.goto('/');
  }
  const value = before + (await shifted(page));
  await close();
  return [{ name: `layout shift in ${seconds} s of use, all added up`, value, unit: '', bound: 0.05, aim: 0.01 }];
}

/** The longest that the page did not listen, by the browser's own trace. */
export async function longestTask(site: Site, posts: number): Promise<Figure[]> {
  const { page, cdp, close } = await site.phone();
  await page.goto('/');
  await feed(page).first().waitFor();
  await page.waitForLoadState('networkidle');
  await slowCpu(cdp);
  await site.browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] });
  await scrollPast(page, posts);
  const trace = JSON.parse((await site.browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  await close();
  const longest = mainThread(trace.traceEvents)
    .filter((event) => event.name === 'RunTask' || event.name.endsWith('ThreadControllerImpl::RunTask'))
    .reduce((most, event) => Math.max(most, event.dur ?? 0), 0);
  return [{ name: `longest task, ${posts} posts scrolled`, value: longest / 1000, unit: 'ms', bound: 100, aim: 50 }];
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  dur?: number;
  args?: { name?: string; data?: { url?: string } };
}

/** The one on which most was laid out: other renderers are idle. */
function mainThread(events: TraceEvent[]): TraceEvent[] {
  const work = new Map<string, number>();
  const key = (event: TraceEvent) => `${event.pid}:${event.tid}`;
  const main = new Set(
    events.filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain').map(key),
  );
  for (const event of events.filter((one) => main.has(key(one)))) {
    work.set(key(event), (work.get(key(event)) ?? 0) + (event.dur ?? 0));
  }
  const [busiest] = [...work].sort((a, b) => b[1] - a[1])[0] ?? [];
  return events.filter((event) => key(event) === busiest);
}

/** What the page keeps after a long way down. */
export async function heap(site: Site, posts: number): Promise<Figure[]> {
  const { page, cdp, close } = await site.phone();
  await page.goto('/');
  await feed(page).first().waitFor();
  await scrollPast(page, posts);
  await cdp.send('HeapProfiler.enable');
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('Performance.enable');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const used = metrics.find((metric) => metric.name === 'JSHeapUsedSize')?.value ?? NaN;
  await close();
  return [{ name: `JavaScript heap after ${posts} posts`, value: used / 1e6, unit: 'MB', bound: 100, aim: 60 }];
}

/** How far the post that one read has moved on the screen. */
export async function placeKept(site: Site): Promise<Figure[]> {
  const { page, close } = await site.phone();
  const back: number[] = [];
  const reload: number[] = [];
  for (const y of [1_500, 4_000, 9_000]) {
    await page.goto('/');
    await feed(page).first().waitFor();
    await scrollBy(page, y);
    const before = await place(page);
    await openPost(page, before.address);
    await page.goBack();
    back.push(Math.abs((await placeOf(page, before.address)) - before.top));
    const now = await place(page);
    await page.reload();
    reload.push(Math.abs((await placeOf(page, now.address)) - now.top));
  }
  await close();
  return [
    { name: 'place after a post and back', value: Math.max(...back), unit: 'px', bound: 2, aim: 0, values: back },
    { name: 'place after a reload', value: Math.max(...reload), unit: 'px', bound: 2, aim: 0, values: reload },
  ];
}

function feed(page: Page) {
  return page.getByRole('feed').getByRole('article');
}

async function scrollBy(page: Page, y: number): Promise<void> {
  for (let at = 0; at < y; at += 250) {
    await page.mouse.wheel(0, 250);
    await page.waitForTimeout(30);
  }
  await page.waitForTimeout(600);
}

/** By its time, which is the link to it. */
async function openPost(page: Page, address?: string): Promise<void> {
  const seen = address ?? (await place(page)).address;
  await page.locator(`article a[href$="${seen}"]`).first().click();
  await page.waitForURL(`**${seen}`);
  await page.getByRole('article').first().waitFor();
  await page.waitForTimeout(300);
}

function place(page: Page): Promise<{ address: string; top: number }> {
  return page.evaluate(() => {
    for (const article of document.querySelectorAll('article')) {
      const links = [...article.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '');
      const address = links.find((link) => /\/@\w+\/\d+$/.test(link));
      const { top } = article.getBoundingClientRect();
      if (top > 80 && address !== undefined) return { address, top };
    }
    throw new Error('no post is seen');
  });
}

/** Where that post is once the page has come to rest; far away if it is not there at all. */
async function placeOf(page: Page, address: string): Promise<number> {
  await page.getByRole('feed').waitFor();
  await page.waitForTimeout(1_500);
  const link = page.locator(`article a[href$="${address}"]`).first();
  if ((await link.count()) === 0) return 100_000;
  return link.evaluate((element) => element.closest('article')?.getBoundingClientRect().top ?? 100_000);
}

function shifted(page: Page): Promise<number> {
  return page.evaluate(() => (Reflect.get(window, 'shifts') as { shift: number }).shift);
}
