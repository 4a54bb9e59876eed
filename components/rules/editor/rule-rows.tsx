'use client';

import dynamic from 'next/dynamic';
import { useId } from 'react';
import { counted, typeset } from '@/components/format/number';
import { Icon } from '@/components/icons/icon';
import { Button } from '@/components/ui/button';
import type { FieldRule } from '@/lib/domain/comparison/rule-set';
import { ruleText } from '@/lib/domain/rule-words/field-words';
import { faultsUnder, type Tree } from './document';
import type { Place } from './members-form';

// A row is read more often than it is opened.
const RuleForm = dynamic(() => import('./rule-form').then((module) => module.RuleForm));

type Props = Place & {
  name: string;
  nameLabel: string;
  rule: Tree;
  /** As it was last read without a fault; null where it never was. */
  known: FieldRule | null;
  open: boolean;
  onOpen: (open: boolean) => void;
  onName: (name: string) => void;
  onChange: (rule: Tree) => void;
  onRemove: () => void;
  /** What else can be done with it, such as moving it up. */
  acts?: React.ReactNode;
};

/** One rule in a list: its sentence while it is closed, its form while it is open. */
export function RuleRow(props: Props) {
  const { name, nameLabel, rule, known, open, onOpen, onName, onChange, onRemove, acts, faults, pointer } = props;
  const id = useId();
  const wrong = faultsUnder(faults, pointer).length;
  return (
    <li className={open ? 'rule-row open' : 'rule-row'}>
      <button
        type="button"
        className="rule-head"
        aria-expanded={open}
        aria-controls={`${id}-form`}
        onClick={() => onOpen(!open)}
      >
        <Icon name={open ? 'down' : 'chev'} className="small" />
        <span className="mono wrap-any">{name}</span>
        {wrong > 0 ? (
          <span className="wrong">
            <Icon name="not-met" className="small" /> {counted(wrong, 'fault')}
          </span>
        ) : (
          <span className="quiet pretty">{known === null ? 'read as you type' : typeset(ruleText(known))}</span>
        )}
      </button>
      {open ? (
        <div className="rule-body" id={`${id}-form`}>
          <div className="stage">
            <h4>
              <label htmlFor={`${id}-name`}>{nameLabel}</label>
            </h4>
            <span className="row-of">
              <input
                id={`${id}-name`}
                className="input mono name"
                value={name}
                spellCheck={false}
                autoComplete="off"
                onChange={(event) => onName(event.target.value)}
              />
              {acts}
              <Button small look="quietly" onClick={onRemove}>
                Remove
              </Button>
            </span>
          </div>
          <RuleForm rule={rule} onChange={onChange} faults={faults} pointer={pointer} />
        </div>
      ) : null}
    </li>
  );
}
