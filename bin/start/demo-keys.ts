import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const kept = z.record(z.string(), z.string());
const issued = z.object({ key: z.string() });

/** What a program of the demo needs keys for; they are kept in `file` in the data folder. */
export type DemoKeys = { file: string; name: string; scopes: readonly string[]; programs: readonly string[] };

/**
 * API keys for a program that runs beside the demo, by program: those of the last start while they are good, else new
 * ones, issued by the demo's administrator over the public API as any team would.
 */
export const demoKeys = async (url: string, dataFolder: string, wanted: DemoKeys): Promise<Record<string, string>> => {
  const file = join(dataFolder, wanted.file);
  const known = readKept(file);
  const keys: Record<string, string> = {};
  let cookie: string | undefined;
  for (const program of wanted.programs) {
    const old = known[program];
    if (old && (await isGood(url, program, old))) {
      keys[program] = old;
      continue;
    }
    cookie ??= await signIn(url);
    keys[program] = await issue(url, program, cookie, wanted);
  }
  writeFileSync(file, JSON.stringify(keys), { mode: 0o600 });
  return keys;
};

const readKept = (file: string): Record<string, string> => {
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
};

const isGood = async (url: string, program: string, key: string): Promise<boolean> => {
  // Refused for want of a scope, it is a good key all the same.
  const headers = { authorization: `Bearer ${key}` };
  return (await fetch(`${url}/api/v1/programs/${program}/contexts`, { headers })).status !== 401;
};

const signIn = async (url: string): Promise<string> => {
  const response = await post(url, '/session', { email: 'admin@demo.example', password: 'lockgate-demo' });
  const [cookie = ''] = response.headers.getSetCookie();
  return cookie.split(';')[0] ?? '';
};

const issue = async (url: string, program: string, cookie: string, { name, scopes }: DemoKeys): Promise<string> => {
  const body = { name, scopes, expiresAt: null };
  const response = await post(url, `/programs/${program}/keys`, body, { cookie });
  return issued.parse(await response.json()).key;
};

const post = async (url: string, path: string, body: object, more: Record<string, string> = {}): Promise<Response> => {
  const headers = { 'content-type': 'application/json', origin: url, ...more };
  const response = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok)
    throw new Error(`the demo's program was refused at ${path}: ${response.status} ${await response.text()}`);
  return response;
};
