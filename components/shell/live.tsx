'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { clock, duration } from '@/components/format/time';
import { useNow } from '@/components/format/use-now';
import { api } from '@/components/query/api';
import { endpoints } from '@/components/query/endpoints';
import type { LedgerHead } from '@/lib/contract/v1/ledger';
import { useShell } from './shell-context';
import { type Told, useChanges } from './use-changes';

const pollEvery = 4000;
/** What time alone changes (freshness, windows) is looked at again even when nothing was recorded. */
const refreshEvery = 60_000;
const askAgainAfter = 4000;

/** Says when this page last knew. It is told what is recorded, and shows the page again when the record has grown. */
export function Live() {
  const { program } = useShell();
  return program === null ? null : <Pulse slug={program.slug} size={program.ledger.size} />;
}

/** How long the record is and when that was heard; asked for while no stream tells it. */
const useHead = (slug: string, size: number): { told: Told | null; lost: boolean } => {
  const stream = useChanges(slug, size);
  const head = useQuery({
    queryKey: ['ledger-head', slug],
    queryFn: () => api<LedgerHead>({ method: 'GET', path: endpoints.head(slug) }),
    enabled: !stream.lives,
    refetchInterval: pollEvery,
    refetchIntervalInBackground: false,
  });
  const asked = head.dataUpdatedAt === 0 ? null : { size: head.data?.size ?? size, at: head.dataUpdatedAt };
  const told = [stream.told, asked].reduce((a, b) => (a === null || (b !== null && b.at > a.at) ? b : a), null);
  return { told, lost: !stream.lives && head.isError };
};

function Pulse({ slug, size }: { slug: string; size: number }) {
  const router = useRouter();
  const asked = useRef({ upTo: size, at: 0 });
  const { told, lost } = useHead(slug, size);
  const now = useNow();
  const grownTo = told?.size ?? size;
  useEffect(() => {
    if (now === null) return;
    if (asked.current.at === 0) asked.current.at = now;
    const waited = now - asked.current.at;
    // What was asked for can get lost to a step elsewhere, so that what is still not shown is asked for again.
    const due = grownTo > size ? grownTo > asked.current.upTo || waited >= askAgainAfter : waited >= refreshEvery;
    if (!due) return;
    asked.current = { upTo: Math.max(asked.current.upTo, grownTo), at: now };
    router.refresh();
  }, [grownTo, now, router, size]);

  if (lost) {
    const since = told === null ? null : clock(new Date(told.at).toISOString());
    return (
      <p className="live lost" role="status">
        <i aria-hidden="true" />
        {since === null ? 'Not live: Lockgate cannot be reached' : `Not live since ${since} UTC`}
      </p>
    );
  }
  const age = now === null || told === null ? null : Math.max(0, now - told.at);
  return (
    <p className="live" data-heard={told === null ? undefined : ''}>
      <i aria-hidden="true" />
      Live
      <span className="long">{age === null || age < 1000 ? '. Updated now' : `. Updated ${duration(age)} ago`}</span>
    </p>
  );
}
