import { test as base, expect } from '@playwright/test';
import { lookAt } from './support/look';
import { type Ask, demoPerson, must, type Person } from './support/people';
import { settled } from './support/settled';
import { watch, withoutCache } from './support/watch';

// Every page of both demo programs, as its people see it.

/** Everybody signs in once for all the pages that one worker visits. */
const test = base.extend<object, { someone: (role: string) => Promise<Person> }>({
  someone: [
    async ({ browser }, use, { project }) => {
      const people = new Map<string, Promise<Person>>();
      await use((role) => {
        const person = people.get(role) ?? demoPerson(browser, String(project.use.baseURL), role);
        people.set(role, person);
        return person;
      });
      for (const person of people.values()) await (await person).leave();
    },
    { scope: 'worker' },
  ],
});

// the pictures say it; a trace of every step would cost more than the steps
test.use({ trace: 'off' });

const scriptLimit = 190 * 1024;
/** React and the router alone weigh more: with less nothing was weighed. */
const leastScript = 100 * 1024;

type Place = string | ((ask: Ask) => Promise<string>);
type Visit = { name: string; role?: string; place: Place; status?: number };

const programs = {
  claims: [
    'claims-intake',
    'coverage-validation',
    'reserve-estimation',
    'fraud-assessment',
    'payment-decisioning',
    'financial-posting',
  ],
  'orders-streaming': ['order-capture', 'order-state', 'stock-reservation', 'customer-notices'],
};

const below = [
  'decisions',
  'reconciliation',
  'runs',
  'sources',
  'rules',
  'timeline',
  'decommission',
  'ledger',
  'settings',
];

/** The first item of a list that fits, as a place. */
const found =
  (program: string, list: string, query: string, fits: (item: Record<string, unknown>) => boolean, rest = '') =>
  async (ask: Ask): Promise<string> => {
    const { items } = await must(ask('GET', `/programs/${program}/${list}?limit=100${query}`));
    const item = items.find(fits);
    expect(item, `${list} of ${program}`).toBeDefined();
    const folder = list === 'patterns' ? 'reconciliation' : list;
    return `/programs/${program}/${folder}/${item.number}${rest}`;
  };

const any = () => true;

const visits: Visit[] = [
  { name: 'my-work', place: '/' },
  { name: 'my-work-operations', role: 'operations', place: '/' },
  { name: 'account', place: '/account' },
  { name: 'new-program', role: 'admin', place: '/programs/new' },
  { name: 'settings-admin', role: 'admin', place: '/programs/claims/settings' },
  { name: 'not-found', place: '/programs/claims/contexts/nowhere', status: 404 },
  ...Object.entries(programs).flatMap(([program, contexts]): Visit[] => {
    const at = `/programs/${program}`;
    return [
      { name: `${program}-board`, place: at },
      ...below.map((page) => ({ name: `${program}-${page}`, place: `${at}/${page}` })),
      ...contexts.map((context) => ({ name: `${program}-${context}`, place: `${at}/contexts/${context}` })),
      { name: `${program}-knowledge`, place: `${at}/contexts/${contexts[0]}/knowledge` },
      { name: `${program}-run`, place: found(program, 'runs', '', any) },
      {
        name: `${program}-decision-executed`,
        place: found(program, 'decisions', '&kind=advance&state=executed', any),
      },
      {
        name: `${program}-decision-review`,
        place: found(program, 'decisions', '&kind=review_rollback', any),
      },
      { name: `${program}-record`, place: found(program, 'decisions', '&state=executed&kind=advance', any, '/record') },
      { name: `${program}-pattern`, place: found(program, 'patterns', '', any) },
    ];
  }),
  { name: 'claims-decision-open', role: 'risk', place: found('claims', 'decisions', '&state=open', any) },
  { name: 'claims-decision-refused', place: found('claims', 'decisions', '&state=rejected', any) },
  { name: 'claims-decision-rollback', place: found('claims', 'decisions', '&kind=rollback', any) },
  { name: 'claims-decision-draft', place: found('claims', 'decisions', '&state=draft', any) },
  { name: 'claims-decision-emergency', place: found('claims', 'decisions', '&kind=break_glass', any) },
  { name: 'claims-decision-risk', place: found('claims', 'decisions', '&kind=accept_risk', any) },
  { name: 'orders-decision-scheduled', place: found('orders-streaming', 'decisions', '&state=scheduled', any) },
  {
    name: 'orders-decision-extension',
    place: found('orders-streaming', 'decisions', '&kind=extend_rollback_window', any),
  },
  { name: 'claims-decision-rules', place: found('claims', 'decisions', '&kind=activate_rules', any) },
  {
    name: 'claims-propose',
    place:
      '/programs/claims/decisions/new?context=claims-intake&to=selective&lane=writes/cohort:uk&lane=writes/cohort:rest',
  },
  {
    name: 'claims-propose-back',
    role: 'operations',
    place:
      '/programs/claims/decisions/new?context=claims-intake&kind=rollback&to=selective&lane=writes/cohort:eu-motor',
  },
  { name: 'claims-rules-draft', place: '/programs/claims/rules?context=financial-posting&version=1' },
  {
    name: 'claims-rules-editor',
    role: 'engineer',
    place: '/programs/claims/rules?context=payment-decisioning&edit=1',
  },
  { name: 'claims-policy', place: '/programs/claims/settings/policy' },
  { name: 'claims-criteria', place: '/programs/claims/contexts/claims-intake/criteria' },
  { name: 'account-admin', role: 'admin', place: '/account' },
  { name: 'claims-decisions-empty', place: '/programs/claims/decisions?state=expired' },
  {
    name: 'claims-timeline-asked',
    place: '/programs/claims/timeline?context=claims-intake&workload=reads&audience=cohort:eu-motor&zoom=month',
  },
];

for (const { name, role = 'lead', place, status = 200 } of visits) {
  test(`${name} is whole, light enough, and open to everybody`, async ({ someone }) => {
    const { ask, newPage } = await someone(role);
    const page = await newPage();
    await withoutCache(page);
    const seen = watch(page, status === 200 ? [] : [status]);
    const answer = await page.goto(typeof place === 'string' ? place : await place(ask));
    expect(answer?.status()).toBe(status);
    await settled(page);
    const weight = await seen.scripts();
    test.info().annotations.push({ type: 'script', description: `${Math.round(weight / 1024)} KB` });
    expect.soft(weight, 'compressed bytes of script').toBeGreaterThan(leastScript);
    expect.soft(weight, 'compressed bytes of script').toBeLessThanOrEqual(scriptLimit);
    await lookAt(page, name);
    expect(seen.problems).toEqual([]);
    await page.close();
  });
}

test('the door shows the demo and its people', async ({ browser }) => {
  const page = await browser.newPage();
  const seen = watch(page);
  await page.goto('/sign-in');
  await settled(page);
  await lookAt(page, 'sign-in');
  expect(seen.problems).toEqual([]);
  await page.close();
});
