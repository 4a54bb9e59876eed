import type { ImportFormat } from '@/lib/contract/v1/import-formats';
import type { Adapter } from './adapter';
import { dbtRunResults } from './dbt-run-results';
import { dvt } from './dvt';

/** Every format that can be imported, by its name on the wire. */
export const adapters: Readonly<Record<ImportFormat, Adapter>> = {
  dvt,
  'dbt-run-results': dbtRunResults,
};
