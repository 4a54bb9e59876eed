import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { verifyDecisionRecord } from '@/lib/domain/ledger/verify-record';
import { lookAt } from '../support/look';
import { demoPassword, demoPerson, must, type Person } from '../support/people';
import { makeProgram, rehearse } from '../support/program';
import { watch } from '../support/watch';

// A person gets a passkey, signs a decision with it, and takes the record away: by Chromium's own virtual authenticator.

test.describe.configure({ mode: 'serial' });
test.setTimeout(90_000);

const slug = `passkeys-${Date.now().toString(36)}`;
const at = `/programs/${slug}`;
const keyName = `Telephone ${slug}`;

let lead: Person;
let owner: Person;
let number: number;

/** An authenticator in the browser that verifies its user by itself; answers how many keys it holds. */
const withAuthenticator = async (page: Page) => {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length;
};
let keysHeld: Awaited<ReturnType<typeof withAuthenticator>>;

test.beforeAll(async ({ browser, baseURL }) => {
  const origin = String(baseURL);
  const admin = await demoPerson(browser, origin, 'admin');
  await makeProgram(admin.ask, slug);
  await admin.leave();
  lead = await demoPerson(browser, origin, 'lead');
  owner = await demoPerson(browser, origin, 'owner');
  const operations = await demoPerson(browser, origin, 'operations');
  await rehearse(operations.ask, slug);
  await operations.leave();
  keysHeld = await withAuthenticator(owner.page);
  const decision = await must(
    lead.ask('POST', `/programs/${slug}/decisions`, {
      kind: 'advance',
      context: 'quotes',
      to: 'shadow',
      title: 'Quotes to shadow',
      rationale: 'In order.',
    }),
  );
  number = decision.number;
});
test.afterAll(async () => {
  for (const passkey of (await must(owner.ask('GET', '/account/passkeys'))).items) {
    await must(owner.ask('DELETE', `/account/passkeys/${passkey.id}`));
  }
  await lead?.leave();
  await owner?.leave();
});

test('a passkey is added on the account page, after the password', async () => {
  const { page } = owner;
  const seen = watch(page, [403]);
  await page.goto('/account');
  await page.getByRole('button', { name: 'Add a passkey…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a passkey' });
  await expect(dialog.getByRole('button', { name: 'Use a passkey' })).toBeHidden();
  await dialog.getByLabel('Name').fill(keyName);
  await dialog.getByLabel('Your password, again').fill('not the password');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(dialog.getByRole('alert')).toContainText(/password is not right/);
  expect(await keysHeld()).toBe(0);
  await dialog.getByLabel('Your password, again').fill(demoPassword);
  await lookAt(page, 'passkey-add', true);
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('listitem').filter({ hasText: keyName })).toContainText(/not used yet/);
  expect(await keysHeld()).toBe(1);
  await lookAt(page, 'account-passkeys', true);
  expect(seen.problems).toEqual([]);
  expect(await seen.scripts()).toBeLessThan(200_000);
});

test('a decision is signed with it, on a telephone, by one press', async () => {
  const { page } = owner;
  const seen = watch(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${at}/decisions/${number}`);
  await page.getByRole('button', { name: 'Approve…' }).click();
  const dialog = page.getByRole('dialog', { name: `Approve D-${number}, revision 1` });
  const ask = dialog.getByRole('button', { name: 'Use a passkey' });
  await lookAt(page, 'passkey-sign', true);
  await page.setViewportSize({ width: 390, height: 844 });
  await ask.click();
  await expect(dialog).toBeHidden();
  const { signOffs, state } = await must(lead.ask('GET', `${at}/decisions/${number}`));
  expect(signOffs).toMatchObject([{ role: 'owner', verdict: 'approve', confirmedBy: 'passkey' }]);
  expect(state).toBe('approved');
  expect(seen.problems).toEqual([]);
});

test('the record says so, and what is taken away proves it without the server', async () => {
  const { page } = owner;
  await page.setViewportSize({ width: 1440, height: 1000 });
  await page.goto(`${at}/decisions/${number}/record`);
  await expect(page.getByText('signed with a passkey')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as JSON' }).click();
  const record = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  const verdict = verifyDecisionRecord(record);
  expect(verdict.checks.flatMap(({ problems }) => problems)).toEqual([]);
  record.signOffs[0].assertion.signature = record.signOffs[0].assertion.signature.replace(/^.{20}/, 'A'.repeat(20));
  expect(verifyDecisionRecord(record).ok).toBe(false);
});

test('a passkey that is removed is offered no more', async () => {
  const { page } = owner;
  const seen = watch(page);
  await page.goto('/account');
  const row = page.getByRole('listitem').filter({ hasText: keyName });
  await expect(row).not.toContainText(/not used yet/);
  await row.getByRole('button', { name: 'Remove…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(dialog).toBeHidden();
  await expect(row).toBeHidden();
  expect((await must(owner.ask('GET', '/account/passkeys'))).items).toEqual([]);
  expect(seen.problems).toEqual([]);
});
