import { expect, type Page, test } from '@playwright/test';
import { barriers } from '../support/look';
import { demoPassword, demoPerson, must, type Person, type Read } from '../support/people';
import { carryOut, makeProgram, nightly, rehearse } from '../support/program';
import { push } from '../support/router';
import { settled } from '../support/settled';
import { watch } from '../support/watch';

// Fifty differences come while the inbox is open. They are ten patterns, triaged without a mouse; a tolerance for one of
// them is tried, signed by a business owner, and judges what comes after it, and nothing that came before.

test.describe.configure({ mode: 'serial' });
test.setTimeout(120_000);

const slug = `triage-${Date.now().toString(36)}`;
const at = `/programs/${slug}`;
const inbox = `${at}/reconciliation?sort=oldest`;
const others = Array.from({ length: 9 }, (_, index) => `note${index + 1}`);

const people = {} as Record<'lead' | 'business', Person>;
const problems: (() => string[])[] = [];
let send: (run: object) => Promise<void>;
let first: { share: string; judged: unknown };

const price = Array.from({ length: 40 }, (_, index) => ({
  correlationId: `Q-${index}`,
  kind: 'value',
  field: 'price',
  legacy: `${index + 10}.35`,
  target: `${index + 10}.34`,
  dimensions: { region: index % 4 === 0 ? 'abroad' : 'home' },
}));
const note = (field: string) => ({
  correlationId: `N-${field}`,
  kind: 'value',
  field,
  legacy: 'as agreed',
  target: 'by letter',
});

/** A night in which prices are one cent lower and some notes read otherwise. */
const night = (externalId: string, to: number, fields: string[]) => ({
  ...nightly(externalId, price.length + fields.length, to),
  discrepancies: [...price, ...fields.map(note)],
});

test.beforeAll(async ({ browser, baseURL }) => {
  const origin = String(baseURL);
  const administrator = await demoPerson(browser, origin, 'admin');
  send = push(origin, await makeProgram(administrator.ask, slug), slug);
  await administrator.leave();
  for (const role of ['lead', 'business'] as const) {
    people[role] = await demoPerson(browser, origin, role);
    const seen = watch(people[role].page);
    problems.push(() => seen.problems.map((problem) => `${role}: ${problem}`));
  }
  const owner = await demoPerson(browser, origin, 'owner');
  const operations = await demoPerson(browser, origin, 'operations');
  await rehearse(operations.ask, slug);
  await carryOut(people.lead.ask, slug, 'shadow', [{ role: 'owner', ask: owner.ask }]);
  await owner.leave();
  await operations.leave();
});

test.afterAll(async () => {
  for (const person of Object.values(people)) await person.leave();
});

const rows = (page: Page) => page.locator('[data-row]');
const status = (page: Page) => page.getByRole('status').filter({ hasText: 'now' });

/** Answers the popover of an act by typing, and waits until it says so. */
const answer = async (page: Page, act: string, words: string, said: RegExp): Promise<void> => {
  await page.keyboard.press(act);
  const box = page.getByRole('combobox');
  await expect(box).toBeFocused();
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await expect(box).toBeHidden();
  await expect(status(page).filter({ hasText: said })).toBeVisible();
};

/** How a run was judged: none of it may change by what comes after. */
const judgedOf = ({ outcome, accepted, totals, ruleSetVersion, discrepancyCount }: Read) => ({
  outcome,
  accepted,
  totals,
  ruleSetVersion,
  discrepancyCount,
});

/** What the criterion of the next gate says of quotes. */
const quotesAgree = async () => {
  const { evaluations } = await must(people.lead.ask('GET', `${at}/contexts/quotes/criteria`));
  return evaluations.find(({ key }: { key: string }) => key === 'quotes-agree');
};

const runNamed = async (externalId: string) => {
  const { items } = await must(people.lead.ask('GET', `${at}/runs`));
  const found = items.find((run: { externalId: string }) => run.externalId === externalId);
  return must(people.lead.ask('GET', `${at}/runs/${found.id}`));
};

test('results arrive while the page is open, and what is selected stays selected', async () => {
  const { page } = people.lead;
  await page.goto(inbox);
  await settled(page);
  await expect(page.getByText('Nothing has been compared yet.')).toBeVisible();
  await send(night('night-1', Date.now() - 3_600_000, others.slice(0, 8)));
  await expect(rows(page)).toHaveCount(9);
  await expect(page.getByText('48 open discrepancies are 9 patterns.')).toBeVisible();
  await page.keyboard.press('j');
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press('x');
  const bar = page.getByRole('region', { name: 'Selected patterns' });
  await expect(bar).toContainText('1 pattern');
  await send(night('night-2', Date.now() - 1_800_000, others));
  await expect(rows(page)).toHaveCount(10);
  await expect(bar).toContainText('1 pattern');
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
  const judged = await runNamed('night-2');
  first = { share: (await quotesAgree()).value, judged: judgedOf(judged) };
  expect((await quotesAgree()).outcome).toBe('not_met');
});

