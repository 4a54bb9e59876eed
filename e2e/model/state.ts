// What the second telling is about: plain state, and how it begins.

export type Side = 'legacy' | 'target';
export type Stage = 'planned' | 'shadow' | 'validated' | 'selective' | 'full';
export type Role = 'viewer' | 'engineer' | 'lead' | 'owner' | 'business' | 'operations' | 'risk' | 'finance';

/** An extension names the lanes whose windows stay open longer, and no stage. */
export type Move = { kind: 'advance' | 'rollback' | 'extension'; to: Stage | null; lanes: string[] };

export type SignOff = {
  person: string;
  role: Role;
  verdict: 'approve' | 'refuse';
  revision: number;
  revoked: boolean;
  at: number;
};

export type State = 'open' | 'executed' | 'rejected' | 'withdrawn' | 'expired' | 'superseded';

export type Decision = {
  number: number;
  kind: Move['kind'] | 'review';
  asked: Move;
  /** What it would do now: stages, and each lane with the epoch that it was seen at. */
  would: { from: Stage; to: Stage; lanes: { lane: string; epoch: number }[] };
  proposer: string;
  authors: string[];
  state: State;
  revision: number;
  /** Whether the one criterion stood when this revision began. */
  frozenMet: boolean;
  signOffs: SignOff[];
  expiresAt: number | null;
  dueAt: number | null;
};

export type Window = { opensAt: number; closesAt: number; extensions: number };

export type Model = {
  now: number;
  stage: Stage;
  lanes: Map<string, { side: Side; epoch: number; window: Window | null }>;
  decisions: Decision[];
  holds: number;
  /** The one blocking criterion of every transition. */
  met: boolean;
  roles: Map<string, Set<Role>>;
};

export const dayMs = 86_400_000;
export const laneNames = ['reads/motor', 'reads/rest', 'writes/motor', 'writes/rest'];

export const beginning = (roles: ReadonlyMap<string, readonly Role[]>, now: number): Model => ({
  now,
  stage: 'planned',
  lanes: new Map(laneNames.map((lane) => [lane, { side: 'legacy', epoch: 0, window: null }])),
  decisions: [],
  holds: 0,
  met: true,
  roles: new Map([...roles].map(([person, held]) => [person, new Set(held)])),
});
