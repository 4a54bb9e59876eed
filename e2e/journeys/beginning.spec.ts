import { type Browser, expect, type Page, test } from '@playwright/test';
import { lookAt } from '../support/look';
import { type OwnStart, startEmpty } from '../support/own-start';
import { askWith, must, type Person } from '../support/people';
import { tariffs } from '../support/program';
import { settled } from '../support/settled';
import { watch } from '../support/watch';

// From nothing: the one-time link, a program from a manifest, and the second person.

test.describe.configure({ mode: 'serial' });

const password = 'a password of some length';
let house: OwnStart;
let admin: Page;
const people: Person[] = [];

const visitor = async (browser: Browser): Promise<Person> => {
  const context = await browser.newContext({ baseURL: house.url, reducedMotion: 'reduce' });
  const person = {
    page: await context.newPage(),
    ask: askWith(context.request, house.url),
    newPage: () => context.newPage(),
    leave: () => context.close(),
  };
  people.push(person);
  return person;
};

test.beforeAll(async () => {
  test.setTimeout(90_000);
  house = await startEmpty(4330);
});
test.afterAll(async () => {
  for (const person of people) await person.leave();
  await house?.end();
});

test('the link that the start prints makes its first reader administrator, once', async ({ browser }) => {
  const link = /http\S+\/welcome\/\S+/.exec(house.printed())?.[0] ?? '';
  const first = await visitor(browser);
  admin = first.page;
  const seen = watch(admin);
  await admin.goto('/');
  await expect(admin.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(admin.getByText('This is a demo')).toBeHidden();
  await admin.goto(link);
  await lookAt(admin, 'empty-welcome', true);
  await admin.getByLabel('Address').fill('ada@parcels.example');
  await admin.getByLabel('Name').fill('Ada Okafor');
  await admin.getByLabel('Password').fill('short');
  await admin.getByRole('button', { name: 'Come in' }).click();
  await expect(admin.getByLabel('Password')).toBeFocused();
  await admin.getByLabel('Password').fill(password);
  await admin.getByRole('button', { name: 'Come in' }).click();
  await admin.waitForURL(`${house.url}/`);
  await lookAt(admin, 'empty-my-work', true);
  expect(seen.problems).toEqual([]);

  const late = await visitor(browser);
  await late.page.goto(link);
  await expect(late.page.getByLabel('Password')).toBeHidden();
  await expect(late.page.getByRole('heading').first()).toBeVisible();
  await lookAt(late.page, 'empty-welcome-used', true);
});

test('a bad manifest is refused with line and path, and a good one shows its plan and becomes the program', async () => {
  const seen = watch(admin, [422]);
  await admin
    .getByRole('main')
    .getByRole('link', { name: /program/i })
    .first()
    .click();
  await admin.waitForURL(/\/programs\/new$/);
  const manifest = JSON.stringify(tariffs('parcels'), null, 2);
  await admin.getByLabel('The manifest').fill(manifest.replace('"cadence": "P1D"', '"cadence": "daily"'));
  await admin.getByRole('button', { name: 'Show the plan' }).click();
  const refused = admin.getByRole('alert').filter({ hasText: '/contexts/0/expectedChecks/0/cadence' });
  await expect(refused).toContainText(/line \d+/);
  await lookAt(admin, 'empty-new-program-refused', true);
  await admin.getByLabel('The manifest').fill(manifest);
  await admin.getByRole('button', { name: 'Show the plan' }).click();
  await expect(admin.getByRole('heading', { name: 'What would be made' })).toBeVisible();
  await lookAt(admin, 'empty-new-program-plan', true);
  await admin.getByRole('button', { name: 'Make the program' }).click();
  await admin.waitForURL(`${house.url}/programs/parcels`);
  await expect(admin.getByRole('heading', { name: 'Parcel tariffs' })).toBeVisible();
  expect(seen.problems).toEqual([]);
});

test('every page of a program in which nothing has happened yet says what will fill it', async () => {
  test.setTimeout(120_000);
  const below = ['decisions', 'reconciliation', 'runs', 'rules', 'timeline', 'ledger', 'settings', 'contexts/quotes'];
  for (const place of ['', ...below.map((each) => `/${each}`)]) {
    const page = await admin.context().newPage();
    const seen = watch(page);
    await page.goto(`/programs/parcels${place}`);
    await settled(page);
    await lookAt(page, `empty-${place.split('/').at(-1) || 'board'}`, true);
    expect.soft(seen.problems, place).toEqual([]);
    await page.close();
  }
});

test('a second person is brought in by a link that is shown once', async ({ browser }) => {
  const seen = watch(admin);
  await admin.goto('/programs/parcels/settings');
  await admin.getByRole('button', { name: 'Bring a person in…' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('Address').fill('bo@parcels.example');
  await dialog.getByLabel('Name').fill('Bo Lindqvist');
  await dialog.getByLabel('migration lead').check();
  await dialog.getByRole('button', { name: 'Bring in' }).click();
  const link = (await dialog.locator('.secret').textContent()) ?? '';
  expect(link).toContain('/welcome/');
  const { page, ask } = await visitor(browser);
  await page.goto(link);
  await expect(page.getByLabel('Address')).toHaveValue('bo@parcels.example');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Come in' }).click();
  await page.waitForURL(`${house.url}/programs/parcels`);
  const { items } = await must(ask('GET', '/programs'));
  expect(items[0].roles).toContain('lead');
  await page.goto('/programs/parcels/decisions/new?context=quotes');
  await expect(page.getByRole('heading', { name: 'Propose a move' })).toBeVisible();
  await admin.reload();
  await expect(admin.getByRole('row', { name: /Bo Lindqvist/ })).toContainText(/migration lead/i);
  expect(seen.problems).toEqual([]);
});
