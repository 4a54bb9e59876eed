import type { ReadinessAnswer } from '@/lib/contract/v1/health';

/** What `/readyz` asks: a database round trip, the level of its migrations, and what else must be there. */
export type HealthSource = { readReadiness: () => Promise<ReadinessAnswer> };
