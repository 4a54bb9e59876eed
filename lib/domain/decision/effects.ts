import type { DecisionRef } from '@/lib/domain/authority/interval';
import type { LaneName } from '@/lib/domain/authority/lane';
import type { Fact } from '@/lib/domain/ledger/fact';
import type { LegacyAfter, Side, Stage } from '@/lib/domain/words';
import type { GoverningChange } from './governing-change';
import type { LanesRedrawn } from './plan-redraw';

/** One lane's change of authority. `closes` is null when the lane's first interval opens. */
export type AuthorityChange = LaneName & {
  laneId: string;
  closes: { epoch: number; to: Date } | null;
  opens: { epoch: number; side: Side; from: Date; legacyAfter?: LegacyAfter };
};

export type StageChange = { from: Stage; to: Stage; effectiveFrom: Date };

export type WindowOpening = LaneName & { laneId: string; opensAt: Date; closesAt: Date };

/** The window of `laneId` that `decision` opened is used up at `endedAt`. */
export type WindowEnding = LaneName & { laneId: string; decision: DecisionRef; endedAt: Date };

/** A rule set version put in force. */
type RulesActivated = { kind: 'rules_activated'; version: number; digest: string; replaces: number | null };

/** What a decision changes beside authority, stages and windows opened or used. */
export type Change = RulesActivated | LanesRedrawn | GoverningChange;

/** What executing a decision writes, in one transaction; plain data. */
export type Effects = {
  effectiveFrom: Date;
  authority: AuthorityChange[];
  stage: StageChange | null;
  windowsOpened: WindowOpening[];
  windowsEnded: WindowEnding[];
  /** What else changes, beside authority; a closed union, one writer each in the store. */
  changes: Change[];
  /** Ledger drafts in the order to write them; one `authority.*` fact for each authority change, in the same order. */
  facts: Fact[];
};
