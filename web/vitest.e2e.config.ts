import { defineConfig } from 'vitest/config';

/** The tests in a browser. One file after the other: they share one server, one Chromium and two cores. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    globalSetup: 'e2e/setup.ts',
    setupFiles: 'e2e/arrive.ts',
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 180_000,
    reporters: ['default', 'junit'],
    outputFile: { junit: 'target/surefire-reports/TEST-browser.xml' },
  },
});
