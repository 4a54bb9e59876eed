import { expect, test } from '@playwright/test';
import { demoPerson, must, type Person } from '../support/people';
import { makeProgram, tariffs } from '../support/program';
import { watch } from '../support/watch';

// The team lead: what must go, by when, and what is late.

const slug = `due-${Date.now().toString(36)}`;
let lead: Person;

test.beforeAll(async ({ browser, baseURL }) => {
  const admin = await demoPerson(browser, String(baseURL), 'admin');
  await makeProgram(admin.ask, slug);
  await admin.leave();
  lead = await demoPerson(browser, String(baseURL), 'lead');
});
test.afterAll(() => lead.leave());

test('sees what is due in order, what is overdue, marks one done with evidence, and moves the hard date by decision only', async () => {
  const page = await lead.newPage();
  const seen = watch(page);
  await page.goto(`/programs/${slug}`);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Decommission' }).click();
  const due = page.locator('.due li');
  await expect(due.first()).toContainText('Nightly copy');
  await expect(due.first()).toContainText('2 d over'.replace(' ', '\u202f'));
  await expect(due.last()).toContainText(/hard date/i);
  const titles = (await due.allTextContents()).map((text) => text.replace(/\s+/g, ' '));
  const order = tariffs(slug)
    .retirementItems.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn))
    .map(({ title }) => titles.findIndex((text) => text.includes(title)));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order).not.toContain(-1);

  await page.getByText('State', { exact: true }).first().click();
  await page.getByRole('link', { name: /^overdue/ }).click();
  await page.waitForURL(/state=overdue/);
  await expect(page.locator('[data-row]')).toHaveText(['Nightly copy']);
  await page.goto(`/programs/${slug}/decommission`);
  const row = page.getByRole('row', { name: /Nightly copy/ });
  await row.getByRole('button', { name: 'Mark done…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Nightly copy' });
  await dialog.getByRole('button', { name: 'Mark done' }).click();
  await expect(dialog.getByLabel('Evidence')).toBeFocused();
  await dialog.getByLabel('Evidence').fill('Change CHG-77: the job is off since Monday.');
  await dialog.getByRole('button', { name: 'Mark done' }).click();
  await expect(dialog).toBeHidden();
  await expect(row).toContainText('Change CHG-77: the job is off since Monday.');
  await expect(due.filter({ hasText: 'Nightly copy' })).toHaveCount(0);
  const { items } = await must(lead.ask('GET', `/programs/${slug}/retirement-items`));
  expect(items.find((item: { slug: string }) => item.slug === 'nightly-copy')).toMatchObject({ state: 'done' });

  const hardDate = async () => (await must(lead.ask('GET', `/programs/${slug}/manifest`))).program.hardDate;
  const before = tariffs(slug).program.hardDate;
  await page.getByRole('button', { name: 'Move the hard date…' }).click();
  const asked = page.getByRole('dialog', { name: 'Move the hard date' });
  await asked.getByLabel('The new day').fill('2040-01-01');
  await asked.getByLabel('Why', { exact: true }).fill('Two interfaces are late.');
  await asked.getByRole('button', { name: 'Propose', exact: true }).click();
  await page.waitForURL(/\/decisions\/\d+$/);
  const number = Number(page.url().split('/').at(-1));
  await expect(page.getByText('2040-01-01').or(page.getByText('1 Jan 2040')).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve…' })).toHaveAttribute('aria-disabled', 'true');
  expect(await hardDate()).toBe(before);
  expect(seen.problems).toEqual([]);

  // nor does a manifest move it: it finds the decision that waits
  const moved = structuredClone(tariffs(slug));
  moved.program.hardDate = '2040-01-01';
  const { changes } = await must(lead.ask('PUT', `/programs/${slug}/manifest`, moved));
  const change = changes.find(({ path }: { path: string }) => path === '/program/hardDate');
  expect(change).toMatchObject({ needsDecision: true, kind: 'extend_deadline', decision: { number } });
  expect(await hardDate()).toBe(before);
});

test('the same list is on the API, the earliest first', async () => {
  const { items } = await must(lead.ask('GET', `/programs/${slug}/deadlines`));
  const instants = items.map(({ at }: { at: string }) => at);
  expect(instants).toEqual(instants.toSorted());
  expect(items.at(-1)).toMatchObject({ kind: 'hard_date', overdue: false });
});
