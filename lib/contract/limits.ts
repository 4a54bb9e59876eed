const mebibyte = 1_048_576;

/** What the API takes at most. Stated in its document; bytes count inflated and compressed alike. */
export const limits = {
  bodyBytes: { json: mebibyte, manifest: mebibyte, ofrep: mebibyte, import: 64 * mebibyte, none: 0 },
  inflationRatio: 100,
  jsonDepth: 32,
  jsonMembers: 1_000,
  jsonElements: 10_000,
} as const;
