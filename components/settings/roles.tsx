'use client';

import { useState } from 'react';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { ActButton } from '@/components/ui/act';
import { Dialog } from '@/components/ui/dialog';
import { ProblemNote } from '@/components/ui/problem-note';
import type { MemberView } from '@/lib/contract/views/settings';
import type { Role } from '@/lib/domain/words';
import { RoleChecks } from './role-checks';

/** Grants and revokes roles, one at a time, each on record. Sign-offs that rested on a revoked role no longer count. */
export function RolesButton({ member, program }: { member: MemberView; program: string }) {
  const [open, setOpen] = useState(false);
  const { act, problem } = useAct();
  const change = (role: Role, held: boolean) =>
    act({ method: held ? 'PUT' : 'DELETE', path: endpoints.role(program, member.id, role) });
  return (
    <>
      <ActButton act={member.change} small end onPress={() => setOpen(true)}>
        Roles…
      </ActButton>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Roles of ${member.name}`}
        lead="Each change takes effect at once and is on record. A sign-off that rested on a revoked role no longer counts."
      >
        <RoleChecks chosen={new Set(member.roles)} onChange={change} />
        <ProblemNote problem={problem} />
      </Dialog>
    </>
  );
}
