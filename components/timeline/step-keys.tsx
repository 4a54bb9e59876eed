'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { withFilter } from '@/lib/contract/paths';

type Props = { path: string; filter: Record<string, string | null>; at: string; changes: string[] };

/** The arrow keys step the question from change to change. */
export function StepKeys({ path, filter, at, changes }: Props) {
  const router = useRouter();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      const next =
        event.key === 'ArrowRight'
          ? changes.find((each) => each > at)
          : event.key === 'ArrowLeft'
            ? changes.findLast((each) => each < at)
            : undefined;
      if (next === undefined) return;
      event.preventDefault();
      router.push(withFilter(path, { ...filter, at: next }), { scroll: false });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [router, path, filter, at, changes]);
  return null;
}
