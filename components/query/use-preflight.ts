'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PreflightView } from '@/lib/contract/v1/preflight';
import { api } from './api';
import { endpoints } from './endpoints';
import { asProblem } from './problem';

const restMs = 250;
const againMs = 30_000;

/** The value as it was when it last rested. */
const useRested = (text: string): string => {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
};

/**
 * What would be answered if this were proposed, and executed, now. Asked when typing rests and now and then after;
 * the latest question wins, and until its answer comes the one before stands. `body` null asks nothing.
 */
export const usePreflight = (program: string, body: Readonly<Record<string, unknown>> | null) => {
  const asked = useRested(body === null ? '' : JSON.stringify(body));
  const { data, error, isFetching, isPlaceholderData } = useQuery({
    queryKey: ['preflight', program, asked],
    queryFn: ({ signal }) =>
      api<PreflightView>({ method: 'POST', path: endpoints.preflight(program), body: JSON.parse(asked), signal }),
    enabled: body !== null && asked !== '',
    placeholderData: keepPreviousData,
    refetchInterval: againMs,
    retry: false,
  });
  return {
    answer: body === null ? null : (data ?? null),
    problem: error === null ? null : asProblem(error),
    /** What is shown answers an earlier question. */
    behind: isFetching && isPlaceholderData,
  };
};
