import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Device, type Theme, complaints, devices } from './browser';
import { type Screen, screens } from './screens';
import { Visit } from './visit';

const shots = fileURLToPath(new URL('../target/shots/', import.meta.url));
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const looks = (['light', 'dark'] as Theme[]).flatMap((theme) =>
  (Object.keys(devices) as Device[]).map((device): [Theme, Device] => [theme, device]),
);

/** Every screen in both themes and three widths: a picture of it, and what a person or a machine finds wrong with it. */
describe.each(looks)('in %s on a %s', (theme, device) => {
  const visits = new Map<Screen['reader'], Visit>();

  beforeAll(async () => {
    for (const reader of ['ana', 'newcomer', 'nobody'] as const) {
      const visit = await Visit.begin({ theme, device });
      if (reader !== 'nobody') await visit.signIn(inject('town')[reader]);
      visits.set(reader, visit);
    }
  });

  afterAll(async () => {
    await Promise.all([...visits.values()].map((visit) => visit.end()));
  });

  test.each(screens)('$name', async (screen) => {
    const visit = visits.get(screen.reader);
    if (visit === undefined) throw new Error('nobody is there');
    await visit.go(screen.address(inject('town')));
    await visit.page.locator('h1').first().waitFor({ state: 'attached' });
    await atRest(visit.page);
    await screen.then?.(visit);
    await visit.page.screenshot({ path: `${shots}${screen.name}-${device}-${theme}.png` });
    if (examined(theme, device)) expect(await findings(visit.page)).toEqual([]);
    expect(await widerThanThePage(visit.page)).toEqual([]);
    if (device === 'phone') expect(await tooSmallForAThumb(visit.page)).toEqual([]);
    expect(complaints(visit.page)).toEqual([]);
  });
});

/** Each theme at one width: axe takes longer than all else, and ./magpie bench web looks at every look. */
function examined(theme: Theme, device: Device): boolean {
  return device === (theme === 'light' ? 'phone' : 'desktop');
}

/** Nothing is being fetched or drawn any more: no skeleton, no busy list. */
async function atRest(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await page.evaluate(() => document.fonts.ready);
}

async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode() // there are no frames, and it needs no second page
    .options({ runOnly: rules, resultTypes: ['violations'] })
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** What makes a page scroll sideways. */
function widerThanThePage(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class')}`)
      .slice(0, 5);
  });
}

/** Buttons, and links that are no words in a text, of less than 44 px. */
function tooSmallForAThumb(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, [role="button"], nav a, input, select, textarea')]
      .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .map((element) => ({ element, box: (element.closest('label') ?? element).getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && (box.width < 43.5 || box.height < 43.5))
      .map(({ element, box }) => {
        const name = element.getAttribute('aria-label') ?? element.textContent;
        return `${element.tagName.toLowerCase()} "${name.trim()}" ${box.width.toFixed(0)}x${box.height.toFixed(0)}`;
      }),
  );
}
