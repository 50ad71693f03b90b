// Draws public/icons from favicon.svg, for systems that take no SVG: run by hand when the bird changes.
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const folder = new URL('../public/', import.meta.url);
const bird = await readFile(new URL('favicon.svg', folder), 'utf8');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const size of [180, 192, 512]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  // A mask may cut a tenth of every side, so the ground goes to the edges.
  const square = bird
    .replace('rx="11"', 'rx="0"')
    .replace('<svg ', `<svg width="${size}" height="${size}" style="display:block" `);
  await page.setContent(`<body style="margin:0">${square}`);
  await page.screenshot({ path: new URL(`icons/${size}.png`, folder).pathname });
  await page.close();
}
await browser.close();
