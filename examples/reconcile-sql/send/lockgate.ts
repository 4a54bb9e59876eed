import { setTimeout as sleep } from 'node:timers/promises';
import type { RunBody } from '../runs';

/** Where results go, and with which key. */
export type Lockgate = { url: string; key: string };

export type Sent = { ok: true; outcome: string; again: boolean } | { ok: false; detail: string };

type Answer = { status: number; body: Record<string, unknown>; retryAfter: number | null };

const call = async ({ url, key }: Lockgate, method: string, path: string, body?: string): Promise<Answer> => {
  const response = await fetch(new URL(path, url), {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  const retryAfter = Number(response.headers.get('retry-after'));
  return {
    status: response.status,
    body: parsed(text),
    retryAfter: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter * 1000 : null,
  };
};

const parsed = (text: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
};

const passing = (status: number): boolean => status === 429 || status >= 500;

/**
 * Sends one run. A lost connection, 429 or 5xx is tried again with the same body, which Lockgate counts once; a run that
 * is there already with another body stays as it was first sent.
 */
export const sendRun = async (
  lockgate: Lockgate,
  program: string,
  run: RunBody,
  { tries = 6, pause = 500 }: { tries?: number; pause?: number } = {},
): Promise<Sent> => {
  const body = JSON.stringify(run);
  let detail = '';
  for (let turn = 0; turn < tries; turn += 1) {
    let wait = pause * 2 ** turn;
    try {
      const answer = await call(lockgate, 'POST', `/api/v1/programs/${program}/runs`, body);
      if (answer.status === 201 || answer.status === 200) {
        return { ok: true, outcome: String(answer.body.outcome), again: answer.status === 200 };
      }
      if (answer.status === 409 && answer.body.code === 'run_conflict')
        return { ok: true, outcome: 'kept', again: true };
      detail = `${answer.status} ${String(answer.body.code ?? '')} ${String(answer.body.detail ?? '')}`.trim();
      if (!passing(answer.status)) return { ok: false, detail };
      wait = answer.retryAfter ?? wait;
    } catch (error) {
      detail = error instanceof Error ? `${error.message} (${lockgate.url})` : 'the connection failed';
    }
    if (turn < tries - 1) await sleep(wait);
  }
  return { ok: false, detail };
};

/**
 * The contexts of a program that have left `planned`: target is off in the others, so that there is nothing to compare.
 * Null where the key may not read the program; then all are compared.
 */
export const contextsUnderWay = async (lockgate: Lockgate, program: string): Promise<Set<string> | null> => {
  const answer = await call(lockgate, 'GET', `/api/v1/programs/${program}/contexts?limit=100`).catch(() => null);
  const items = answer?.status === 200 ? answer.body.items : null;
  if (!Array.isArray(items)) return null;
  const entries = items.filter((item): item is { slug: string; stage: string } => typeof item?.slug === 'string');
  return new Set(
    entries.filter((item) => item.stage !== 'planned' && item.stage !== 'retired').map((item) => item.slug),
  );
};
