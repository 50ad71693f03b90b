import type { Browser, Page } from 'playwright-core';

/** What people hold in their hands. */
export const devices = {
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  tablet: { viewport: { width: 768, height: 1024 }, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 800 }, hasTouch: false, isMobile: false },
} as const;

export type Device = keyof typeof devices;
export type Language = 'en' | 'zh-Hans';
export type Theme = 'light' | 'dark';

export interface Setting {
  device?: Device;
  language?: Language;
  theme?: Theme;
  /** Without it a page is what the server wrote. */
  script?: boolean;
  /** With it the page works offline, and requests can no longer be tampered with. */
  serviceWorker?: boolean;
  address?: string;
}

const locales: Record<Language, string> = { en: 'en-GB', 'zh-Hans': 'zh-CN' };

/** Where the page is, and the Chromium that shows it. */
export const site: { address: string; browser: () => Promise<Browser> } = {
  address: '',
  browser: () => Promise.reject(new Error('nobody said where the page is')),
};

/** A person's own browser: nothing is shared with the others. Ends with the context of the page. */
export async function openBrowser(setting: Setting = {}): Promise<Page> {
  const browser = await site.browser();
  const context = await browser.newContext({
    ...devices[setting.device ?? 'desktop'],
    baseURL: setting.address ?? site.address,
    locale: locales[setting.language ?? 'en'],
    colorScheme: setting.theme ?? 'light',
    reducedMotion: 'reduce',
    javaScriptEnabled: setting.script ?? true,
    serviceWorkers: setting.serviceWorker ? 'allow' : 'block',
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  listen(page);
  return page;
}

/** Another tab of the same person. */
export async function openTab(page: Page): Promise<Page> {
  const tab = await page.context().newPage();
  listen(tab);
  return tab;
}

const heard = new WeakMap<Page, string[]>();

/** What went wrong in a page: errors nobody caught, and what the content security policy refused. */
export function complaints(page: Page): string[] {
  return heard.get(page) ?? [];
}

function listen(page: Page): void {
  const complaints: string[] = [];
  heard.set(page, complaints);
  page.on('pageerror', (error) => complaints.push(`${error.name}: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`a dialog of the browser: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) complaints.push(text);
  });
}
