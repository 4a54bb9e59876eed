import { headStageOf } from '@/lib/domain/authority/interval';
import { type Criterion, parseCriteriaSet } from '@/lib/domain/criteria/criteria-set';
import { transitions } from '@/lib/domain/stage/transition';
import type { AttestationLine } from '@/lib/store/read-models/attestation-lines';
import type { StoredDocument } from '@/lib/store/read-models/documents';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import type { AttestationEnd } from './due';
import { dayMs } from './say';

/** How long one word on a criterion counts, in days; null where it asks for none. */
const validDays = (criterion: Criterion): number | null => {
  if (criterion.kind === 'attestation') return criterion.validDays;
  return criterion.kind === 'coverage' ? criterion.window.days : null;
};

/** When the attestations lapse that the next transitions of each context ask for. */
export const attestationEnds = (
  contexts: readonly ListedContext[],
  documents: readonly StoredDocument[],
  attestations: readonly AttestationLine[],
): AttestationEnd[] =>
  contexts.flatMap((context) => {
    const document = documents.find(({ ownerId }) => ownerId === context.id);
    const parsed = document === undefined ? null : parseCriteriaSet(document.document);
    if (parsed === null || !parsed.ok) return [];
    const stage = headStageOf(context.stages);
    const asked = transitions
      .filter((transition) => transition.startsWith(`${stage}>`))
      .flatMap((transition) => parsed.value.transitions[transition] ?? []);
    return attestations
      .filter((attestation) => attestation.contextId === context.id)
      .flatMap((attestation): AttestationEnd[] => {
        const criterion = asked.find(({ key }) => key === attestation.criterionKey);
        const days = criterion === undefined ? null : validDays(criterion);
        if (days === null) return [];
        const at = new Date(attestation.attestedAt.getTime() + days * dayMs);
        return [{ context, title: attestation.condition ?? attestation.statement, by: attestation.by, at }];
      });
  });
