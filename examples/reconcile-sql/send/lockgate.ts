import { setTimeout as sleep } from 'node:timers/promises';
import type { RunBody } from '../runs';

/** Where results go, and with which key. */
export type Lockgate = { url: string; key: string };

/** What one request carries; a parcel that is sent again is the very same one. */
export type Parcel = {
  path: string;
  mediaType: string;
  body: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
};

/** What came of it: `status` is null where no answer came at all. */
export type Posted = { ok: boolean; status: number | null; body: Record<string, unknown>; detail: string };

export type Sent = { ok: true; outcome: string; again: boolean } | { ok: false; detail: string };

export type Patience = { tries?: number; pause?: number };

type Answer = { status: number; body: Record<string, unknown>; retryAfter: number | null };

const call = async ({ url, key }: Lockgate, method: string, path: string, parcel?: Parcel): Promise<Answer> => {
  const response = await fetch(new URL(path, url), {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(parcel === undefined ? {} : { 'content-type': parcel.mediaType, ...parcel.headers }),
    },
    ...(parcel === undefined ? {} : { body: parcel.body }),
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

/** Sends a parcel. A lost connection, 429 or 5xx is tried again with the same body, which Lockgate counts once. */
export const post = async (
  lockgate: Lockgate,
  parcel: Parcel,
  { tries = 6, pause = 500 }: Patience = {},
): Promise<Posted> => {
  let posted: Posted = { ok: false, status: null, body: {}, detail: '' };
  for (let turn = 0; turn < tries; turn += 1) {
    let wait = pause * 2 ** turn;
    try {
      const { status, body, retryAfter } = await call(lockgate, 'POST', parcel.path, parcel);
      const detail = `${status} ${String(body.code ?? '')} ${String(body.detail ?? '')}`.trim();
      posted = { ok: status < 300, status, body, detail };
      if (!passing(status)) return posted;
      wait = retryAfter ?? wait;
    } catch (error) {
      const detail = error instanceof Error ? `${error.message} (${lockgate.url})` : 'the connection failed';
      posted = { ok: false, status: null, body: {}, detail };
    }
    if (turn < tries - 1) await sleep(wait);
  }
  return posted;
};

/** What came of a run; one that is there already with another body stays as it was first sent. */
export const sentOf = ({ ok, status, body, detail }: Posted): Sent => {
  if (ok) return { ok, outcome: String(body.outcome), again: status === 200 };
  return status === 409 && body.code === 'run_conflict'
    ? { ok: true, outcome: 'kept', again: true }
    : { ok: false, detail };
};

/** Sends one run with everything that it found. */
export const sendRun = async (
  lockgate: Lockgate,
  program: string,
  run: RunBody,
  patience: Patience = {},
): Promise<Sent> => {
  const parcel = {
    path: `/api/v1/programs/${program}/runs`,
    mediaType: 'application/json',
    body: JSON.stringify(run),
  };
  return sentOf(await post(lockgate, parcel, patience));
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
