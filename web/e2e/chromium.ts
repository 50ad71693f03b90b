import { type Browser, type BrowserServer, chromium } from 'playwright-core';

const quietFlags = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/** One that several processes share by its endpoint. */
export function launchChromium(): Promise<BrowserServer> {
  return chromium.launchServer({ executablePath: chromiumPath(), args: chromiumFlags() });
}

/** One that ends with this process. */
export function ownChromium(...flags: string[]): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: [...chromiumFlags(), ...flags] });
}

/** The launcher of the project looks for it, and says where it is. */
function chromiumPath(): string {
  const path = process.env.CHROME_PATH;
  if (!path) throw new Error('CHROME_PATH is not set: run this by ./magpie web e2e or ./magpie bench web');
  return path;
}

/** As root, as in a container, Chromium starts only without its sandbox. */
function chromiumFlags(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox', ...quietFlags] : quietFlags;
}
