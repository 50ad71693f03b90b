import type { TestProject } from 'vitest/node';
import { launchChromium } from './chromium';
import { startServer } from './server';
import { type Town, settle } from './town';

declare module 'vitest' {
  interface ProvidedContext {
    address: string;
    chromium: string;
    town: Town;
  }
}

/** One server and one Chromium for all files, and a small town of people who have written something. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const chromium = await launchChromium();
  const end = async () => {
    await chromium.close();
    await server.stop();
  };
  try {
    project.provide('address', server.address);
    project.provide('chromium', chromium.wsEndpoint());
    project.provide('town', await settle(server.address));
    return end;
  } catch (problem) {
    await end();
    throw problem;
  }
}
