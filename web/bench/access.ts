import { AxeBuilder } from '@axe-core/playwright';
import { type Theme, devices } from '../e2e/browser';
import { ownChromium } from '../e2e/chromium';
import { screens } from '../e2e/screens';
import { Visit } from '../e2e/visit';
import type { Figure } from './figures';
import type { Site } from './site';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on every screen that needs no town of its own, in both themes and three widths. */
export async function axeFindings(site: Site): Promise<Figure[]> {
  const town = { ana: site.reader.username, newcomer: site.reader.username, thread: await aThread(site), tag: 'birds' };
  let found = 0;
  for (const theme of ['light', 'dark'] as Theme[]) {
    for (const device of Object.keys(devices) as (keyof typeof devices)[]) {
      const signedIn = await Visit.begin({ theme, device });
      await signedIn.signIn(site.reader.username);
      const stranger = await Visit.begin({ theme, device });
      for (const screen of screens) {
        const visit = screen.reader === 'nobody' ? stranger : signedIn;
        await visit.go(screen.address(town));
        await visit.page.waitForLoadState('networkidle');
        const { violations } = await new AxeBuilder({ page: visit.page }).setLegacyMode().withTags(rules).analyze();
        found += violations.reduce((sum, violation) => sum + violation.nodes.length, 0);
      }
      await signedIn.end();
      await stranger.end();
    }
  }
  return [
    {
      name: `findings of axe on ${screens.length} screens, 2 themes, 3 widths`,
      value: found,
      unit: '',
      bound: 0,
      aim: 0,
    },
  ];
}

async function aThread(site: Site): Promise<string> {
  const post = await site.reader.author.post('The beginning of a thread #birds');
  await site.reader.person.post('An answer', post.id);
  return `/@${site.reader.author.username}/${post.id}`;
}

/** Lighthouse on what strangers see; the worst page counts. It needs a browser with a port. */
export async function lighthouseScores(site: Site): Promise<Figure[]> {
  const { default: lighthouse } = await import('lighthouse');
  const port = 9_000 + (process.pid % 900);
  const browser = await ownChromium(`--remote-debugging-port=${port}`);
  const scores = { accessibility: 100, 'best-practices': 100 };
  const missed = new Set<string>();
  try {
    for (const path of [
      '/',
      '/welcome',
      '/about',
      `/@${site.reader.author.username}`,
      await aThread(site),
      '/tags/birds',
    ]) {
      const result = await lighthouse(site.server.address + path, {
        port,
        onlyCategories: Object.keys(scores),
        logLevel: 'error',
      });
      for (const name of Object.keys(scores) as (keyof typeof scores)[]) {
        const category = result?.lhr.categories[name];
        scores[name] = Math.min(scores[name], Math.round((category?.score ?? 0) * 100));
        for (const { id, weight } of category?.auditRefs ?? []) {
          const score = result?.lhr.audits[id]?.score;
          if (weight > 0 && score !== null && score !== undefined && score < 1) missed.add(`${path} ${id}`);
        }
      }
    }
  } finally {
    await browser.close();
  }
  for (const one of missed) console.error(`  lighthouse: ${one}`);
  return Object.entries(scores).map(([name, value]) => {
    return { name: `Lighthouse, ${name}`, value, unit: '', bound: 100, aim: 100, score: true };
  });
}
