import { type Browser, expect, type Page, test } from '@playwright/test';
import { type Ask, demoPassword, demoPerson, must, type Person } from '../support/people';
import { carryOut, makeProgram, nightly, proveWayBack, rehearse, signOff } from '../support/program';
import { entriesOf, push, routerAt } from '../support/router';
import { watch } from '../support/watch';

// Lead and approvers: authority over one lane goes to target by signed decision, and back by one person's act.

test.describe.configure({ mode: 'serial' });
test.setTimeout(90_000);

const slug = `tariffs-${Date.now().toString(36)}`;
const at = `/programs/${slug}`;
const cast = ['lead', 'business', 'operations', 'risk', 'owner', 'engineer'] as const;

const people = {} as Record<(typeof cast)[number], Person>;
const problems: string[] = [];
let router: ReturnType<typeof routerAt>;
let send: ReturnType<typeof push>;
let admin: Ask;

test.beforeAll(async ({ browser, baseURL }) => {
  const origin = String(baseURL);
  const administrator = await demoPerson(browser, origin, 'admin');
  admin = administrator.ask;
  const key = await makeProgram(admin, slug);
  router = routerAt(origin, key);
  send = push(origin, key, slug);
  for (const role of cast) people[role] = await comeInWatched(browser, origin, role);
  const signer = (role: 'owner' | 'business') => ({ role, ask: people[role].ask });
  await rehearse(people.operations.ask, slug);
  await proveWayBack(people.operations.ask, slug);
  await carryOut(people.lead.ask, slug, 'shadow', [signer('owner')]);
  await send(nightly('night-1'));
  await carryOut(people.lead.ask, slug, 'validated', [signer('owner'), signer('business')]);
});

test.afterAll(async () => {
  for (const person of Object.values(people)) await person.leave();
});

const comeInWatched = async (browser: Browser, origin: string, role: string): Promise<Person> => {
  const person = await demoPerson(browser, origin, role);
  // a refused act answers 409; the page shows the reason
  const seen = watch(person.page, [409]);
  person.page.on('close', () => problems.push(...seen.problems.map((problem) => `${role}: ${problem}`)));
  return person;
};

/** Proposes reads at home by picking the lane on the matrix; resolves to the decision's number. */
const proposeReads = async (page: Page, why: string): Promise<number> => {
  await page.goto(`${at}/contexts/quotes`);
  await page.getByRole('link', { name: 'Propose…' }).click();
  await page.getByRole('link', { name: 'validated → selective' }).click();
  const lane = page.getByRole('checkbox', { name: 'reads, Parcels at home, to target' });
  await page.getByLabel('Why this move, now').fill(why);
  await lane.click();
  await expect(lane).toBeChecked();
  await expect(page.getByText('1 picked')).toBeVisible();
  await expect(page.getByLabel('Why this move, now')).toHaveValue(why);
  await expect(page.getByLabel('Title')).toHaveValue(/reads/i);
  await page.getByRole('button', { name: 'Propose', exact: true }).click();
  await page.waitForURL(/\/decisions\/\d+$/);
  return Number(page.url().split('/').at(-1));
};

/** Approves in the browser, confirming who one is with the password. */
const approve = async (page: Page, number: number): Promise<void> => {
  await page.goto(`${at}/decisions/${number}`);
  await page.getByRole('button', { name: 'Approve…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Your password, again').fill(demoPassword);
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await expect(dialog).toBeHidden();
};

/** Executes the decision that is open on the page; pressed twice, as people do. */
const execute = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Execute…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Execute' }).dblclick();
  await expect(dialog).toBeHidden();
};

const decisionOf = (number: number) => must(people.lead.ask('GET', `${at}/decisions/${number}`));

let decided: number;

