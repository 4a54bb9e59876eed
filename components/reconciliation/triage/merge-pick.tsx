'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/components/query/api';
import { endpoints } from '@/components/query/endpoints';
import type { PatternList } from '@/lib/contract/v1/patterns';
import { useDesk } from './desk-context';
import { type Head, MergeDialog } from './merge-dialog';
import { Pick } from './pick';
import { nameOf, type Target } from './target';

type Props = { targets: readonly Target[]; anchor: Element | null; onClose: () => void };

/** Which pattern speaks for these from now on: first the choice, then what it means. */
export function MergePick({ targets, anchor, onClose }: Props) {
  const { program } = useDesk();
  const [text, setText] = useState('');
  const [head, setHead] = useState<Head | null>(null);
  const context = targets[0]?.context;
  const one = targets.every((target) => target.context.slug === context?.slug);
  const { data } = useQuery({
    queryKey: ['merge-into', program, context?.slug, text],
    queryFn: ({ signal }) =>
      api<PatternList>({
        method: 'GET',
        path: `${endpoints.patterns(program)}?${new URLSearchParams({ context: context?.slug ?? '', limit: '20', ...(text.trim() === '' ? {} : { q: text.trim() }) })}`,
        signal,
      }),
    enabled: one && head === null,
    placeholderData: keepPreviousData,
  });
  if (head !== null) {
    return <MergeDialog targets={targets.filter(({ id }) => id !== head.id)} head={head} onClose={onClose} />;
  }
  // Of several, one of them may be the head; of one, it must be another.
  const heads = (data?.items ?? []).filter(
    ({ id, splitBy }) => splitBy === null && (targets.length > 1 || id !== targets[0]?.id),
  );
  const pickable = one ? heads : [];
  return (
    <Pick
      title={`Merge ${nameOf(targets)} into`}
      choices={pickable.map((each) => ({
        value: each.id,
        label: each.sentence,
        about: `P-${each.number}, ${each.state}, ${each.severity}`,
      }))}
      anchor={anchor}
      busy={false}
      empty={
        one
          ? `No other pattern of ${context?.name ?? 'this context'} is called that.`
          : 'Only patterns of one context are merged: the same means something else in each.'
      }
      onType={setText}
      onPick={(choice) => setHead(pickable.find(({ id }) => id === choice.value) ?? null)}
      onClose={onClose}
    />
  );
}