test('ten patterns are triaged by keyboard alone', async () => {
  const { page } = people.lead;
  // one by one: whose it is, what it is, how bad it is
  for (let row = 0; row < 3; row += 1) {
    if (row > 0) await page.keyboard.press('j');
    await expect(rows(page).nth(row)).toBeFocused();
    await answer(page, 'o', 'lena', /P-\d+ is .+’s now/);
    await expect(rows(page).nth(row)).toBeFocused();
    await answer(page, 'c', 'gen', /P-\d+ is genuine now/);
    await answer(page, 's', 'maj', /P-\d+ is major now/);
  }
  // and seven at once
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  for (let more = 0; more < 6; more += 1) await page.keyboard.press('Shift+j');
  await expect(page.getByRole('region', { name: 'Selected patterns' })).toContainText('7 patterns');
  await answer(page, 'e', 'lena', /7 patterns are .+’s now/);
  await answer(page, 'c', 'known', /7 patterns are known variance now/);
  await answer(page, 's', 'min', /7 patterns are minor now/);
  await page.keyboard.press('u');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys of the inbox' })).toBeVisible();
  await page.keyboard.press('Escape');
  const { items } = await must(people.lead.ask('GET', `${at}/patterns`));
  expect(items).toHaveLength(10);
  for (const item of items) expect(item).toMatchObject({ triaged: true, owner: { name: 'Lena Fischer' } });
  // no word of triage met the gate
  expect((await quotesAgree()).outcome).toBe('not_met');
});

test('no key acts while somebody types, and a stale view says who was faster', async () => {
  const { page, ask } = people.lead;
  await page.keyboard.press('/');
  await page.keyboard.type('cjx?');
  await expect(page.getByRole('searchbox')).toHaveValue('cjx?');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await page.getByRole('searchbox').fill('');
  await rows(page).first().focus();
  const { items } = await must(ask('GET', `${at}/patterns?sort=oldest&limit=1`));
  await page.keyboard.press('s');
  await page.keyboard.type('inf');
  const [one] = items;
  await must(people.business.ask('PATCH', `${at}/patterns/${one.id}`, { revision: one.revision, category: 'timing' }));
  await page.keyboard.press('Enter');
  // the page may have heard of it before: then it says nothing is stale
  const stale = page.getByText('Somebody was faster');
  await expect(stale.or(status(page).filter({ hasText: 'info' })).first()).toBeVisible();
  if (await stale.isVisible()) {
    await expect(page.getByText(/changed what it is to timing/)).toBeVisible();
    await page.getByRole('button', { name: 'Apply it all the same' }).click();
  }
  await expect(status(page).filter({ hasText: 'info' })).toBeVisible();
});

