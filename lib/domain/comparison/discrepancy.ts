import type { DiscrepancyKind } from '@/lib/domain/words';

/** One thing that differs, as a run brought it. A value not sent is undefined; null is a value. */
export type Discrepancy = {
  correlationId: string;
  kind: DiscrepancyKind;
  field: string | null;
  legacy?: string | null;
  target?: string | null;
  dimensions: Readonly<Record<string, string>>;
  observedAt: Date | null;
};

/** Kinds that say how two present values differ; the others say that something is absent, extra or broken. */
export const comparesValues = (kind: DiscrepancyKind): boolean => kind === 'value' || kind === 'timing';
