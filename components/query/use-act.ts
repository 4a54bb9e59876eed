'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { api, type Call } from './api';
import { ApiProblem, asProblem } from './problem';

type Options<T> = { onDone?: (answer: T) => void; refresh?: boolean };

/**
 * One act through the API. The Idempotency-Key lasts until an answer came, so that a broken connection can be tried
 * again and nothing is done twice; after an answer the next try is a new act.
 */
export const useAct = <T = unknown>({ onDone, refresh = true }: Options<T> = {}) => {
  const router = useRouter();
  const key = useRef<string | null>(null);
  const mutation = useMutation<T, Error, Omit<Call, 'key'>>({
    mutationFn: (call) => {
      key.current ??= crypto.randomUUID();
      return api<T>({ ...call, key: key.current });
    },
    onSuccess: (answer) => {
      key.current = null;
      if (refresh) router.refresh();
      onDone?.(answer);
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.answered) {
        key.current = null;
        // What was shown has moved on: show what is there now, beside the reason.
        if (error.status === 409) router.refresh();
      }
    },
  });
  return {
    act: mutation.mutate,
    busy: mutation.isPending,
    problem: mutation.error === null ? null : asProblem(mutation.error),
    reset: mutation.reset,
    answer: mutation.data ?? null,
  };
};
