import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { type BrowserContextOptions, expect, type Page, test } from '@playwright/test';
import { demoPerson, must, type Person } from '../support/people';
import { watch } from '../support/watch';

// The auditor: who was authoritative at an instant, why, and whether the record of it holds without this installation.

// far from UTC, so that an hour read in the wrong zone would show
const abroad: BrowserContextOptions = { timezoneId: 'America/St_Johns', locale: 'en-CA' };

let auditor: Person;
let shift: { number: number; effectiveFrom: string };

test.beforeAll(async ({ browser, baseURL }) => {
  auditor = await demoPerson(browser, String(baseURL), 'auditor', abroad);
  const decisions = '/programs/claims/decisions';
  const query = '?context=claims-intake&kind=advance&state=executed&limit=100';
  const { items } = await must(auditor.ask('GET', decisions + query));
  const { number } = items.find(({ title }: { title: string }) => title === 'Reads for EU motor');
  shift = await must(auditor.ask('GET', `${decisions}/${number}`));
});
test.afterAll(() => auditor.leave());

/** Asks on the page who held reads of EU motor, at an instant given to the minute. */
const askWho = async (page: Page, at: Date): Promise<string> => {
  await page.goto('/programs/claims/timeline');
  await page.getByLabel('Context').selectOption({ label: 'Claims intake' });
  await page.waitForURL(/context=claims-intake/);
  await page.getByLabel('Workload').selectOption('reads');
  await page.waitForURL(/workload=reads/);
  await page.getByLabel('Audience').selectOption('cohort:eu-motor');
  await page.waitForURL(/audience=cohort(%3A|:)eu-motor/);
  const minute = at.toISOString().slice(0, 16);
  await page.getByLabel('At, in UTC').fill(minute);
  await page.getByRole('button', { name: 'Ask' }).click();
  await page.waitForURL((url) => url.searchParams.get('at')?.startsWith(minute) ?? false);
  return (await page.getByRole('status').filter({ hasText: 'authoritative' }).textContent()) ?? '';
};

test('asks who was authoritative before and after a shift, and is answered in a sentence with its decision', async () => {
  const page = await auditor.newPage();
  const seen = watch(page);
  const effective = Date.parse(shift.effectiveFrom);
  const before = await askWho(page, new Date(effective - 2 * 60_000));
  expect(before).toMatch(/legacy was authoritative for Claims intake, reads, Motor in the EU/i);
  const known = await must(
    auditor.ask(
      'GET',
      `/programs/claims/authority/claims-intake/reads?geography=eu&productLine=motor&at=${new Date(effective - 120_000).toISOString()}`,
    ),
  );
  expect(known.side).toBe('legacy');
  const after = await askWho(page, new Date(effective + 60_000));
  expect(after).toMatch(/target was authoritative for Claims intake, reads, Motor in the EU/i);
  expect(after).toContain(`D-${shift.number}`);
  const day = new Date(effective + 60_000);
  expect(after).toContain(`${day.getUTCDate()} ${day.toLocaleString('en-GB', { month: 'long', timeZone: 'UTC' })}`);
  // the question is the address: somebody else who opens it gets the same answer
  await page.reload();
  await expect(page.getByRole('status').filter({ hasText: 'target was authoritative' })).toBeVisible();
  await page
    .getByRole('status')
    .getByRole('link', { name: `D-${shift.number}` })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Reads for EU motor' })).toBeVisible();
  expect(seen.problems).toEqual([]);
});

const verify = (file: string) => {
  const { status, stdout } = spawnSync(process.execPath, ['bin/lockgate.mjs', 'verify', file], { encoding: 'utf8' });
  return { status, stdout };
};

test('takes a decision’s record away, and it verifies with nothing but the file until one byte is another', async () => {
  const page = await auditor.newPage();
  const seen = watch(page);
  await page.goto(`/programs/claims/decisions/${shift.number}`);
  await page.getByRole('link', { name: /the record, for print/i }).click();
  await expect(page.getByRole('heading', { name: 'Ledger entries' })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();
  await expect(page.getByRole('link', { name: 'Download as JSON' })).toBeHidden();
  await expect(page.getByText(/[0-9a-f]{64}/).first()).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as JSON' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/\.json$/);
  const file = test.info().outputPath('record.json');
  await download.saveAs(file);
  expect(verify(file)).toMatchObject({ status: 0, stdout: expect.stringContaining('The record holds.') });

  const bytes = readFileSync(file);
  const at = bytes.indexOf('Reads for EU motor');
  bytes[at] = 'r'.charCodeAt(0);
  writeFileSync(file, bytes);
  expect(verify(file)).toMatchObject({ status: 1, stdout: expect.stringContaining('The record does not hold.') });
  expect(seen.problems).toEqual([]);
});

test('reads everything and can change nothing', async () => {
  const page = await auditor.newPage();
  await page.goto('/programs/claims/contexts/claims-intake');
  for (const name of ['Roll back…', 'Hold…']) {
    await expect(page.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'true');
  }
  const held = await auditor.ask('POST', '/programs/claims/holds', { context: 'claims-intake', reason: 'No.' });
  expect(held).toMatchObject({ status: 403, body: { code: 'role_missing' } });
});
