import type { ContextRef, PatternRow } from '@/lib/contract/views/parts';
import type { PatternLine } from '@/lib/store/read-models/pattern-lines';

export const patternRowOf = (pattern: PatternLine, context: ContextRef, you: string | null): PatternRow => ({
  id: pattern.id,
  number: pattern.number,
  context,
  sentence: pattern.sentence,
  severity: pattern.severity,
  category: pattern.category,
  state: pattern.state,
  triaged: pattern.triaged,
  baseline: pattern.baseline,
  owner: pattern.ownerId === null ? null : { name: pattern.ownerName ?? '', you: pattern.ownerId === you },
  total: pattern.total,
  trend: pattern.trend,
  firstSeenAt: pattern.firstSeenAt.toISOString(),
  lastSeenAt: pattern.lastSeenAt.toISOString(),
});
