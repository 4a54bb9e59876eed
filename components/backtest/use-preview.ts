'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '@/components/query/api';
import { endpoints } from '@/components/query/endpoints';
import { asProblem } from '@/components/query/problem';
import type { PreviewAnswer, PreviewBody } from '@/lib/contract/v1/backtest';

const restMs = 300;

const useRested = (text: string): string => {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
};

/**
 * Kept examples under a draft, beside the rules that it would replace; asked when typing rests, and the answer before
 * stands until the next comes. `body` null asks nothing.
 */
export const usePreview = (program: string, context: string, body: PreviewBody | null) => {
  const text = body === null ? '' : JSON.stringify(body);
  const asked = useRested(text);
  const { data, error, isFetching, isPlaceholderData } = useQuery({
    queryKey: ['rules-preview', program, context, asked],
    queryFn: ({ signal }) =>
      api<PreviewAnswer>({
        method: 'POST',
        path: endpoints.rulesPreview(program, context),
        body: JSON.parse(asked),
        signal,
      }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
  return {
    answer: asked === '' ? null : (data ?? null),
    problem: error === null ? null : asProblem(error),
    /** What is shown answers an earlier question. */
    behind: text !== asked || (isFetching && isPlaceholderData),
  };
};
