import { randomUUID } from 'node:crypto';
import { type APIRequestContext, type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test';

export const demoPassword = 'lockgate-demo';

// biome-ignore lint/suspicious/noExplicitAny: a journey reads whatever it expects of an answer
export type Read = any;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Answer = { status: number; body: Read };

/** Calls the API as whoever holds the cookies of `request`. A path begins after `/api/v1`. */
export type Ask = (method: Method, path: string, data?: unknown) => Promise<Answer>;

export const askWith =
  (request: APIRequestContext, origin: string): Ask =>
  async (method, path, data) => {
    const response = await request.fetch(`${origin}/api/v1${path}`, {
      method,
      headers: { origin, ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }) },
      ...(data === undefined ? {} : { data }),
    });
    const text = await response.text();
    return { status: response.status(), body: text === '' ? null : JSON.parse(text) };
  };

/** The body of an answer that must be a success. */
export const must = async (answer: Promise<Answer>): Promise<Read> => {
  const { status, body } = await answer;
  expect([status, body?.detail, body?.errors]).toEqual([expect.closeTo(202, -1.1), undefined, undefined]);
  return body;
};

/** Somebody at a browser of their own. */
export type Person = { page: Page; ask: Ask; newPage: () => Promise<Page>; leave: () => Promise<void> };

/** Opens a browser of one's own, signed in by the form on the page. */
export const comeIn = async (
  browser: Browser,
  origin: string,
  email: string,
  { password = demoPassword, ...options }: BrowserContextOptions & { password?: string } = {},
): Promise<Person> => {
  const context = await browser.newContext({ baseURL: origin, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByLabel('Address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  return {
    page,
    ask: askWith(context.request, origin),
    newPage: () => context.newPage(),
    leave: () => context.close(),
  };
};

/** One of the demo's people, by role. */
export const demoPerson = (browser: Browser, origin: string, role: string, options?: BrowserContextOptions) =>
  comeIn(browser, origin, `${role}@demo.example`, options);
