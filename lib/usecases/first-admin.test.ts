import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiKeyBytes, formatApiKey } from '@/lib/domain/access/api-key';
import { closeDatabase, inTransaction } from '@/lib/store/database';
import { ensureInstallation, setDemo } from '@/lib/store/installation';
import { testDatabase } from '@/lib/store/test-database';
import { acceptBootstrapKey } from './commands/accept-bootstrap-key';
import { acceptInvitation } from './commands/accept-invitation';
import { createProgramFromManifest } from './commands/apply-manifest';
import { createDemoAccounts, grantDemoRoles } from './commands/create-demo-accounts';
import { createFirstAdminLink } from './commands/create-first-admin-link';
import { signIn } from './commands/sign-in';
import { system } from './context';
import { callerOfKey } from './queries/find-caller';
import { listPeople } from './queries/list-people';
import { viewSignIn, viewWelcome } from './queries/view-entry';
import { contextOf, openTheDoor, password, tokenIn, visitor } from './testing/guests';
import { accepted, testManifest } from './testing/house';

// An empty installation, as a first start finds it.

const start = system('start');
let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
  process.env.DATABASE_URL = database.url;
  openTheDoor();
  await inTransaction((db) => ensureInstallation(db, 'Test'));
});
afterAll(async () => {
  await closeDatabase();
  await database?.drop();
});

const newLink = async () => tokenIn((await accepted(createFirstAdminLink(start)))?.link);
const use = (token: string, name: string) =>
  acceptInvitation(visitor, { token, name, email: `${name}@first.example`, password });

test('only the newest link makes the first administrator, only one, and then none is made any more', async () => {
  const [older, newer] = [await newLink(), await newLink()];
  expect(await use(older, 'early')).toMatchObject({ refusal: { code: 'link_invalid' } });
  expect(await accepted(viewWelcome(newer))).toMatchObject({ purpose: 'first_administrator', email: null });
  expect(await acceptInvitation(visitor, { token: newer, name: 'No Address', password })).toMatchObject({
    refusal: { code: 'invalid_body', errors: [{ pointer: '/email' }] },
  });
  const results = await Promise.all(['ada', 'bob', 'eve'].map((name) => use(newer, name)));
  expect(results.filter((result) => result.ok)).toHaveLength(1);
  expect(await inTransaction((db) => db.person.count({ where: { installationAdmin: true } }))).toBe(1);
  expect(await inTransaction((db) => db.person.count())).toBe(1);
  expect(await accepted(createFirstAdminLink(start))).toBeNull();
});

test('the bootstrap key reaches every program until it is changed or taken away', async () => {
  const make = () => formatApiKey(randomBytes(apiKeyBytes));
  const [first, second] = [make(), make()];
  await accepted(acceptBootstrapKey(start, first));
  expect(await accepted(callerOfKey(first))).toMatchObject({ programId: null, personId: null });
  await accepted(acceptBootstrapKey(start, first));
  await accepted(acceptBootstrapKey(start, second));
  expect((await accepted(callerOfKey(second)))?.scopes).toHaveLength(9);
  await new Promise((resume) => setTimeout(resume, 1100));
  expect(await accepted(callerOfKey(first))).toBeNull();
  await accepted(acceptBootstrapKey(start, undefined));
  await new Promise((resume) => setTimeout(resume, 1100));
  expect(await accepted(callerOfKey(second))).toBeNull();
  await accepted(acceptBootstrapKey(start, second));
  expect(await accepted(callerOfKey(second))).not.toBeNull();
  expect(await acceptBootstrapKey(start, 'lg_nonsense')).toMatchObject({ refusal: { code: 'invalid_parameter' } });
});

test('demo accounts are made only while the demo is loaded, once, and the sign-in page shows them', async () => {
  expect((await accepted(viewSignIn())).demoAccounts).toEqual([]);
  await expect(createDemoAccounts(start)).rejects.toThrow('demo loader');
  await inTransaction((db) => setDemo(db, { demo: true, loadingDemo: true }));
  const accounts = await accepted(createDemoAccounts(start));
  expect(accounts).toHaveLength(10);
  expect(await accepted(createDemoAccounts(start))).toEqual(accounts);
  await accepted(createProgramFromManifest(start, testManifest()));
  await accepted(grantDemoRoles(start, 'claims'));
  const signedIn = await accepted(
    signIn(visitor, { email: 'risk@demo.example', password: 'lockgate-demo' }, '192.0.2.1'),
  );
  const people = await accepted(listPeople(await contextOf(signedIn), 'claims', { limit: 4 }));
  expect(people.items.map(({ roles }) => roles)).toEqual([['viewer'], ['auditor'], ['engineer'], ['lead']]);
  const rest = await accepted(
    listPeople(await contextOf(signedIn), 'claims', { limit: 200, cursor: String(people.nextCursor) }),
  );
  expect(rest.items).toHaveLength(6);
  expect((await accepted(viewSignIn())).demoAccounts).toHaveLength(10);
});
