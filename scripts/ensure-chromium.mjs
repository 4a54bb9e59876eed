// Prints the variables under which Playwright finds a browser here; npm test sets them by itself.
import { ensureChromium } from './setup/chromium.mjs';
import { plainly } from './setup/start.mjs';

plainly(async () => {
  for (const [name, value] of Object.entries(await ensureChromium())) console.log(`export ${name}='${value}'`);
  return 0;
});
