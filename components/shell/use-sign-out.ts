'use client';

import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { paths } from '@/lib/contract/paths';

/** Ends the session and goes to the sign-in page. */
export const useSignOut = () => {
  const { act } = useAct({ onDone: () => window.location.assign(paths.signIn()), refresh: false });
  return () => act({ method: 'DELETE', path: endpoints.session });
};
