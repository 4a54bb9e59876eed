import type { RefusalCode } from '@/lib/domain/kernel/refusal';
import type { Operation } from './operation';

const bodyCodes: Record<Operation['body']['kind'], readonly RefusalCode[]> = {
  none: [],
  json: ['malformed_json', 'invalid_body', 'body_too_large', 'body_timeout', 'unsupported_media_type'],
  manifest: ['body_too_large', 'body_timeout', 'unsupported_media_type'],
  import: ['body_too_large', 'body_timeout', 'unsupported_media_type'],
  events: ['body_too_large', 'body_timeout', 'unsupported_media_type'],
  lineage: ['body_too_large', 'body_timeout', 'unsupported_media_type'],
  ndjson: ['malformed_json', 'invalid_body', 'body_too_large', 'body_timeout', 'unsupported_media_type'],
  ofrep: ['malformed_json', 'invalid_body', 'body_too_large', 'body_timeout', 'unsupported_media_type'],
};

const callerCodes = ({ caller, scope, method }: Operation): RefusalCode[] => [
  ...(caller === 'none' ? [] : (['unauthenticated', 'forbidden'] as const)),
  ...(scope === null || caller === 'person' ? [] : (['scope_missing'] as const)),
  ...(caller === 'person' ? (['signer_not_human'] as const) : []),
  ...(method !== 'GET' && caller !== 'key' ? (['origin_refused'] as const) : []),
];

const repeatCodes = ({ idempotency }: Operation): RefusalCode[] => {
  if (idempotency === 'none') return [];
  return idempotency === 'required'
    ? ['idempotency_key_required', 'idempotency_key_reused', 'conflict']
    : ['idempotency_key_reused', 'conflict'];
};

/** Every code that an operation can answer: its own, and those that follow from its form. */
export const refusalsOf = (operation: Operation): RefusalCode[] => {
  const common: RefusalCode[] = [
    ...callerCodes(operation),
    ...(operation.path.includes('{') ? (['not_found'] as const) : []),
    'invalid_parameter',
    ...bodyCodes[operation.body.kind],
    ...repeatCodes(operation),
    'unavailable',
    'internal',
  ];
  return [...new Set([...common, ...operation.refusals])];
};
