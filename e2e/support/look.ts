import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const folder = join('test-results', 'screens');
const widths = [1440, 390] as const;
const themes = ['light', 'dark'] as const;
const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What a reader with assistive technology would stumble over, one line each; by all rules, or by those named alone. */
export const barriers = async (page: Page, rules?: string[]): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page })
    .options({ runOnly: rules === undefined ? standard : { type: 'rule', values: rules }, resultTypes: ['violations'] })
    // pages hold no frames, and the other mode opens a second page for each look
    .setLegacyMode()
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.split('\n')[1]?.trim()}`),
  );
};

/** How far the page is wider than the screen, with what sticks out. */
const overflow = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const framed = (element: Element): boolean => {
      for (let each = element.parentElement; each !== null; each = each.parentElement) {
        if (each !== document.body && getComputedStyle(each).overflowX !== 'visible') return true;
      }
      return false;
    };
    const out = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > width + 1 && !framed(element),
    );
    return out
      .slice(0, 5)
      .map((element) => `${element.tagName}.${element.className} ends at ${element.getBoundingClientRect().right}`);
  });

/**
 * Looks at a page as it stands, on a desk and on a phone, in light and in dark, and keeps a picture of each; `briefly`
 * only in light on the desk and in dark on the phone.
 */
export const lookAt = async (page: Page, name: string, briefly = false): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  for (const width of widths) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 1000 });
    const shown = briefly ? ([width === 390 ? 'dark' : 'light'] as const) : themes;
    for (const [index, colorScheme] of shown.entries()) {
      await page.emulateMedia({ colorScheme });
      const where = `${name} at ${width}, ${colorScheme}`;
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      // A theme changes colours and nothing else: at the same width, the second is asked for contrast alone.
      expect.soft(await barriers(page, index === 0 ? undefined : ['color-contrast']), where).toEqual([]);
    }
    expect.soft(await overflow(page), `${name} at ${width}`).toEqual([]);
  }
};
