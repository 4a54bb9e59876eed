import { expect, test } from '@playwright/test';
import { barriers } from '../support/look';
import { demoPerson, must, type Person } from '../support/people';
import { makeProgram, nightly } from '../support/program';
import { push } from '../support/router';
import { settled } from '../support/settled';

// An engineer changes what counts as the same: a fault as one types, real examples, a backtest, a draft, a proposal.

test.describe.configure({ mode: 'serial' });
test.setTimeout(90_000);

const slug = `rulings-${Date.now().toString(36)}`;
const at = `/programs/${slug}/rules`;
let engineer: Person;

test.beforeAll(async ({ browser, baseURL }) => {
  const origin = String(baseURL);
  const admin = await demoPerson(browser, origin, 'admin');
  const key = await makeProgram(admin.ask, slug);
  await admin.leave();
  await push(origin, key, slug)(differing());
  engineer = await demoPerson(browser, origin, 'engineer');
});
test.afterAll(() => engineer.leave());

/** A night in which one amount differs by a cent. */
const differing = () => ({
  ...nightly('rules-night', 1),
  discrepancies: [{ correlationId: 'Q-1', kind: 'value', field: 'premium', legacy: '120.35', target: '120.34' }],
});

test('a tolerance is written in the form, with its fault as one types, and the document stays in step', async () => {
  const { page } = engineer;
  await page.goto(`${at}?edit=0`);
  await settled(page);
  await page.getByRole('button', { name: 'Add a field' }).click();
  await page.getByRole('textbox', { name: 'The field' }).fill('premium');
  await page.getByLabel('Its values are').selectOption('decimal');
  await page.getByLabel('Add what may differ').selectOption('tolerance');
  await page.getByRole('textbox', { name: 'By at most' }).fill('-1');
  await expect(page.locator('.control .wrong').first()).toHaveText(
    'A tolerance is a decimal text that is not negative, such as "0.01".',
  );
  await expect(page.getByRole('button', { name: 'Save as a draft' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('textbox', { name: 'By at most' }).fill('0.01');
  await expect(page.locator('.control .wrong')).toHaveCount(0);
  await expect(page.getByText('May differ by up to 0.01.').first()).toBeVisible();
  await page.getByRole('button', { name: 'Document', exact: true }).click();
  await expect(page.getByLabel('YAML, or JSON')).toHaveValue(/absolute: "0.01"/);
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Form', exact: true }).click();
});

test('a real example is judged beside the form, before and after', async () => {
  const { page } = engineer;
  const examples = page.getByRole('complementary', { name: 'Examples, and saving' });
  await expect(examples.getByText('120.34').first()).toBeVisible();
  await expect(examples.getByRole('status')).toHaveText('Of the one kept example, 1 would no longer differ.');
});

test('what is not saved is there again after leaving', async () => {
  const { page } = engineer;
  page.on('dialog', (dialog) => dialog.accept());
  await page.goto(at);
  await page.goto(`${at}?edit=0`);
  await expect(page.getByText('and did not save is here again.')).toBeVisible();
  await expect(page.getByText('May differ by up to 0.01.').first()).toBeVisible();
});

test('it is saved as a draft, backtested, and proposed with what the backtest found', async () => {
  const { page, ask } = engineer;
  await page.getByRole('button', { name: 'Save as a draft' }).click();
  await page.waitForURL(/version=\d+/);
  await settled(page);
  await page.getByRole('button', { name: 'Backtest', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^Would be hidden/ })).toBeVisible();
  await page.getByRole('button', { name: /^Propose version/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Why these rules').fill('Legacy rounds half up, target half to even.');
  await dialog.getByRole('button', { name: 'Propose' }).click();
  await page.waitForURL(/\/decisions\/\d+$/);
  const number = page.url().split('/').at(-1);
  const decision = await must(ask('GET', `/programs/${slug}/decisions/${number}`));
  expect(decision.kind).toBe('activate_rules');
  expect(JSON.stringify(decision)).toContain('Backtest of');
});

test('two versions are held against each other, and what loosens is said', async () => {
  const { page, ask } = engineer;
  const premium = { type: 'decimal', scale: 2, rounding: 'half_even', tolerance: { absolute: '0.05' } };
  await must(ask('POST', `/programs/${slug}/contexts/quotes/rules`, { document: { fields: { premium } } }));
  await page.goto(at);
  await page
    .getByRole('link', { name: /^Compare with version/ })
    .first()
    .click();
  await page.waitForURL(/compare=/);
  await expect(page.getByText('looser').first()).toBeVisible();
});
