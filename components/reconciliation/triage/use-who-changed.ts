'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/components/query/api';
import { endpoints } from '@/components/query/endpoints';
import { useShell } from '@/components/shell/shell-context';
import type { LedgerList } from '@/lib/contract/v1/ledger';
import { whoChanged } from './who-changed';

const lookBack = 500;

/** Who changed one of these patterns last and what, in a sentence from the record; null until it is known. */
export const useWhoChanged = (program: string, ids: readonly string[], asked: boolean): string | null => {
  const { program: shown } = useShell();
  const after = Math.max(0, (shown?.ledger.size ?? 0) - lookBack);
  const { data } = useQuery({
    queryKey: ['who-changed', program, ids, asked],
    queryFn: () =>
      api<LedgerList>({
        method: 'GET',
        path: `${endpoints.ledger(program)}?type=pattern.triaged&after=${after}&limit=${lookBack}`,
      }),
    enabled: asked,
  });
  return data === undefined ? null : whoChanged(data.items, ids);
};
