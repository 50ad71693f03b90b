import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { ownChromium } from '../e2e/chromium';
import { startServer } from '../e2e/server';
import { axeFindings, lighthouseScores } from './access';
import { type Figure, table, verdict } from './figures';
import { firstPost, scriptSize } from './loading';
import { heap, layoutShift, longestTask, placeKept } from './reading';
import { Site } from './site';
import { staticCost } from './static';
import { settle } from './town';

const help = `Measures the page in a real browser, against a server that it starts. docs/benchmarks.md says what each figure means.

  ./magpie bench web [--only NAME,…] [--repeat 5] [--seconds 60] [--json FILE|none]

Names: size, load, shift, scroll, heap, place, axe, lighthouse, static.
`;

type Measure = (site: Site, repeat: number, seconds: number) => Promise<Figure[]>;

const measures: Record<string, Measure> = {
  size: (site) => scriptSize(site),
  load: (site, repeat) => firstPost(site, repeat),
  shift: (site, _, seconds) => layoutShift(site, seconds),
  scroll: (site) => longestTask(site, 500),
  heap: (site) => heap(site, 2_000),
  place: (site) => placeKept(site),
  axe: (site) => axeFindings(site),
  lighthouse: (site) => lighthouseScores(site),
  static: (site, repeat) => staticCost(site, repeat),
};

/** Returns the exit code: 1 if anything failed or missed what it must reach, 2 for wrong flags. */
export async function run(argv: string[]): Promise<number> {
  const flags = read(argv);
  if (flags === undefined || flags.help) {
    (flags ? process.stdout : process.stderr).write(help);
    return flags ? 0 : 2;
  }
  const figures = await measure(flags.only, flags.repeat, flags.seconds);
  process.stdout.write(`\n${table(figures)}\n`);
  if (flags.json !== 'none') await keep(flags.json, figures);
  return figures.some((figure) => Number.isNaN(figure.value) || verdict(figure) === 'MISSED') ? 1 : 0;
}

function read(argv: string[]) {
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        only: { type: 'string', default: Object.keys(measures).join(',') },
        repeat: { type: 'string', default: '5' },
        seconds: { type: 'string', default: '60' },
        json: {
          type: 'string',
          default: `../bench/results/web-${new Date().toISOString().slice(0, 19).replace(/:/g, '')}.json`,
        },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const only = values.only.split(',');
    const wrong = only.filter((name) => !(name in measures));
    if (wrong.length > 0) throw new Error(`there is nothing named ${wrong.join(', ')} to measure`);
    return { ...values, only, repeat: Number(values.repeat), seconds: Number(values.seconds) };
  } catch (problem) {
    console.error(`magpie: ${(problem as Error).message}`);
    return undefined;
  }
}

async function measure(names: string[], repeat: number, seconds: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  console.error('starting a server and filling it …');
  const server = await startServer(['--limits', 'off']);
  const browser = await ownChromium();
  try {
    const site = await Site.open(server, browser, await settle(server));
    for (const name of names) {
      console.error(`measuring ${name} …`);
      figures.push(...(await attempt(name, () => measures[name]?.(site, repeat, seconds) ?? Promise.resolve([]))));
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  return figures;
}

/** What cannot be measured is a figure that nothing reaches: the others are worth knowing. */
async function attempt(name: string, measure: () => Promise<Figure[]>): Promise<Figure[]> {
  try {
    return await measure();
  } catch (problem) {
    console.error(`  ${name} failed: ${(problem as Error).message}`);
    return [{ name: `${name} (failed)`, value: NaN, unit: '' }];
  }
}

async function keep(file: string, figures: Figure[]): Promise<void> {
  const machine = { cores: cpus().length, model: cpus()[0]?.model, memory: totalmem(), node: process.version };
  const lines = figures.map((figure) => `  ${JSON.stringify(figure)}`).join(',\n');
  const head = { bench: 'web', commit: process.env.MAGPIE_COMMIT, machine };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `{"run": ${JSON.stringify(head)},\n"figures": [\n${lines}\n]}\n`);
  console.error(`kept in ${file}`);
}
