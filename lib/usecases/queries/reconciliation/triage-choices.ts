import type { TriageChoices } from '@/lib/contract/views/reconciliation';
import { categories, type Resolution, resolutions, severities } from '@/lib/domain/words';
import { plainWord } from '@/lib/usecases/queries/parts/options';

const meanings: Record<Resolution, string> = {
  target_defect_fixed: 'Target was wrong, and is put right.',
  hidden_legacy_rule: 'Legacy does something that nobody had written down.',
  event_semantics_refined: 'The two sides read an event differently; what it means is clear now.',
  variance_accepted: 'It may differ. A signed-off rule says so, not this word.',
  boundary_redrawn: 'It belongs to another context.',
  upstream_fixed: 'What both sides were fed was wrong, and is put right.',
};

type Held = { personId: string; name: string; role: string };

/** Who may be given a pattern: everybody who does more in the program than look. */
export const ownersOf = (held: readonly Held[], you: string | null): TriageChoices['owners'] => {
  const names = new Map(
    held.filter(({ role }) => role !== 'viewer' && role !== 'auditor').map(({ personId, name }) => [personId, name]),
  );
  return [...names].map(([id, name]) => ({ id, name, you: id === you })).sort((a, b) => (a.name < b.name ? -1 : 1));
};

/** What triage may say, in the order in which it is offered. */
export const triageChoices = (owners: TriageChoices['owners']): TriageChoices => ({
  categories: categories.map((value) => ({ value, label: plainWord(value) })),
  severities: severities.map((value) => ({ value, label: value })),
  resolutions: resolutions.map((value) => ({ value, label: plainWord(value), meaning: meanings[value] })),
  owners,
});
