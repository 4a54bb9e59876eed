import type { ApiProblem } from '@/components/query/problem';
import { Button, type ButtonLook } from './button';
import { ProblemNote } from './problem-note';

type Props = { problem: ApiProblem | null; busy: boolean; look?: ButtonLook; children: React.ReactNode };

/** How a form ends: what went wrong the last time, and the button that acts. */
export function FormEnd({ problem, busy, look = 'primary', children }: Props) {
  return (
    <>
      <ProblemNote problem={problem} />
      <div className="form-end">
        <Button type="submit" look={look} busy={busy}>
          {children}
        </Button>
      </div>
    </>
  );
}
