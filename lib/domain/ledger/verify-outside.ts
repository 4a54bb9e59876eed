import type { DecisionRecord } from './decision-record';

type Execution = NonNullable<DecisionRecord['execution']>;
type Revision = DecisionRecord['revisions'][number];

const quarterHourMs = 15 * 60_000;

/** What was done alone, or outside the gates, has somebody who answers for it, and a reason. */
export const checkAnswerable = ({ executedBy }: Execution, { document }: Revision, what: string): string[] => {
  const named = executedBy.personId === null ? [`No named person answers for the ${what}.`] : [];
  const reasoned = document.payload.rationale.trim() === '' ? [`The ${what} has no reason.`] : [];
  return [...named, ...reasoned];
};

/**
 * A break-glass move is a signed-in person's, for an incident. Back, nobody else is asked; forward, it is done in the name
 * of who asked for it, within fifteen minutes, once others have stood for it.
 */
export const checkBreakGlass = (record: DecisionRecord, execution: Execution, revision: Revision): string[] => {
  const { payload } = revision.document;
  const { executedBy, counted } = execution;
  const { proposedBy, proposedAt } = record.decision;
  const problems = checkAnswerable(execution, revision, 'break-glass move');
  if (executedBy.kind !== 'person') problems.push('A break-glass move was made by what is not a person.');
  if ((payload.incident ?? '').trim() === '') problems.push('The break-glass move names no incident.');
  if (executedBy.personId !== proposedBy.personId) problems.push('It was executed in the name of somebody else.');
  if (payload.side === undefined) problems.push('It does not say to which side it moved.');
  if (payload.side === 'legacy' && counted.length > 0) problems.push('Sign-offs were counted that nobody asked for.');
  if (payload.side !== 'legacy') {
    if (counted.length === 0) problems.push('Nobody else stood for a break-glass move forward.');
    if (Date.parse(execution.executedAt) - Date.parse(proposedAt) >= quarterHourMs)
      problems.push('It was confirmed after its fifteen minutes.');
  }
  return problems;
};

/** The review of a break-glass move came to a finding, and was signed by two people at least, one of them for risk. */
export const checkEmergencyReview = ({ counted }: Execution, { document }: Revision): string[] => [
  ...(document.payload.finding == null ? ['The review came to no finding.'] : []),
  ...(counted.length < 2 ? ['Fewer than two people reviewed the break-glass move.'] : []),
  ...(counted.some(({ slot }) => slot === 'risk') ? [] : ['Nobody reviewed the break-glass move for risk.']),
];
