import type { RiskClass, Workload } from '@/lib/domain/words';

/** What a sign-off policy may make depend on: how much is at stake in a decision. Part of what is hashed and signed. */
export type Stakes = {
  risk: RiskClass;
  workloads: Workload[];
  /**
   * Share of the traffic that it touches, in percent, rounded up; of a move towards target, what its workloads have on
   * target afterwards. Null: not known, and counts as all of it.
   */
  sharePercent: number | null;
  /** It makes something easier to pass: a lower threshold, a wider tolerance, fewer sign-offs, a later deadline. */
  loosens: boolean;
};

/** Of what concerns no traffic. */
export const noTraffic = (risk: RiskClass, loosens = false): Stakes => ({
  risk,
  workloads: [],
  sharePercent: 0,
  loosens,
});
