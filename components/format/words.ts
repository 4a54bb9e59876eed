// The domain's words as people read them.

import type { CheckOutcome, DiscrepancyKind, Gate, Layer, RetirementKind, SyncStrategy } from '@/lib/domain/words';

export const gateWords: Record<Gate, string> = {
  compatibility: 'compatibility',
  data_and_state: 'data and state',
  security_and_governance: 'security and governance',
  operations: 'operations',
  cost: 'cost',
  decision: 'decision',
};

export const layerWords: Record<Layer, string> = {
  schema: 'schema',
  dataset: 'dataset',
  row: 'row',
  query: 'query',
  event: 'event',
  state: 'state',
  outcome: 'outcome',
  position: 'position',
};

export const discrepancyWords: Record<DiscrepancyKind, string> = {
  value: 'value differs',
  missing_in_target: 'missing in target',
  missing_in_legacy: 'missing in legacy',
  duplicate: 'duplicate',
  ordering: 'order differs',
  timing: 'timing differs',
  type: 'type differs',
  error_in_target: 'error in target',
  error_in_legacy: 'error in legacy',
};

export const retirementWords: Record<RetirementKind, [string, string]> = {
  report: ['report', 'Reports'],
  support_process: ['support process', 'Support processes'],
  runbook: ['runbook', 'Runbooks'],
  control: ['control', 'Controls'],
  dependent_job: ['dependent job', 'Dependent jobs'],
  infrastructure: ['infrastructure', 'Infrastructure'],
  data_archive: ['data archive', 'Data archives'],
  licence: ['licence', 'Licences'],
  access: ['access', 'Access'],
};

export const syncWords: Record<SyncStrategy, string> = {
  dual_write: 'Dual write',
  change_data_capture: 'Change data capture',
  log_replication: 'Log replication',
  batch_copy: 'Batch copy',
  topic_mirroring: 'Topic mirroring',
  cluster_linking: 'Cluster linking',
  stream_processing: 'Stream processing',
  none: 'No synchronisation',
};

export const checkWords: Record<CheckOutcome, string> = {
  match: 'match',
  match_within_tolerance: 'match within tolerance',
  mismatch: 'mismatch',
  errored: 'errored',
  skipped: 'skipped',
  not_run: 'not run',
  pending: 'pending',
  inconclusive: 'inconclusive',
  ignored: 'ignored',
  unknown: 'unknown',
};
