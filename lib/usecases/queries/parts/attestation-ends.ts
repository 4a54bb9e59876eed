import { headStageOf } from '@/lib/domain/authority/interval';
import { type Criterion, parseCriteriaSet } from '@/lib/domain/criteria/criteria-set';
import { criterionTitle } from '@/lib/domain/criteria/criterion-title';
import { transitions } from '@/lib/domain/stage/transition';
import type { ListedAttestation } from '@/lib/store/evidence-facts';
import type { StoredDocument } from '@/lib/store/read-models/documents';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import type { AttestationEnd } from './due';
import { dayMs } from './say';

/** How long one word on a criterion counts, in days; null where it asks for none. */
const validDays = (criterion: Criterion): number | null => {
  if (criterion.kind === 'attestation') return criterion.validDays;
  return criterion.kind === 'coverage' ? criterion.window.days : null;
};

/** The condition that was seen, or the criterion by its title: its whole statement is for those who attest it. */
const aboutOf = (word: ListedAttestation, criterion: Criterion | undefined): string =>
  word.condition === null ? criterionTitle(criterion, word.criterion) : `“${word.condition}” was seen`;

/** The latest word that counts on each criterion and condition of a context. */
export const latestWords = (attestations: readonly ListedAttestation[]): ListedAttestation[] => {
  const latest = new Map<string, ListedAttestation>();
  for (const word of attestations) {
    const place = JSON.stringify([word.contextId, word.criterion, word.condition]);
    const known = latest.get(place);
    if (word.roleHeld && (known === undefined || known.attestedAt < word.attestedAt)) latest.set(place, word);
  }
  return [...latest.values()];
};

/** When the attestations lapse that the next transitions of each context ask for. */
export const attestationEnds = (
  contexts: readonly ListedContext[],
  documents: readonly StoredDocument[],
  attestations: readonly ListedAttestation[],
): AttestationEnd[] =>
  contexts.flatMap((context) => {
    const document = documents.find(({ ownerId }) => ownerId === context.id);
    const parsed = document === undefined ? null : parseCriteriaSet(document.document);
    if (parsed === null || !parsed.ok) return [];
    const stage = headStageOf(context.stages);
    const asked = transitions
      .filter((transition) => transition.startsWith(`${stage}>`))
      .flatMap((transition) => parsed.value.transitions[transition] ?? []);
    return latestWords(attestations.filter(({ contextId }) => contextId === context.id)).flatMap(
      (word): AttestationEnd[] => {
        const criterion = asked.find(({ key }) => key === word.criterion);
        const days = criterion === undefined ? null : validDays(criterion);
        if (days === null) return [];
        const at = new Date(word.attestedAt.getTime() + days * dayMs);
        return [{ context, about: aboutOf(word, criterion), by: word.by, at }];
      },
    );
  });
