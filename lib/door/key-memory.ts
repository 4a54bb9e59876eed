import type { KeyActor } from '@/lib/domain/access/actor';
import { accept, type Result } from '@/lib/domain/kernel/refusal';
import type { CallerSource } from './caller';

const confirmedForMs = 1_000;
const most = 10_000;

/**
 * Remembers for authority reads whom a key stands for, as long as a snapshot counts as confirmed. With the database
 * gone it goes on remembering: how long an answer may then be given, the lanes' leases decide.
 */
export const rememberKeys = (source: CallerSource, steadyMs: () => number = () => performance.now()): CallerSource => {
  const known = new Map<string, { actor: KeyActor; askedMs: number }>();
  const callerOfKey = async (rawKey: string): Promise<Result<KeyActor | null>> => {
    const remembered = known.get(rawKey);
    const askedMs = steadyMs();
    if (remembered !== undefined && askedMs - remembered.askedMs < confirmedForMs) return accept(remembered.actor);
    const found = await source.callerOfKey(rawKey);
    if (!found.ok) return found.refusal.code === 'unavailable' && remembered ? accept(remembered.actor) : found;
    known.delete(rawKey);
    if (found.value === null) return found;
    known.set(rawKey, { actor: found.value, askedMs });
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return found;
  };
  return { callerOfKey, callerOfSession: (cookie) => source.callerOfSession(cookie) };
};
