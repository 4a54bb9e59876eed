import { accept } from '@/lib/domain/kernel/refusal';
import type { Fact } from '@/lib/domain/ledger/fact';
import { parsePolicy } from '@/lib/domain/policy/document';
import { type Db, databaseNow } from '@/lib/store/database';
import { loadPolicy } from '@/lib/store/policies';
import { listPrograms } from '@/lib/store/programs';
import { insertWindowMark, listUntoldWindows, type UntoldWindow, type WindowTold } from '@/lib/store/window-marks';
import { system } from '@/lib/usecases/context';
import { read, transact } from '@/lib/usecases/transact';

const hourMs = 3_600_000;

const factOf = (window: UntoldWindow, kind: WindowTold): Fact => {
  const { workload, audience, decision, context, closesAt } = window;
  const at = closesAt.toISOString();
  const about = { contextId: context.id, subject: { kind: 'decision' as const, id: decision.id } };
  const data = { workload, audience, context: context.slug, decision };
  return kind === 'closed'
    ? { type: 'window.closed', ...about, data: { ...data, closedAt: at } }
    : { type: 'window.closing', ...about, data: { ...data, closesAt: at } };
};

/**
 * How long before its end a program warns of a window's. A policy that cannot be read warns of nothing; that it cannot is
 * told elsewhere.
 */
export const warnHoursOf = async (db: Db, programId: string): Promise<number> => {
  const policy = parsePolicy((await loadPolicy(db, programId)).document);
  return policy.ok ? policy.value.windowWarnHours : 0;
};

const untold = async (db: Db, programId: string, at: Date) => {
  const by = new Date(at.getTime() + (await warnHoursOf(db, programId)) * hourMs);
  return {
    closing: await listUntoldWindows(db, programId, { kind: 'closing', at, by }),
    closed: await listUntoldWindows(db, programId, { kind: 'closed', at, by: at }),
  };
};

/** Programs in which a rollback window came near its end, or closed, and the ledger does not say so yet. */
export const listTurningWindows = () =>
  read(async (db) => {
    const now = await databaseNow(db);
    const programs: string[] = [];
    for (const program of await listPrograms(db)) {
      const { closing, closed } = await untold(db, program.id, now);
      if (closing.length + closed.length > 0) programs.push(program.slug);
    }
    return programs;
  });

/** Writes down, once for each end that a window has, that it is near and that it came. */
export const tellWindows = (programSlug: string) =>
  transact(system('tell-windows'), programSlug, async (tx) => {
    const { closing, closed } = await untold(tx.db, tx.program.id, tx.at);
    for (const [kind, windows] of [
      ['closing', closing],
      ['closed', closed],
    ] as const) {
      for (const window of windows) {
        await insertWindowMark(tx.db, window, kind);
        tx.record(factOf(window, kind));
      }
    }
    return accept(closing.length + closed.length);
  });
