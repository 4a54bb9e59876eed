import type { Side, Stage } from '@/lib/domain/words';

/** Whether a context at `stage` may have lanes held like this; a context without lanes agrees only before selective. */
export const stageAgreesWithLanes = (stage: Stage, sides: readonly Side[]): boolean => {
  const target = sides.filter((side) => side === 'target').length;
  switch (stage) {
    case 'planned':
    case 'shadow':
    case 'validated':
      return target === 0;
    case 'selective':
      return target > 0 && target < sides.length;
    case 'full':
    case 'retired':
      return sides.length > 0 && target === sides.length;
  }
};

/** The stage that lanes held like this mean; `whenAllLegacy` where they alone cannot tell. */
export const stageOfLanes = <S extends Stage>(sides: readonly Side[], whenAllLegacy: S): S | 'selective' | 'full' => {
  const target = sides.filter((side) => side === 'target').length;
  if (target === 0) return whenAllLegacy;
  return target === sides.length ? 'full' : 'selective';
};
