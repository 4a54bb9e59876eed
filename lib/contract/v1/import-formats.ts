/** Other tools' own formats, as an import names them. */
export const importFormats = [
  'dvt',
  'dbt-run-results',
  'dbt-audit-helper',
  'aws-dms',
  'data-diff',
  'datacompy',
  'vdiff',
  'molt-verify',
  'pgcompare',
] as const;
export type ImportFormat = (typeof importFormats)[number];
