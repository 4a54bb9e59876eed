import type { Page } from '@playwright/test';

/**
 * Waits until a page is whole and listens to keys. Pages of a program follow their record in a stream that never ends, so
 * that their network is never idle; they say themselves when they have heard from it.
 */
export const settled = async (page: Page): Promise<void> => {
  await page.waitForLoadState('load');
  const live = page.locator('.live');
  if ((await live.count()) === 0) return page.waitForLoadState('networkidle');
  await page.locator('.live[data-heard], .live.lost').first().waitFor({ state: 'attached' });
  await page.waitForTimeout(500);
};
