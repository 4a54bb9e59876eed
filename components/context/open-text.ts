import { integer } from '@/components/format/number';
import type { ContextView } from '@/lib/contract/views/context';

/** How many patterns are open: what is merged is shown in another, and a gate's sentence counts it all the same. */
export const openText = ({ openPatterns, openMerged }: Pick<ContextView, 'openPatterns' | 'openMerged'>): string => {
  if (openPatterns === 0) return 'none';
  if (openMerged === 0) return integer(openPatterns);
  const into = openPatterns === 1 ? 'it' : 'them';
  return `${integer(openPatterns)}, with ${integer(openMerged)} merged into ${into}; gates count each`;
};