test('a refusal ends a proposal, with its reason where everybody sees it', async () => {
  const { lead, risk } = people;
  const number = await proposeReads(lead.page, 'Reads carry no price to a customer.');
  expect(await decisionOf(number)).toMatchObject({ state: 'open', from: 'validated', to: 'selective' });
  await risk.page.goto('/');
  await risk.page
    .getByRole('link', { name: new RegExp(`D-${number}\\b`) })
    .first()
    .click();
  await risk.page.getByRole('button', { name: 'Refuse…' }).click();
  const dialog = risk.page.getByRole('dialog');
  await dialog.getByLabel('Your password, again').fill(demoPassword);
  await dialog.getByRole('button', { name: 'Refuse' }).click();
  await expect(dialog.getByLabel('Why you refuse')).toBeFocused();
  await dialog.getByLabel('Why you refuse').fill('Not in the week of the tariff change.');
  await dialog.getByRole('button', { name: 'Refuse' }).click();
  await expect(dialog).toBeHidden();
  await expect(risk.page.getByRole('heading', { name: /refused/i })).toBeVisible({ timeout: 15_000 });
  // the lead's page is live
  await expect(lead.page.getByText('Not in the week of the tariff change.').first()).toBeVisible({ timeout: 15_000 });
  expect(await decisionOf(number)).toMatchObject({ state: 'rejected' });
});

test('a sign-off given on a view that is no longer true is refused, and says so', async () => {
  const { lead, business } = people;
  decided = await proposeReads(lead.page, 'The tariff change is through.');
  const { page } = business;
  await page.goto(`${at}/decisions/${decided}`);
  await page.getByRole('button', { name: 'Approve…' }).click();
  const dialog = page.getByRole('dialog', { name: `Approve D-${decided}, revision 1` });
  await dialog.getByLabel('Your password, again').fill(demoPassword);
  await must(
    lead.ask('POST', `${at}/decisions/${decided}/revisions`, {
      revision: 1,
      reason: 'The way back is to stay open longer.',
      rollbackDays: 21,
    }),
  );
  // long enough for the page to have shown itself again behind the open dialog
  await page.waitForTimeout(6_000);
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await expect(dialog.getByRole('alert')).toContainText(/revision 2/i);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByText('The way back is to stay open longer.').first()).toBeVisible();
  const { slots, revision } = await decisionOf(decided);
  expect(revision).toBe(2);
  expect(slots.flatMap(({ filled }: { filled: unknown[] }) => filled)).toEqual([]);
});

test('three people sign, nobody twice and not the proposer, and the page says what is missing', async () => {
  const { lead, business, operations, risk } = people;
  await lead.page.goto(`${at}/decisions/${decided}`);
  await expect(lead.page.getByRole('button', { name: 'Approve…' })).toHaveAttribute('aria-disabled', 'true');
  await expect(lead.page.getByRole('heading', { name: 'Open, waits for 3 things' })).toBeVisible();
  await approve(business.page, decided);
  await approve(operations.page, decided);
  await expect(operations.page.getByRole('button', { name: 'Approve…' })).toHaveAttribute('aria-disabled', 'true');
  await expect(lead.page.getByRole('heading', { name: 'Open, waits for one thing' })).toBeVisible({ timeout: 15_000 });
  await approve(risk.page, decided);
  expect(await decisionOf(decided)).toMatchObject({ state: 'approved', missing: [] });
});

