const mebibyte = 1_048_576;

/** What the API takes at most. Stated in its document; bytes count inflated and compressed alike. */
export const limits = {
  bodyBytes: {
    json: mebibyte,
    manifest: mebibyte,
    ofrep: mebibyte,
    events: mebibyte,
    lineage: 8 * mebibyte,
    import: 64 * mebibyte,
    none: 0,
  },
  /** Of the events of one lineage run that say something: they are read together. */
  lineageRunEvents: 1_000,
  lineageRunBytes: 32 * mebibyte,
  /** Of one line of NDJSON, whose whole body may have any length. */
  lineBytes: 65_536,
  /** Of such a body, until its next bytes come. */
  stallSeconds: 60,
  /** Of one import: all of it stands in memory until it is kept. */
  importDiscrepancies: 100_000,
  importChecks: 100_000,
  inflationRatio: 100,
  jsonDepth: 32,
  jsonMembers: 1_000,
  jsonElements: 10_000,
} as const;