test('a tolerance is tried on what is stored, and proposed', async () => {
  const { page, ask } = people.lead;
  const { items } = await must(ask('GET', `${at}/patterns?q=price`));
  await page.goto(`${at}/reconciliation/${items[0].number}`);
  await settled(page);
  const trial = page.locator('#tolerance');
  await expect(trial.getByLabel('How much')).toHaveValue('0.01');
  await trial.getByRole('button', { name: 'See what it would hide' }).click();
  await expect(trial.getByText(/80 hidden|Would be hidden/).first()).toBeVisible({ timeout: 30_000 });
  await expect(trial.getByText('This pattern').first()).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await trial.getByRole('button', { name: 'Propose…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Why this may differ').fill('Legacy rounds each item, target the sum.');
  await dialog.getByRole('button', { name: 'Propose' }).click();
  await page.waitForURL(/\/decisions\/\d+$/);
});

test('the business owner signs, the lead executes, and only what comes after is judged by it', async () => {
  const { lead, business } = people;
  await business.page.goto(new URL(lead.page.url()).pathname);
  await business.page.getByRole('button', { name: 'Approve…' }).click();
  const approve = business.page.getByRole('dialog');
  await approve.getByLabel('Your password, again').fill(demoPassword);
  await approve.getByRole('button', { name: 'Approve' }).click();
  await expect(approve).toBeHidden();
  await lead.page.getByRole('button', { name: 'Execute…' }).click();
  const execute = lead.page.getByRole('dialog');
  await execute.getByRole('button', { name: 'Execute' }).click();
  await expect(execute).toBeHidden();
  await expect(lead.page.getByText(/executed/i).first()).toBeVisible();

  await lead.page.waitForTimeout(1500);
  await send(night('night-3', Date.now(), others));
  await expect.poll(async () => (await quotesAgree()).value).not.toBe(first.share);
  expect((await quotesAgree()).outcome).toBe('met');
  const earlier = await runNamed('night-2');
  expect(judgedOf(earlier)).toEqual(first.judged);
  expect(earlier).toMatchObject({ accepted: 0, ruleSetVersion: null });
  expect(await runNamed('night-3')).toMatchObject({ accepted: 40, ruleSetVersion: 1 });

  await lead.page.goto(`${at}/contexts/quotes`);
  await expect(lead.page.getByText(/99\.91/).first()).toBeVisible();
  await lead.page.goto(inbox);
  await expect(rows(lead.page)).toHaveCount(9);
});

test('what a pattern taught is kept as what was learned', async () => {
  const { page } = people.lead;
  await page.goto(inbox);
  await settled(page);
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('In a word').selectOption('hidden_legacy_rule');
  await dialog.getByLabel('The rule that nobody had written down').fill('Notes of 1998 are letters.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await page.goto(`${at}/contexts/quotes/knowledge`);
  await expect(page.getByText('Notes of 1998 are letters.')).toBeVisible();
  expect(await barriers(page)).toEqual([]);
});

const belongings = (page: Page) =>
  page.locator('.section').filter({ has: page.getByRole('heading', { name: 'What belongs to it' }) });

test('patterns become one and are taken apart again, and gates count each all the while', async () => {
  const { page, ask } = people.lead;
  const named = async (q: string) => (await must(ask('GET', `${at}/patterns?q=${q}`))).items[0];
  const [second, third, before] = [await named('note2'), await named('note3'), await quotesAgree()];
  await page.goto(`${inbox}&q=note2`);
  await settled(page);
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press('j');
  // what is typed before the popover has come is no other act
  await page.keyboard.press('m');
  await page.keyboard.press('o');
  const box = page.getByRole('combobox');
  await expect(box).toBeFocused();
  await expect(page.getByText(`Merge P-${second.number} into`)).toBeVisible();
  await box.fill('note3');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(`Merge P-${second.number} into P-${third.number}`);
  await dialog.getByRole('button', { name: 'Merge' }).click();
  await expect(dialog).toBeHidden();
  await expect(status(page).filter({ hasText: `P-${third.number} speaks for P-${second.number}` })).toBeVisible();
  expect(await must(ask('GET', `${at}/patterns/${second.id}`))).toMatchObject({ mergedInto: third.number });
  expect((await quotesAgree()).value).toBe(before.value);

  await page.goto(`${at}/reconciliation/${third.number}`);
  await settled(page);
  const kin = belongings(page);
  await expect(kin.getByRole('link', { name: `P-${second.number}` })).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await kin.getByRole('button', { name: 'Take out…' }).click();
  await dialog.getByRole('button', { name: 'Take out' }).click();
  await expect(dialog).toBeHidden();
  await expect(kin).toBeHidden();
  expect(await named('note2')).toMatchObject({ mergedInto: null, state: 'open' });
});

test('a pattern is split by what it spreads over, and stands whole again', async () => {
  const { page, ask } = people.lead;
  const whole = (await must(ask('GET', `${at}/patterns?q=price`))).items[0];
  await page.goto(`${at}/reconciliation/${whole.number}`);
  await settled(page);
  await page.getByRole('button', { name: 'Split…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('By').selectOption('region');
  await dialog.getByRole('button', { name: 'Split' }).click();
  await expect(dialog).toBeHidden();
  const kin = belongings(page);
  await expect(kin.getByText('region abroad')).toBeVisible();
  await expect(kin.getByText('region home')).toBeVisible();
  const parts = (await must(ask('GET', `${at}/patterns?q=price&limit=20`))).items.filter(
    (each: Read) => each.partOf === whole.number,
  );
  expect(parts.reduce((sum: number, { total }: Read) => sum + total, 0)).toBe(whole.total);
  await kin.getByRole('button', { name: 'Take the split back…' }).click();
  await dialog.getByRole('button', { name: 'Join its parts' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Split…' })).toBeVisible();
  expect((await must(ask('GET', `${at}/patterns/${whole.id}`))).total).toBe(whole.total);
});

test('none of the pages complained on the way', () => {
  expect(problems.flatMap((each) => each()).filter((problem) => !problem.includes('409'))).toEqual([]);
});
