'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '@/components/query/api';
import { endpoints } from '@/components/query/endpoints';
import { asProblem } from '@/components/query/problem';
import type { BacktestAnswer, BacktestBody } from '@/lib/contract/v1/backtest';

/**
 * Asks what a draft would make of the stored discrepancies. The last question counts: one that is asked again gives up
 * the one before, and so does leaving the page. `answer` is of `asked`, which tells whether it is still about what is
 * being edited.
 */
export const useBacktest = (program: string, context: string) => {
  const asking = useRef<AbortController | null>(null);
  useEffect(() => () => asking.current?.abort(), []);
  const mutation = useMutation<BacktestAnswer, Error, BacktestBody>({
    mutationFn: (body) => {
      asking.current?.abort();
      asking.current = new AbortController();
      const { signal } = asking.current;
      return api<BacktestAnswer>({ method: 'POST', path: endpoints.rulesBacktest(program, context), body, signal });
    },
  });
  return {
    ask: mutation.mutate,
    /** Ends the question that is being answered. */
    stop: () => {
      asking.current?.abort();
      mutation.reset();
    },
    busy: mutation.isPending,
    asked: mutation.variables ?? null,
    answer: mutation.data ?? null,
    problem: mutation.error === null ? null : asProblem(mutation.error),
    reset: mutation.reset,
  };
};
