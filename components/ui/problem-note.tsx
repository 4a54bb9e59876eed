import { Icon } from '@/components/icons/icon';
import type { ApiProblem } from '@/components/query/problem';

/** An error in place: what happened, what was kept, what to do, and the request's id. */
export function ProblemNote({ problem }: { problem: ApiProblem | null }) {
  if (problem === null) return null;
  return (
    <div className="problem" role="alert">
      <b>
        <Icon name="errored" className="small" />
        {problem.title}
      </b>
      <p>{problem.message}</p>
      {problem.errors.length === 0 ? null : (
        <ul>
          {problem.errors.map((each) => (
            <li key={`${each.pointer ?? ''} ${each.detail}`}>
              {each.pointer === undefined ? null : <span className="mono">{each.pointer} </span>}
              {each.detail}
            </li>
          ))}
        </ul>
      )}
      {problem.requestId === null ? null : <p className="mono">request {problem.requestId}</p>}
    </div>
  );
}
