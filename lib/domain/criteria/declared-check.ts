import type { Layer, Workload } from '@/lib/domain/words';

/** What a context's runs must cover, as people declare it; `cadence` and `grace` are ISO 8601 durations. */
export type DeclaredCheck = {
  source: string;
  layer: Layer;
  workload?: Workload | undefined;
  cadence: string;
  grace: string;
  keys: string[];
  minCompared: number;
};
