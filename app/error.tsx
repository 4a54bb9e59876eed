'use client';

import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { Icon } from '@/components/icons/icon';

export default function Failed({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter();
  const again = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <main className="aside-page" id="main">
      <h1>This page could not be shown</h1>
      <div className="problem" role="alert">
        <b>
          <Icon name="errored" className="small" />
          Something broke here
        </b>
        <p>
          Nothing was changed or lost: what was recorded before stays on record. If the database is away for a moment,
          trying again is enough.
        </p>
        {error.digest === undefined ? null : <p className="mono">error {error.digest}</p>}
      </div>
      <p className="form-end">
        <button type="button" className="btn primary" onClick={again}>
          Try again
        </button>
      </p>
    </main>
  );
}
