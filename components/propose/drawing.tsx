'use client';

import { SideMark } from '@/components/states/side';
import type { PreflightView } from '@/lib/contract/v1/preflight';
import { listed } from '@/lib/domain/kernel/in-words';
import { type DrawingChange, drawingChanges } from './drawing-changes';

type Payload = NonNullable<PreflightView['payload']>;
type Props = { drawing: NonNullable<Payload['drawing']>; ended: Payload['lanes'] };

const sentences: Record<DrawingChange['how'], (change: DrawingChange) => string> = {
  splits: ({ from, to }) => `${listed(from)} splits into ${listed(to)}.`,
  merges: ({ from, to }) => `${listed(from)} merge into ${listed(to)}.`,
  mixes: ({ from, to }) => `${listed(to)} takes its keys from ${listed(from)}.`,
  changes: ({ from, to }) =>
    from.join() === to.join()
      ? `${listed(to)} is cut differently.`
      : `${listed(to)} takes the place of ${listed(from)}.`,
  begins: ({ to }) => `${listed(to)} begins.`,
  ends: ({ from }) => `${listed(from)} ends; nobody reaches it.`,
  stays: ({ to }) => `${listed(to)} ${to.length === 1 ? 'stays' : 'stay'} as drawn.`,
};

/** Which cohorts split, merge or stay, and on which side and epoch the new lanes begin. */
export function Drawing({ drawing, ended }: Props) {
  return (
    <div>
      <h3>What becomes of the lanes</h3>
      <ul className="plain">
        {drawingChanges(drawing, ended).map((change) => (
          <li key={`${change.how} ${change.from.join()} ${change.to.join()}`}>{sentences[change.how](change)}</li>
        ))}
      </ul>
      {drawing.begun.length === 0 ? null : (
        <ul className="plain sub">
          {drawing.begun.map(({ workload, audience, side, epoch }) => (
            <li key={`${workload}/${audience}`}>
              <span className="mono">
                {workload}/{audience}
              </span>{' '}
              begins on <SideMark side={side} />, epoch {epoch}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
