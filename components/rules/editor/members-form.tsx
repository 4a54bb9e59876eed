'use client';

import { useId } from 'react';
import { Button } from '@/components/ui/button';
import { idleInItems } from '@/lib/domain/comparison/idle-members';
import { CodesControl } from './codes-control';
import {
  type ControlProps,
  LinesControl,
  NumberControl,
  Pick,
  SidesControl,
  TextControl,
  WrittenControl,
} from './controls';
import { type Fault, faultsAt, inOrder, ofType, type Tree, treeOf, typeOf, withMember } from './document';
import { type Member, membersOf, type RuleType, toleranceMembers, typeChoices } from './members';

export type Place = { faults: readonly Fault[]; pointer: string };

type RowProps = Place & { member: Member; value: unknown; onChange: (value: unknown) => void; onRemove: () => void };

function Control(props: ControlProps & Place) {
  const { member, value, onChange } = props;
  switch (member.control) {
    case 'on':
    case 'off':
      return null;
    case 'choice':
      return <Pick id={props.id} choices={member.choices} value={value} onChange={onChange} wrong={props.wrong} />;
    case 'sides':
      return <SidesControl {...props} member={member} />;
    case 'number':
      return <NumberControl {...props} member={member} />;
    case 'text':
      return <TextControl {...props} member={member} />;
    case 'lines':
      return <LinesControl {...props} />;
    case 'written':
      return <WrittenControl {...props} />;
    case 'codes':
      return <CodesControl value={value} onChange={onChange} />;
    case 'tolerance':
      return (
        <MembersForm
          members={toleranceMembers}
          value={treeOf(value)}
          onChange={onChange}
          faults={props.faults}
          pointer={props.pointer}
          add="Add a limit…"
        />
      );
    case 'item':
      return <ItemForm value={treeOf(value)} onChange={onChange} faults={props.faults} pointer={props.pointer} />;
  }
}

const withoutLabel: Member['control'][] = ['sides', 'codes', 'tolerance', 'item'];

function Row({ member, value, onChange, onRemove, faults, pointer }: RowProps) {
  const id = useId();
  const wrong = faultsAt(faults, pointer);
  const notes = [...(wrong.length > 0 ? [`${id}-wrong`] : []), ...(member.hint === undefined ? [] : [`${id}-hint`])];
  const grouped = withoutLabel.includes(member.control);
  const switched = member.control === 'on' || member.control === 'off';
  return (
    <li className={`member ${member.control}`}>
      {switched || grouped ? <span className="label">{member.label}</span> : <label htmlFor={id}>{member.label}</label>}
      <div className="control">
        <Control
          id={id}
          member={member}
          value={value}
          onChange={onChange}
          wrong={wrong.length > 0}
          describedBy={notes.join(' ') || undefined}
          faults={faults}
          pointer={pointer}
        />
        {wrong.map((message) => (
          <p key={message} className="wrong" id={`${id}-wrong`}>
            {message}
          </p>
        ))}
        {member.hint === undefined ? null : (
          <p className="hint" id={`${id}-hint`}>
            {member.hint}
          </p>
        )}
      </div>
      {member.required ? null : (
        <Button look="quietly" small aria-label={`Remove: ${member.label}`} onClick={onRemove}>
          ×
        </Button>
      )}
    </li>
  );
}

type Props = Place & {
  members: readonly Member[];
  value: Tree;
  onChange: (value: Tree) => void;
  /** What the list of what is not named yet is called. */
  add: string;
};

/** A switch that is off and a tolerance without a limit say nothing, and are no members to show. */
export const isNamed = ({ name, control }: Member, value: Tree): boolean => {
  if (!Object.hasOwn(value, name)) return false;
  if (control === 'on') return value[name] !== false;
  return control !== 'tolerance' || Object.keys(treeOf(value[name])).length > 0;
};

/** The members that a rule names, in the order in which they are done, and a list of those that it could. */
export function MembersForm({ members, value, onChange, faults, pointer, add }: Props) {
  const named = members.filter((member) => member.required === true || isNamed(member, value));
  const rest = members.filter((member) => !named.includes(member));
  return (
    <>
      {named.length === 0 ? null : (
        <ol className="members">
          {named.map((member) => (
            <Row
              key={member.name}
              member={member}
              value={value[member.name]}
              onChange={(next) => onChange(withMember(value, member.name, next))}
              onRemove={() => onChange(withMember(value, member.name, undefined))}
              faults={faults}
              pointer={`${pointer}/${member.name}`}
            />
          ))}
        </ol>
      )}
      {rest.length === 0 ? null : (
        <select
          className="input add"
          aria-label={add.replace('…', '')}
          value=""
          onChange={(event) => {
            const member = rest.find(({ name }) => name === event.target.value);
            if (member !== undefined) onChange(withMember(value, member.name, member.initial));
          }}
        >
          <option value="">{add}</option>
          {rest.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      )}
    </>
  );
}

const itemTypes = typeChoices.filter(({ value }) => ['text', 'decimal', 'boolean'].includes(value));
const notOfItems = ['tolerance', 'truncateTo', ...idleInItems];

/** The rule of each member of a list: which belongs to which is not known, so nothing may differ. */
function ItemForm({ value, onChange, faults, pointer }: Place & { value: Tree; onChange: (value: Tree) => void }) {
  const type = typeOf(value);
  return (
    <div className="item-rule">
      <Pick
        label="Type of each member"
        choices={itemTypes}
        value={type}
        onChange={(next) => onChange(ofType(next as RuleType, value))}
      />
      <MembersForm
        members={membersOf(type).filter(({ name }) => !notOfItems.includes(name))}
        value={value}
        onChange={(next) => onChange(inOrder(next))}
        faults={faults}
        pointer={pointer}
        add="Add a step…"
      />
    </div>
  );
}
