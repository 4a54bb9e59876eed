import type { Scope } from '@/lib/domain/words';

/** A signed-in person. `authenticatedAt` is when this session last proved identity (sign-in or step-up). */
export type PersonActor = {
  kind: 'person';
  personId: string;
  name: string;
  email: string;
  sessionId: string;
  installationAdmin: boolean;
  authenticatedAt: Date;
};

/** An API key. `programId` null reaches every program (the bootstrap key); `personId` is whom it was issued to. */
export type KeyActor = {
  kind: 'key';
  keyId: string;
  name: string;
  programId: string | null;
  scopes: readonly Scope[];
  personId: string | null;
  /** Who issued it, and so may hold it too; nobody for the bootstrap key. */
  issuerId?: string | null;
};

/** Lockgate itself: scheduled acts, the demo loader. */
export type SystemActor = { kind: 'system'; name: string };

export type Actor = PersonActor | KeyActor | SystemActor;
