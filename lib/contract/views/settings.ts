import type { DecisionKind, Role, Scope } from '@/lib/domain/words';
import type { Act, HoldView, StepUpView } from './parts';

export type MemberView = {
  id: string;
  name: string;
  email: string;
  you: boolean;
  demo: boolean;
  disabledAt: string | null;
  roles: Role[];
  lastSeenAt: string | null;
  change: Act;
};

export type InvitationView = {
  id: string;
  email: string | null;
  name: string | null;
  roles: Role[];
  createdAt: string;
  expiresAt: string;
};

export type KeyView = {
  id: string;
  name: string;
  lastFour: string;
  scopes: Scope[];
  issuedTo: string | null;
  bootstrap: boolean;
  createdAt: string;
  createdBy: string | null;
  expiresAt: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
  revoke: Act;
};

/** A place that is lent now. `contexts` by name, null everywhere. */
export type LentPlaceView = {
  id: string;
  from: { name: string; you: boolean };
  to: { name: string; you: boolean };
  role: Role;
  contexts: string[] | null;
  reason: string;
  givenAt: string;
  until: string;
  /** It counts for nothing while an account is disabled, or who lent it lacks the role. */
  counts: boolean;
  end: Act;
};

export type LentPlacesView = {
  /** Yours first, then what others lent, the soonest end first. */
  items: LentPlaceView[];
  lend: Act;
  /** Your roles that fill sign-off places. */
  roles: Role[];
  people: { id: string; name: string; email: string }[];
  contexts: { slug: string; name: string }[];
  /** No loan may end later. */
  latestEnd: string;
};

export type SettingsView = {
  program: { slug: string; name: string; zone: string };
  now: string;
  members: MemberView[];
  invitations: InvitationView[];
  addMember: Act;
  keys: KeyView[];
  createKey: Act;
  scopes: Scope[];
  lent: LentPlacesView;
  /** The policy in force, in words. */
  policy: {
    version: number;
    since: string;
    change: Act;
    transitions: { kind: DecisionKind; title: string; slots: { role: Role; count: number }[] }[];
    /** "A rollback inside its window takes one person of operations; its review is due within 72 h." */
    sentences: string[];
  };
};

export type AccountView = {
  now: string;
  name: string;
  email: string;
  demo: boolean;
  installationAdmin: boolean;
  /** Holds on everything: placed and lifted by administrators of the installation; null for others. */
  stopTheLine: { act: Act; holds: HoldView[] } | null;
  signIn: 'password' | 'oidc';
  programs: { slug: string; name: string; roles: Role[] }[];
  passkeys: {
    items: { id: string; name: string; createdAt: string; lastUsedAt: string | null; backedUp: boolean }[];
    add: Act;
    /** How identity is proved before one is added: never by another passkey. */
    stepUp: StepUpView;
  };
  sessions: { id: string; current: boolean; createdAt: string; lastSeenAt: string; expiresAt: string }[];
};
