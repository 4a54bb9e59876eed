'use client';

import { useEffect, useState } from 'react';

const secondMs = 1000;

/** The reader's clock, by the second; null until the page is alive. */
export const useNow = (): number | null => {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), secondMs);
    return () => clearInterval(timer);
  }, []);
  return now;
};
