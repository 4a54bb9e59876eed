import type { Attestable, ExpectedCheckView } from '@/lib/contract/views/context';
import { answeringRoles, mayAttest } from '@/lib/domain/access/may';
import type { Asker } from '@/lib/domain/access/rule';
import { type Criterion, criteriaOf, declaredKey } from '@/lib/domain/criteria/criteria-set';
import { evaluateExpectedChecks } from '@/lib/domain/criteria/expected-checks';
import type { ExpectedCheck } from '@/lib/domain/criteria/facts';
import { eligibleRuns, isCompleted, latestFirst } from '@/lib/domain/criteria/select-runs';
import type { Role } from '@/lib/domain/words';
import type { ListedAttestation } from '@/lib/store/evidence-facts';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { latestWords } from '@/lib/usecases/queries/parts/attestation-ends';
import type { Ahead } from '@/lib/usecases/queries/parts/gate';
import type { ContextEvidence, Picture } from '@/lib/usecases/queries/parts/picture';
import { counted, dayMs, integerText, spanText } from '@/lib/usecases/queries/parts/say';
import { actOf } from '@/lib/usecases/queries/parts/viewing';

const numberOf = (evidence: ContextEvidence, id: string): number =>
  evidence.runs.find((run) => run.id === id)?.number ?? 0;

const cadenceText = (ms: number): string =>
  ms % dayMs === 0 ? (ms === dayMs ? 'every day' : `every ${counted(ms / dayMs, 'day')}`) : `every ${spanText(ms)}`;

const expectedText = ({ cadence, grace, minCompared, keys }: ExpectedCheck): string =>
  [
    cadenceText(cadence),
    ...(grace > 0 ? [`${spanText(grace)} grace`] : []),
    ...(minCompared > 0 ? [`at least ${integerText(minCompared)} compared`] : []),
    ...(keys.length > 0 ? [counted(keys.length, 'check')] : []),
  ].join(', ');

const standingOf = (
  check: ExpectedCheck,
  evidence: ContextEvidence,
  last: Date | null,
  now: Date,
): ExpectedCheckView['standing'] => {
  const { outcome } = evaluateExpectedChecks([check], evidence.runs, now);
  if (outcome === 'met') return last !== null && now.getTime() >= last.getTime() + check.cadence ? 'late' : 'in_time';
  return last === null || outcome === 'stale' ? 'not_run' : 'short';
};

/** What runs must cover, and whether the last one did, by the evaluation that gates use. */
export const expectedChecksOf = (evidence: ContextEvidence, now: Date): ExpectedCheckView[] =>
  evidence.expectedChecks.map((check) => {
    const wanted = { layer: check.layer, workload: check.workload ?? undefined };
    const own = eligibleRuns(evidence.runs, wanted, now).filter(
      (run) => run.source === check.source && isCompleted(run),
    );
    const [last] = latestFirst(own);
    return {
      source: check.source,
      layer: check.layer,
      workload: check.workload,
      sentence: expectedText(check),
      last:
        last === undefined
          ? null
          : {
              run: numberOf(evidence, last.id),
              windowTo: last.window.to.toISOString(),
              compared: last.totals?.compared ?? null,
            },
      standing: standingOf(check, evidence, last?.window.to ?? null, now),
    };
  });

/** In whose role a condition is said to have been seen: the first of these that the person holds. */
const witnesses: readonly Role[] = [...new Set<Role>(['operations', 'owner', 'business', ...answeringRoles])];

type Asked = { condition: string | null; role: Role; statement: string; validDays: number };

const askedOf = (criterion: Criterion, asker: Asker): Asked[] => {
  if (criterion.kind === 'attestation') {
    const { role, statement, validDays } = criterion;
    return [{ condition: null, role, statement, validDays }];
  }
  if (criterion.kind !== 'coverage') return [];
  const role = witnesses.find((witness) => asker.roles.has(witness)) ?? 'operations';
  return criterion.conditions.map((condition) => ({
    condition,
    role,
    statement: `“${condition}” was seen.`,
    validDays: criterion.window.days,
  }));
};

const lastOf = (word: ListedAttestation | undefined, validDays: number): Attestable['last'] =>
  word === undefined
    ? null
    : {
        by: word.by,
        at: word.attestedAt.toISOString(),
        validUntil: new Date(word.attestedAt.getTime() + validDays * dayMs).toISOString(),
        evidence: word.evidence,
      };

/** What a person can put their word to for the next gate. */
export const attestablesOf = (
  picture: Picture,
  context: ListedContext,
  ahead: Ahead | null,
  asker: Asker,
): Attestable[] => {
  const set = picture.criteria.get(context.id);
  if (ahead === null || set === undefined) return [];
  const words = latestWords(picture.evidence.get(context.id)?.attestations ?? []);
  return criteriaOf(set.document, ahead.transitions).flatMap((criterion) => {
    const criterionKey = declaredKey(criterion);
    return askedOf(criterion, asker).map((asked) => ({
      criterionKey,
      ...asked,
      last: lastOf(
        words.find((word) => word.criterion === criterionKey && word.condition === asked.condition),
        asked.validDays,
      ),
      attest: actOf(mayAttest(asked.role)(asker)),
    }));
  });
};
