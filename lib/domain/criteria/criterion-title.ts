import { capitalised, listed } from '@/lib/domain/kernel/in-words';
import { type CriteriaSetDocument, type Criterion, expectedChecksKey, wayBackKey } from './criteria-set';
import { layerWords, plural } from './sentence';

/** The criterion behind an evaluation's key, whose ends name a lane or one of two transitions. */
export const criterionOf = (document: CriteriaSetDocument | undefined, key: string): Criterion | undefined => {
  const [own = key] = key.split(/[ @]/);
  return Object.values(document?.transitions ?? {})
    .flat()
    .find((criterion) => criterion?.key === own);
};

const span = (window: { days: number } | { runs: number }): string =>
  'days' in window ? plural(window.days, 'day') : plural(window.runs, 'run');

/** What a criterion asks, in a few words; its own title where it has one. */
export const criterionTitle = (criterion: Criterion | undefined, key: string): string => {
  if (key === expectedChecksKey) return 'Every expected check came, in time and whole';
  if (key === wayBackKey) return 'The way back is proven';
  if (criterion === undefined) return key;
  if (criterion.title !== undefined) return criterion.title;
  switch (criterion.kind) {
    case 'match_rate': {
      const workload = criterion.workload === undefined ? '' : ` for ${criterion.workload}`;
      return `Match rate of ${layerWords[criterion.layer]}${workload} over ${span(criterion.window)}`;
    }
    case 'discrepancy_ceiling': {
      const what = [criterion.severity, criterion.category?.replaceAll('_', ' ')].filter((word) => word !== undefined);
      const pattern = [...what, 'pattern'].join(' ');
      return criterion.max === 0 ? `No ${pattern} is open` : `At most ${criterion.max} ${pattern}s are open`;
    }
    case 'coverage':
      return `${capitalised(listed(criterion.conditions))} seen within ${plural(criterion.window.days, 'day')}`;
    case 'attestation':
      return criterion.statement;
  }
};

/** What the criterion of a key asks, in a few words; the key itself where the set has no such criterion. */
export const titleOfKey = (document: CriteriaSetDocument | undefined, key: string): string =>
  criterionTitle(criterionOf(document, key), key);
