import type { Page } from 'playwright-core';

/** The server does it, but the answer to the next such request is lost on the way. Says how often that happened. */
export async function loseAnswer(page: Page, method: string, path: RegExp): Promise<() => number> {
  let lost = 0;
  await page.route(path, async (route) => {
    if (route.request().method() !== method || lost > 0) return route.fallback();
    lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  return () => lost;
}

/** Nothing reaches the server until it is mended. */
export async function cut(page: Page): Promise<() => Promise<void>> {
  await page.route('**/v1/**', (route) => route.abort('internetdisconnected'));
  return () => page.unroute('**/v1/**');
}

/** Everything takes so long. */
export async function slowDown(page: Page, milliseconds: number): Promise<void> {
  await page.route('**/v1/**', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await route.fallback();
  });
}

/** A proxy answers in the server's place, with what is no JSON. */
export async function answerInstead(page: Page, method: string, path: RegExp, status: number): Promise<void> {
  await page.route(path, (route) =>
    route.request().method() === method
      ? route.fulfill({ status, contentType: 'text/html', body: '<h1>Bad gateway</h1>' })
      : route.fallback(),
  );
}
