import { gzipSync } from 'node:zlib';
import type { RunBody } from '../runs';
import { type Lockgate, type Patience, post, type Sent, sentOf } from './lockgate';

/**
 * Sends a run that says how many discrepancies there are, and then those, line by line. A lost connection in between is no
 * harm: the run is tried again, is there already, and the lines count once.
 */
export const sendAnnounced = async (
  lockgate: Lockgate,
  program: string,
  run: RunBody,
  patience: Patience = {},
): Promise<Sent> => {
  const { discrepancies, ...rest } = run;
  const lines = Array.isArray(discrepancies) ? discrepancies : [];
  const path = `/api/v1/programs/${program}/runs`;
  const body = JSON.stringify({ ...rest, discrepanciesAnnounced: lines.length });
  const posted = await post(lockgate, { path, mediaType: 'application/json', body }, patience);
  const sent = sentOf(posted);
  if (!posted.ok || lines.length === 0) return sent;
  const parcel = {
    path: `${path}/${String(posted.body.id)}/discrepancies`,
    mediaType: 'application/x-ndjson',
    body: gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join('')),
    headers: { 'content-encoding': 'gzip', 'idempotency-key': `all-of-${String(posted.body.id)}` },
  };
  const streamed = sentOf(await post(lockgate, parcel, patience));
  return streamed.ok && sent.ok ? { ...streamed, again: sent.again } : streamed;
};
