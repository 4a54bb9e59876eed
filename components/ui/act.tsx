'use client';

import { useId } from 'react';
import type { IconName } from '@/components/icons/paths';
import type { Act } from '@/lib/contract/views/parts';
import { Button, type ButtonLook } from './button';

type Props = {
  act: Act;
  onPress: () => void;
  children: React.ReactNode;
  look?: ButtonLook;
  icon?: IconName;
  small?: boolean;
  wide?: boolean;
  busy?: boolean;
  end?: boolean;
  /** It sends the form that it stands in. */
  submit?: boolean;
  /** Said under the button when it can be pressed. */
  note?: string;
};

/** A button whose act may be refused: then it says why, in the words of the rule, and stays focusable. */
export function ActButton({
  act,
  onPress,
  children,
  look = 'plain',
  wide = false,
  end = false,
  submit = false,
  note,
  ...rest
}: Props) {
  const id = useId();
  const why = act.allowed ? (note ?? null) : act.why;
  return (
    <span className={`act${wide ? ' wide' : ''}${end ? ' end' : ''}`}>
      <Button
        {...rest}
        type={submit && act.allowed ? 'submit' : 'button'}
        look={act.allowed ? look : 'plain'}
        wide={wide}
        aria-disabled={act.allowed ? undefined : true}
        aria-describedby={why === null ? undefined : id}
        onClick={act.allowed ? onPress : undefined}
      >
        {children}
      </Button>
      {why === null ? null : (
        <span className="why" id={id}>
          {why}
        </span>
      )}
    </span>
  );
}
