'use client';

import { useEffect } from 'react';

const local = (at: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' }).format(new Date(at));

/** Adds the reader's local time to the title of whatever time is pointed at or focused. */
export function LocalTimes() {
  useEffect(() => {
    const show = (event: Event) => {
      const time = event.target instanceof Element ? event.target.closest('time[datetime]') : null;
      if (!(time instanceof HTMLTimeElement) || time.dataset.local === 'shown') return;
      time.dataset.local = 'shown';
      time.title = `${time.title}\n${local(time.dateTime)}, where you are`;
    };
    document.addEventListener('pointerover', show, { passive: true });
    return () => document.removeEventListener('pointerover', show);
  }, []);
  return null;
}
