import { problem } from '@/lib/contract/v1/problem';

/** Where Lockgate is, and who asks. */
export type Api = { url: string; key: string | undefined };

/** Ends a command with one plain message; `code` is the exit code. */
export class Plain extends Error {
  constructor(
    message: string,
    readonly code = 1,
  ) {
    super(message);
  }
}

type Sent = { method?: string; body?: string; type?: string };

/** One request to the API; a status in `expected` is handed back, any other refusal ends the command. */
export const ask = async (
  { url, key }: Api,
  path: string,
  { method = 'GET', body, type }: Sent = {},
  expected: number[] = [],
): Promise<{ status: number; body: unknown }> => {
  if (!key) throw new Plain('An API key is needed: give --key, or set LOCKGATE_API_KEY.', 2);
  const headers = { authorization: `Bearer ${key}`, ...(type && { 'content-type': type }) };
  let response: Response;
  try {
    response = await fetch(`${url}/api/v1${path}`, { method, headers, ...(body !== undefined && { body }) });
  } catch {
    throw new Plain(`Nothing answers at ${url}: start Lockgate, or name it with --url.`);
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok || expected.includes(response.status)) return { status: response.status, body: answer };
  const refused = problem.safeParse(answer);
  if (!refused.success) throw new Plain(`${url} answered ${response.status}, and not as Lockgate does.`);
  const places = refused.data.errors.map(({ pointer, detail }) => `\n  ${pointer ? `${pointer}: ` : ''}${detail}`);
  throw new Plain(`${refused.data.title}: ${refused.data.detail}${places.join('')}`);
};
