import { useEffect, useRef, useState } from 'react';
import { endpoints } from '@/components/query/endpoints';
import { heartbeatMs } from '@/lib/contract/heartbeat';
import type { HeadEvent } from '@/lib/contract/v1/changes';

/** How long the record is, and when the browser heard so. */
export type Told = { size: number; at: number };

/** Where nothing was heard for so long, the stream is lost, whatever the browser thinks of its connection. */
const lostAfter = 2 * heartbeatMs + 2000;
const tryAgainAfter = 30_000;

/**
 * Follows a program's record while the page is seen. `lives` is false where no stream tells anything: before it has
 * begun, where there can be none, and once it is lost.
 */
export const useChanges = (slug: string, size: number): { told: Told | null; lives: boolean } => {
  const [told, setTold] = useState<Told | null>(null);
  const [lives, setLives] = useState(false);
  // Where the record stood when the page came is only where the stream begins.
  const begun = useRef(size);
  useEffect(() => {
    let source: EventSource | null = null;
    let again: ReturnType<typeof setTimeout> | undefined;
    let watch: ReturnType<typeof setTimeout> | undefined;
    let known = begun.current;

    const stop = () => {
      clearTimeout(again);
      clearTimeout(watch);
      source?.close();
      source = null;
      setLives(false);
    };
    const lose = () => {
      stop();
      again = setTimeout(open, tryAgainAfter);
    };
    const hear = (event: MessageEvent<string>) => {
      const head = JSON.parse(event.data) as HeadEvent;
      known = head.size;
      setTold({ size: head.size, at: Date.now() });
      setLives(true);
      clearTimeout(watch);
      watch = setTimeout(lose, lostAfter);
    };
    // A browser has few connections to one place, so that only what is seen holds one.
    const open = () => {
      stop();
      if (document.hidden) return;
      source = new EventSource(endpoints.changes(slug, known - 1));
      source.addEventListener('head', hear);
      // While the browser connects anew by itself, the page asks; refused, the stream waits for a while.
      source.addEventListener('error', () => {
        setLives(false);
        if (source?.readyState === EventSource.CLOSED) lose();
      });
    };
    open();
    document.addEventListener('visibilitychange', open);
    return () => {
      document.removeEventListener('visibilitychange', open);
      stop();
    };
  }, [slug]);
  return { told, lives };
};
