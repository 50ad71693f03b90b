import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { site } from '../e2e/browser';
import type { Server } from '../e2e/server';
import { Visit } from '../e2e/visit';
import type { Reader } from './town';

type State = Awaited<ReturnType<BrowserContext['storageState']>>;

/** The server, its town, and the browser, as every measurement needs them. */
export class Site {
  private constructor(
    readonly server: Server,
    readonly browser: Browser,
    readonly reader: Reader,
    private readonly state: State,
  ) {}

  static async open(server: Server, browser: Browser, reader: Reader): Promise<Site> {
    site.address = server.address;
    site.browser = () => Promise.resolve(browser);
    const visit = await Visit.begin();
    await visit.signIn(reader.username);
    const state = await visit.page.context().storageState();
    await visit.end();
    return new Site(server, browser, reader, state);
  }

  /** A browser in which the reader is signed in and nothing is cached: a phone. */
  async phone(): Promise<{ page: Page; cdp: CDPSession; close: () => Promise<void> }> {
    const context = await this.browser.newContext({
      baseURL: this.server.address,
      viewport: { width: 412, height: 823 },
      deviceScaleFactor: 1.75,
      hasTouch: true,
      locale: 'en-GB',
      serviceWorkers: 'block',
      storageState: this.state,
    });
    const page = await context.newPage();
    return { page, cdp: await context.newCDPSession(page), close: () => context.close() };
  }
}

export function slowCpu(cdp: CDPSession): Promise<unknown> {
  return cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

/** 1.6 Mbit/s, 150 ms. */
export async function slowNetwork(cdp: CDPSession): Promise<void> {
  await cdp.send('Network.enable');
  const bytes = 1_600_000 / 8;
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: bytes,
    uploadThroughput: bytes / 2,
  });
}

/** Scrolls the page's feed until so many different posts were in it. */
export async function scrollPast(page: Page, posts: number): Promise<void> {
  await page.evaluate(() => {
    const seen = new Set<string>();
    Reflect.set(window, 'seenPosts', seen);
    const note = () => {
      for (const link of document.querySelectorAll('article a[href*="/@"]')) {
        const address = link.getAttribute('href') ?? '';
        if (/\/@\w+\/\d+$/.test(address)) seen.add(address);
      }
    };
    new MutationObserver(note).observe(document.body, { childList: true, subtree: true });
    note();
  });
  let before = -1;
  for (let still = 0; still < 200;) {
    const seen = await page.evaluate(() => (Reflect.get(window, 'seenPosts') as Set<string>).size);
    if (seen >= posts) return;
    still = seen === before ? still + 1 : 0;
    before = seen;
    await page.mouse.wheel(0, 500);
    await page.waitForTimeout(30);
  }
  throw new Error(`scrolled past ${before} posts only (expected: ${posts})`);
}
