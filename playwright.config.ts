import { defineConfig } from '@playwright/test';

const port = 4310;

// No request leaves the machine, whatever a page or the browser itself would like to load.
const args = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--metrics-recording-only',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 2,
  projects: [
    // journeys change the same installation, one after another
    { name: 'journeys', testMatch: '{journeys,faults}/**/*.spec.ts', workers: 1 },
    // looking changes nothing
    { name: 'pages', testMatch: 'pages.spec.ts', fullyParallel: true },
  ],
  retries: 0,
  timeout: 60_000,
  // a page that shows itself again waits for a busy machine
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}`,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(process.env.PLAYWRIGHT_CHROMIUM_PATH && { executablePath: process.env.PLAYWRIGHT_CHROMIUM_PATH }),
      chromiumSandbox: process.getuid?.() !== 0,
      args,
    },
  },
  webServer: {
    command: `node scripts/demo.mjs --port ${port} --data ${process.env.LOCKGATE_E2E_DATA ?? '.lockgate/e2e'}`,
    url: `http://localhost:${port}/readyz`,
    reuseExistingServer: process.env.LOCKGATE_E2E_DATA === undefined,
    // cold: builds the pages and loads the demo's history first
    timeout: 300_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
  },
});
