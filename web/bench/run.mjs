// Runs the bench, which is TypeScript, by Vite: every Node that builds the page can do that.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const { module } = await runnerImport(main, { configFile: false, logLevel: 'error' });
process.exitCode = await module.run(process.argv.slice(2));
