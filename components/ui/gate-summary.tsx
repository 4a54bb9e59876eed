import { Prose } from '@/components/format/prose';
import { PipCounts } from '@/components/states/pips';
import type { GateView } from '@/lib/contract/views/parts';

/** The next gate in a row: from where to where, its pips and counts, and what it waits for. */
export function GateSummary({ gate, program, head = true }: { gate: GateView; program: string; head?: boolean }) {
  return (
    <div className="gate-of">
      {head ? (
        <p className="to">
          {gate.from} → {gate.to}
        </p>
      ) : null}
      <p className="sum">
        <PipCounts outcomes={gate.outcomes} />
      </p>
      <p>
        <Prose text={gate.sentence} program={program} />
      </p>
    </div>
  );
}