test('a double click on execute gives one effect, and the router sees it from the recorded instant on', async () => {
  const { page, ask } = people.lead;
  const before = await entriesOf(admin, slug, 'decision.executed');
  expect(await router('reads', 'home')).toMatchObject({ value: 'legacy', epoch: 1 });
  await page.goto(`${at}/decisions/${decided}`);
  await execute(page);
  await expect(page.getByText('takes effect').or(page.getByText('in effect since')).first()).toBeVisible();
  const decision = await decisionOf(decided);
  expect(decision).toMatchObject({ state: 'executed' });
  expect((await entriesOf(admin, slug, 'decision.executed')) - before).toBe(1);
  const effectiveFrom = Date.parse(decision.effectiveFrom);
  const wait = async () => ((await router('reads', 'home')).value === 'target' ? Date.now() : 0);
  await expect.poll(wait, { timeout: 15_000, intervals: [50] }).toBeGreaterThanOrEqual(effectiveFrom);
  expect(Date.now() - effectiveFrom).toBeLessThan(2_500);
  expect(await router('reads', 'home')).toMatchObject({ value: 'target', epoch: 2, decision: decided });
  expect(await router('reads', 'abroad')).toMatchObject({ value: 'legacy', epoch: 1 });
  expect(await router('writes', 'home')).toMatchObject({ value: 'legacy', epoch: 1 });
  const answer = await must(ask('GET', `${at}/authority/quotes/reads?region=home`));
  expect(answer).toMatchObject({ side: 'target', stage: 'selective', wayBack: expect.any(String) });
});

test('operations goes back alone with a reason, and the answer changes back', async () => {
  const { page } = people.operations;
  await page.goto(`${at}/contexts/quotes`);
  await expect(page.locator('td.lane.target')).toHaveCount(1);
  await page.getByRole('button', { name: 'Roll back…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('checkbox')).toHaveCount(1);
  await dialog.getByLabel('Reason').fill('The price of oversize parcels is missing in target.');
  await dialog.getByRole('button', { name: 'Roll back one lane' }).click();
  await page.waitForURL(/\/decisions\/\d+$/);
  await expect(page.getByText('The price of oversize parcels is missing in target.').first()).toBeVisible();
  await expect.poll(async () => (await router('reads', 'home')).value, { timeout: 15_000 }).toBe('legacy');
  expect(await router('reads', 'home')).toMatchObject({ epoch: 3 });
  const context = await must(people.lead.ask('GET', `${at}/contexts/quotes`));
  expect(context.stage).toBe('validated');
});

test('the review of the way back waits for its people, and ends when both have signed', async () => {
  const { business, risk, lead } = people;
  const { items } = await must(lead.ask('GET', `${at}/decisions?kind=review_rollback`));
  const [review] = items;
  expect(review).toMatchObject({ state: 'open' });
  await lead.page.goto(`${at}/contexts/quotes`);
  await expect(lead.page.getByText('A rollback awaits its review')).toBeVisible();
  await approve(business.page, review.number);
  await approve(risk.page, review.number);
  expect(await decisionOf(review.number)).toMatchObject({ state: 'executed' });
  await lead.page.goto(`${at}/contexts/quotes`);
  await expect(lead.page.getByRole('heading', { name: 'Authority' })).toBeVisible();
  await expect(lead.page.getByText('A rollback awaits its review')).toBeHidden();
});

test('a gate that closes after the sign-offs stops the execution', async () => {
  const { lead, business, operations, risk } = people;
  const number = await proposeReads(lead.page, 'Oversize parcels are repaired.');
  const decision = await decisionOf(number);
  // what went back goes forward again only on what was compared since
  expect(decision.missing).toContainEqual(expect.objectContaining({ code: 'no_run_since_rollback' }));
  await send({ ...nightly('day-2', 0, Date.now()), workload: 'reads' });
  for (const [role, { ask }] of Object.entries({ business, operations, risk })) {
    await signOff(decision, slug, { role, ask });
  }
  await send(nightly('day-3', 900, Date.now()));
  await lead.page.goto(`${at}/decisions/${number}`);
  await expect(lead.page.getByText(/revision 2/i).first()).toBeVisible();
  await expect(lead.page.getByRole('button', { name: 'Execute…' })).toHaveAttribute('aria-disabled', 'true');
  expect(await decisionOf(number)).toMatchObject({ state: 'open', revision: 2 });
  expect(await router('reads', 'home')).toMatchObject({ value: 'legacy', epoch: 3 });
});

test('none of the pages complained on the way', async () => {
  for (const person of Object.values(people)) await person.page.close();
  expect(problems).toEqual([]);
});
