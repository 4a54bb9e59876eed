import { stageAt } from '@/lib/domain/authority/interval';
import { capitalised, listed } from '@/lib/domain/kernel/in-words';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { countedInWords } from '@/lib/usecases/queries/parts/say';

/** How far a program has come, in one sentence. */
export const progressText = (contexts: readonly ListedContext[], now: Date): string => {
  const stages = contexts.map((context) => stageAt(context.stages, now));
  const count = (...words: string[]) => stages.filter((stage) => words.includes(stage)).length;
  const [retired, full, moving, yet] = [
    count('retired'),
    count('full'),
    count('selective'),
    count('planned', 'shadow', 'validated'),
  ];
  const parts = [
    ...(retired === 0 ? [] : [countedInWords(retired, 'context is retired', 'contexts are retired')]),
    ...(full === 0 ? [] : [countedInWords(full, 'context is full on target', 'contexts are full on target')]),
    ...(moving === 0 ? [] : [countedInWords(moving, 'is moving', 'are moving')]),
    ...(yet === 0 ? [] : [countedInWords(yet, 'has yet to move', 'have yet to move')]),
  ];
  if (parts.length === 0) return 'The program has no context yet.';
  const [first = '', ...rest] = parts;
  // "two have yet to move" needs its noun where nothing before it has one.
  const named = /context/.test(first)
    ? first
    : first.replace(/^(\S+) /, `$1 context${moving === 1 || (moving === 0 && yet === 1) ? '' : 's'} `);
  return `${capitalised(listed([named, ...rest]))}.`;
};
