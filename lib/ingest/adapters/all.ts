import type { ImportFormat } from '@/lib/contract/v1/import-formats';
import type { Adapter } from './adapter';
import { awsDms } from './aws-dms';
import { dataDiff } from './data-diff';
import { datacompy } from './datacompy';
import { dbtAuditHelper } from './dbt-audit-helper';
import { dbtRunResults } from './dbt-run-results';
import { dvt } from './dvt';
import { greatExpectations } from './great-expectations';
import { moltVerify } from './molt-verify';
import { pgcompare } from './pgcompare';
import { vdiff } from './vdiff';

/** Every format that can be imported, by its name on the wire. */
export const adapters: Readonly<Record<ImportFormat, Adapter>> = {
  dvt,
  'dbt-run-results': dbtRunResults,
  'dbt-audit-helper': dbtAuditHelper,
  'great-expectations': greatExpectations,
  'aws-dms': awsDms,
  'data-diff': dataDiff,
  datacompy,
  vdiff,
  'molt-verify': moltVerify,
  pgcompare,
};
