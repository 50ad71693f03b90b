// Makes docs/home.png, the picture of the README: node web/build/picture.mjs ADDRESS LOGIN PASSWORD, with an account that
// ./magpie up --demo printed.
import { chromium } from 'playwright-core';

const [address, login, password] = process.argv.slice(2);
if (password === undefined) throw new Error('arguments: ADDRESS LOGIN PASSWORD, as ./magpie up --demo prints them');

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 760 }, locale: 'en' });
await page.goto(address);
await page.getByRole('button', { name: 'Sign in', exact: true }).click();
await page.getByLabel('Name or email').fill(login);
await page.getByLabel('Password', { exact: true }).fill(password);
await page.getByRole('button', { name: 'Sign in', exact: true }).first().click();
await page.getByRole('feed').getByRole('article').nth(5).waitFor();
await page.mouse.move(0, 0);
await page.screenshot({ path: new URL('../../docs/home.png', import.meta.url).pathname });
await browser.close();
