import type { Role } from '@/lib/domain/words';
import type { Act } from './act';

// What has gone already, with the evidence that was given for it. Days count back from today.

const retire = (day: number, by: Role, context: string, item: string, evidence: string): Act => ({
  do: 'retire',
  context,
  day,
  by,
  item,
  evidence,
});

export const claimsRetirements: readonly Act[] = [
  retire(
    -47,
    'engineer',
    'coverage-validation',
    'job-policy-extract',
    'Extract CLMB140 is off the schedule since the night of the release; the platform reads the policy service itself.',
  ),
  retire(
    -44,
    'business',
    'claims-intake',
    'report-broker-volume',
    'Brokers read the volume in their portal; the printed report was cancelled with notice to all 61 of them.',
  ),
  retire(
    -40,
    'engineer',
    'reserve-estimation',
    'job-reinsurance-feed',
    'Both reinsurers confirmed the new treaty feed in writing; the old file transfer is closed.',
  ),
  retire(
    -36,
    'operations',
    'coverage-validation',
    'desk-coverage-letters',
    'Letters are corrected in the document service; the work queue of the mainframe is empty and locked.',
  ),
  retire(
    -33,
    'finance',
    'financial-posting',
    'report-ledger-match',
    'The match is a control of the new ledger, run daily; auditors agreed to the change.',
  ),
  retire(
    -29,
    'operations',
    'fraud-assessment',
    'infra-scoring-hosts',
    'Both hosts are powered off, wiped by protocol W-77 and out of the inventory.',
  ),
  retire(
    -27,
    'finance',
    'fraud-assessment',
    'licence-scoring',
    'Licence FRD terminated to the quarter; the confirmation of the vendor is with procurement.',
  ),
  retire(
    -24,
    'operations',
    'claims-intake',
    'desk-duplicate-claims',
    'Duplicates are merged in the new desktop; the old transaction is withdrawn from every role.',
  ),
  retire(
    -21,
    'engineer',
    'claims-intake',
    'job-scan-index',
    'Change CHG-4410: the scanning line indexes in the new archive; CLMB-IDX is off since the 1st.',
  ),
  retire(
    -18,
    'owner',
    'claims-intake',
    'archive-claim-files',
    'Claim files are in the archive with a hash list; a sample of 500 was read back whole.',
  ),
  retire(
    -15,
    'operations',
    'claims-intake',
    'infra-tape-library',
    'Tapes are copied, the copies verified, the library is handed back to the lessor.',
  ),
  retire(
    -12,
    'finance',
    'claims-intake',
    'licence-scheduler',
    'Scheduler licence reduced to the mainframe partition and terminated to its end date.',
  ),
  retire(
    -8,
    'business',
    'claims-intake',
    'report-open-claims',
    'Replaced by the board "Open claims" of the data platform; last run of the old list kept as PDF.',
  ),
  retire(
    -3,
    'operations',
    'claims-intake',
    'runbook-intake-night',
    'Runbook RB-118 withdrawn, RB-204 in its place, read back by both shifts.',
  ),
];

export const ordersRetirements: readonly Act[] = [
  retire(
    -45,
    'operations',
    'order-capture',
    'runbook-rebalance',
    'Rebalancing is automatic on the new cluster; the old runbook is withdrawn.',
  ),
  retire(
    -41,
    'engineer',
    'order-capture',
    'job-clickstream',
    'The join reads the new topic since the release; its offsets were compared for a week.',
  ),
  retire(
    -34,
    'business',
    'order-state',
    'report-state-sla',
    'The report is drawn from the new state store; both versions agreed for a full month.',
  ),
  retire(
    -28,
    'engineer',
    'stock-reservation',
    'job-replenishment',
    'The planner reads the reservation service; its consumer group on cluster A is deleted.',
  ),
  retire(
    -22,
    'operations',
    'customer-notices',
    'desk-notice-complaints',
    'Complaints are worked in the notice service, whose log tells what was sent.',
  ),
  retire(
    -16,
    'operations',
    'order-capture',
    'infra-connect',
    'Workers of cluster A are drained and removed; connectors run on the new one.',
  ),
  retire(
    -6,
    'engineer',
    'order-capture',
    'job-mirror',
    'The data lake reads orders.placed.v2 since Monday; the mirror job is deleted.',
  ),
  retire(
    -4,
    'operations',
    'order-capture',
    'report-lag',
    'Dashboard archived; lag of cluster B is on the platform board.',
  ),
];
