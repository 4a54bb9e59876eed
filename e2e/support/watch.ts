import type { Page } from '@playwright/test';

/** What went wrong on a page, and the compressed bytes of script that it asked for. */
export type Watch = { problems: string[]; scripts: () => Promise<number> };

/** Begins to watch a page: console, uncaught errors, broken policies, failed and refused requests, weight of scripts. */
export const watch = (page: Page, expected: readonly number[] = []): Watch => {
  const problems: string[] = [];
  const sizes: Promise<number>[] = [];
  page.on('console', (message) => {
    const known = expected.some((status) => message.text().includes(`status of ${status}`));
    if (['error', 'warning'].includes(message.type()) && !known) problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => {
    // what was still being fetched ahead when the page was left
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') {
      problems.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
    }
  });
  page.on('response', (response) => {
    const status = response.status();
    if (status >= 400 && !expected.includes(status)) problems.push(`${status}: ${response.url()}`);
    if (response.request().resourceType() !== 'script') return;
    sizes.push(
      response
        .request()
        .sizes()
        .then(({ responseBodySize }) => responseBodySize)
        .catch(() => 0),
    );
  });
  return { problems, scripts: async () => (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) };
};

/**
 * Has a page load everything anew. What the browser kept from another page weighs nothing, so that only the first page
 * of a browser would be weighed.
 */
export const withoutCache = async (page: Page): Promise<void> => {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
};
