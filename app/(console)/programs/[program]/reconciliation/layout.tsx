import { TriageStore } from '@/components/reconciliation/triage/store';

/** What is selected, and how far down the list is, lasts while one pattern after another is opened. */
export default function Reconciliation({ children }: { children: React.ReactNode }) {
  return <TriageStore>{children}</TriageStore>;
}
