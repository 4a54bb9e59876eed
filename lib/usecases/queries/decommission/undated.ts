import { stageAt } from '@/lib/domain/authority/interval';
import type { Stage } from '@/lib/domain/words';
import { canOpenOf } from '@/lib/usecases/queries/parts/can-open';
import { aheadOf } from '@/lib/usecases/queries/parts/gate';
import type { Picture } from '@/lib/usecases/queries/parts/picture';

/** A context that is not yet full on target, and of which nobody can say when its next gate opens. */
export type Undated = { name: string; stage: Stage };

/** Those of a picture, in its order. */
export const undatedIn = (picture: Picture): Undated[] =>
  picture.contexts.flatMap((context) => {
    const stage = stageAt(context.stages, picture.now);
    if (stage === 'full' || stage === 'retired') return [];
    const { kind } = canOpenOf(picture, context, aheadOf(picture, context));
    return kind === 'none' ? [{ name: context.name, stage }] : [];
  });
