import type { Role } from '@/lib/domain/words';
import type { Act, ContextRef, LockView } from './parts';

/** What everybody in a program should see on every page: the text is a whole sentence, the link leads to what it is about. */
export type AlertView = { kind: 'break_glass' | 'hold' | 'overdue_review'; text: string; href: string };

/** The frame around every screen. On `/` the program is the person's first one, or null when there is none. */
export type ShellView = {
  person: { id: string; name: string; email: string; installationAdmin: boolean };
  /** The installation carries demo accounts: a banner says so. */
  demo: boolean;
  now: string;
  waitingForYou: number;
  programs: { slug: string; name: string; contexts: number }[];
  program: {
    slug: string;
    name: string;
    roles: Role[];
    openDecisions: number;
    openPatterns: number;
    contexts: (ContextRef & { lock: LockView })[];
    /** The loudest first. */
    alerts: AlertView[];
    /** The size of its ledger and its last entry's time: what the live indicator compares. */
    ledger: { size: number; at: string };
  } | null;
  createProgram: Act;
};
