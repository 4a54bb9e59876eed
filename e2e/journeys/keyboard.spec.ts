import { expect, test } from '@playwright/test';
import { demoPerson, type Person } from '../support/people';
import { settled } from '../support/settled';

// Everything by keyboard: the palette, the lists, a dialog and the way out of it.

let person: Person;

test.beforeAll(async ({ browser, baseURL }) => {
  person = await demoPerson(browser, String(baseURL), 'operations');
});
test.afterAll(() => person.leave());

test('the palette opens by ⌘K and Ctrl K, finds a context by its name and a decision by its number', async () => {
  const { page } = person;
  await page.goto('/programs/claims');
  await settled(page);
  await page.keyboard.press('Meta+k');
  const input = page.getByRole('combobox', { name: 'Go to or do' });
  await expect(input).toBeFocused();
  await page.keyboard.type('cover');
  await expect(page.getByRole('option').first()).toContainText('Coverage validation');
  await page.keyboard.press('Enter');
  await page.waitForURL('/programs/claims/contexts/coverage-validation');
  await expect(page.getByRole('heading', { name: 'Coverage validation', level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(input).toBeFocused();
  await page.keyboard.type('D-3');
  await page.keyboard.press('Enter');
  await page.waitForURL('/programs/claims/decisions/3');
  await page.keyboard.press('Control+k');
  await expect(input).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(input).toBeHidden();
});

test('j and k walk a list, and Enter opens the row', async () => {
  const { page } = person;
  await page.goto('/programs/claims/decisions');
  await settled(page);
  const rows = page.locator('[data-row]');
  await page.keyboard.press('j');
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press('j');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/decisions\/\d+$/);
});

test('a dialog takes the focus, gives it back, and Escape keeps nothing', async () => {
  const { page } = person;
  await page.goto('/programs/claims/contexts/claims-intake');
  await settled(page);
  const open = page.getByRole('button', { name: 'Roll back…' });
  await open.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('Reason').fill('Never sent.');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(open).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('Reason')).toHaveValue('');
});

test('the first stop of the keyboard leads past the navigation', async () => {
  const { page } = person;
  await page.goto('/programs/claims');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
});
