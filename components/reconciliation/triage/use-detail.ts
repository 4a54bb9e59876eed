'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/components/query/api';
import { endpoints } from '@/components/query/endpoints';
import type { PatternDetail } from '@/lib/contract/v1/patterns';
import { useDesk } from './desk-context';
import type { Target } from './target';

/** All that is said of a pattern, where the act is about one; null until it is known, and for many. */
export const useDetail = (targets: readonly Target[]): PatternDetail | null => {
  const { program } = useDesk();
  const [only] = targets;
  const { data } = useQuery({
    queryKey: ['pattern', program, only?.id, only?.revision],
    queryFn: ({ signal }) =>
      api<PatternDetail>({ method: 'GET', path: endpoints.pattern(program, only?.id ?? ''), signal }),
    enabled: targets.length === 1,
    refetchOnWindowFocus: false,
  });
  return data ?? null;
};
